"""The steps one takes by speaking: what one has done oneself, asked by yes or no."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from parvis.kernel.steps import Step, offer
from parvis.people.models import Person
from parvis.posts.models import Comment, CommentReaction, Mention, Post, PostReaction


def has_reacted(person: Person) -> bool:
    return PostReaction.objects.filter(person=person).exists() or CommentReaction.objects.filter(person=person).exists()


def said_by(person: Person) -> object:
    """One's own comments that still stand."""
    return Comment.objects.filter(author=person, withdrawal=None)


def has_thanked(person: Person) -> bool:
    """A comment that names somebody else."""
    return Mention.objects.filter(comment__in=said_by(person)).exclude(person=person).exists()


def has_asked(person: Person) -> bool:
    questions = Post.objects.filter(author=person, kind=Post.Kind.QUESTION, published_at__isnull=False, withdrawal=None)
    return questions.exists() or said_by(person).filter(body_text__contains="?").exists()  # type: ignore[attr-defined]


def has_answered(person: Person) -> bool:
    """A question of somebody of another team."""
    answers = said_by(person).filter(post__kind=Post.Kind.QUESTION).exclude(post__author=person)  # type: ignore[attr-defined]
    return bool((answers.exclude(post__author__unit=person.unit_id) if person.unit_id else answers).exists())


def has_posted(person: Person) -> bool:
    mine = Post.objects.filter(author=person, published_at__isnull=False, withdrawal=None)
    return mine.exclude(kind=Post.Kind.SHARE).exists()


def has_come_back(person: Person) -> bool:
    """A comment under one's own post, after somebody else's."""
    before = Comment.objects.filter(post=OuterRef("post"), id__lt=OuterRef("id")).exclude(author=person)
    return bool(said_by(person).filter(Exists(before), post__author=person).exists())  # type: ignore[attr-defined]


def declare() -> None:
    offer(
        Step(
            "react", 30, _("React to one post"),
            _("One only, and one you have really read."),
            _("You have told somebody that you read them."), 1, "/", has_reacted,
        ),
        Step(
            "thank", 40, _("Thank somebody"), _("By their first name, with @, and say for what. A line is enough."),
            _("You have thanked somebody by their name."), 3, "/", has_thanked,
        ),
        Step(
            "ask", 50, _("Ask one question"), _("One whose answer you do not know. The simplest ones are the most awaited."),
            _("You have asked a question."), 3, "/posts/new/?kind=question", has_asked,
        ),
        Step(
            "answer", 60, _("Answer a stranger"), _("A question nobody addressed to you, from another team. What you have seen is worth an answer."),
            _("You have answered somebody of another team."), 5, "/questions/", has_answered,
        ),
        Step(
            "post", 80, _("Tell what you saw"), _("A place, a person, a detail of this week. Eighty words are plenty."),
            _("You have told something in your own words."), 5, "/posts/new/", has_posted,
        ),
        Step(
            "return", 90, _("Come back the next day"), _("Whoever wrote to you is waiting: answer each of them, even with one word."),
            _("You have come back to answer those who wrote to you."), 5, "/", has_come_back,
        ),
    )  # fmt: skip
