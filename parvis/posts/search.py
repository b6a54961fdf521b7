"""What is said, found by its words: posts and comments, subjects, names of files. Always through the reading rule of posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.communities.search import named as communities_named
from parvis.people.models import Person
from parvis.posts import arriving, commenting, editing
from parvis.posts.models import Attachment, Comment, Post, PostSubject, Subject
from parvis.posts.visibility import visible_to_q
from parvis.search.asking import Question
from parvis.search.offering import Kind, Look, Text, offer
from parvis.search.people import named as people_named


def texts_of_posts(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Post.objects.filter(pk__among=ids, active_at__isnull=False).values_list(
        "pk", "title", "body_text", "version"
    )
    answers: dict[int, list[str]] = {}
    polls = Post.objects.filter(pk__among=ids, poll__isnull=False).values_list("pk", "poll__options__words")
    for pk, words in polls:
        answers.setdefault(pk, []).append(words or "")
    return {pk: Text(title, "\n".join([body, *answers.get(pk, [])]), version) for pk, title, body, version in rows}


def texts_of_comments(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Comment.objects.filter(pk__among=ids, withdrawal=None, post__active_at__isnull=False)
    return {pk: Text("", words, version, post) for pk, words, version, post in rows.values_list("pk", "body_text", "version", "post_id")}  # fmt: skip


def texts_of_subjects(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Subject.objects.filter(pk__among=ids).values_list("pk", "name", "slug")
    return {pk: Text(f"{name} {slug}") for pk, name, slug in rows}


def attached() -> QuerySet[Attachment]:
    kinds = (Attachment.Kind.PHOTO, Attachment.Kind.VIDEO, Attachment.Kind.FILE)
    there = Q(post__active_at__isnull=False) | Q(comment__post__active_at__isnull=False, comment__withdrawal=None)
    return Attachment.objects.filter(there, kind__in=kinds)


def texts_of_files(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = attached().filter(pk__among=ids).values_list("pk", "name", "alt", "post_id", "comment_id")
    return {pk: Text(name, alt, 0, post or comment) for pk, name, alt, post, comment in rows}


def ids_in(rows: QuerySet[Any]) -> Any:
    return lambda after, limit: list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def narrowed(rows: QuerySet[Any], viewer: Person, question: Question, *, post: str, at: str) -> QuerySet[Any]:
    """Rows that answer the operators; `post` leads to the post, `at` is when."""
    if question.who:
        rows = rows.filter(author__among=people_named(viewer, question.who))
    if question.where:
        rows = rows.filter(**{f"{post}community__among": communities_named(viewer, question.where)})
    if question.before:
        rows = rows.filter(**{f"{at}__lt": question.before})
    if question.after:
        rows = rows.filter(**{f"{at}__gte": question.after})
    for subject in question.subjects:
        rows = rows.filter(**{f"{post}subjects__subject__slug": slugify(subject)})
    return rows


def posts(viewer: Person, question: Question) -> QuerySet[Post]:
    rows = narrowed(Post.objects.visible_to(viewer), viewer, question, post="", at="published_at")
    if question.only:
        rows = rows.filter(kind=Post.Kind.QUESTION)
    return rows.filter(is_answered=False) if question.only == "unanswered" else rows


def comments(viewer: Person, question: Question) -> QuerySet[Comment] | None:
    if question.only:
        return None
    rows = Comment.objects.visible_to(viewer).filter(withdrawal=None)
    return narrowed(rows, viewer, question, post="post__", at="at")


def subjects(viewer: Person, question: Question) -> QuerySet[Subject] | None:
    """Those of a post the viewer may read: one used elsewhere only looks like one nobody has used."""
    if question.narrows:
        return None
    read = Post.objects.visible_to(viewer).filter(pk=OuterRef("post_id"))
    return Subject.objects.filter(Exists(PostSubject.objects.filter(Exists(read), subject=OuterRef("pk"))))


def files(viewer: Person, question: Question) -> QuerySet[Attachment] | None:
    if question.only or question.subjects:
        return None
    read = Post.objects.filter(visible_to_q(viewer))
    said = Comment.objects.visible_to(viewer).filter(withdrawal=None)
    there = Q(Exists(read.filter(pk=OuterRef("post_id")))) | Q(Exists(said.filter(pk=OuterRef("comment_id"))))
    rows = attached().filter(there)
    if question.who:
        rows = rows.filter(owner__among=people_named(viewer, question.who))
    if question.where:
        places = communities_named(viewer, question.where)
        rows = rows.filter(Q(post__community__among=places) | Q(comment__post__community__among=places))
    if question.before:
        rows = rows.filter(at__lt=question.before)
    return rows.filter(at__gte=question.after) if question.after else rows


def place_name(post: Post) -> Any:
    return post.community.name if post.community else ""


def look_at_posts(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    rows = Post.objects.visible_to(viewer).for_screen().filter(pk__among=list(ids))
    found = {}
    for row in rows:
        chips = (
            [(_("Answered"), "first") if row.is_answered else (_("Unanswered"), "lead")]
            if row.kind == Post.Kind.QUESTION
            else []
        )
        found[row.pk] = Look(
            row.get_absolute_url(), row.title, row.body_text, "" if row.kind == Post.Kind.NOTE else capfirst(row.get_kind_display()), row.author,
            place_name(row), row.published_at, tuple(chips), {"answers": row.comment_count},
        )  # fmt: skip
    return found


def look_at_comments(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    rows = Comment.objects.visible_to(viewer).filter(withdrawal=None).for_screen().select_related("post__community", "post__author").filter(pk__among=list(ids))  # fmt: skip
    return {
        row.pk: Look(
            f"/posts/{row.post_id}/#comment-{row.pk}", "", row.body_text, pgettext_lazy("a thing found", "Comment"), row.author, place_name(row.post), row.at,
            more={"under": row.post.title or row.post.body_text},
        )
        for row in rows
    }  # fmt: skip


def look_at_subjects(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = subjects(viewer, Question())
    rows = found.filter(pk__among=list(ids)) if found is not None else []
    return {row.pk: Look(row.get_absolute_url(), f"#{row.name}") for row in rows}


def look_at_files(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = files(viewer, Question())
    rows = found.filter(pk__among=list(ids)).select_related("owner", "post__community", "comment__post__community") if found is not None else []  # fmt: skip
    looks = {}
    for row in rows:
        post: Any = row.post or (row.comment and row.comment.post)
        link = f"/posts/{post.pk}/" + (f"#comment-{row.comment_id}" if row.comment_id else "")
        looks[row.pk] = Look(link, row.name, row.alt, capfirst(row.get_kind_display()), row.owner, place_name(post), row.at, in_title=_("name of a file"))  # fmt: skip
    return looks


def themselves(ids: Sequence[int]) -> Iterable[int]:
    return ids


def subjects_of(ids: Sequence[int]) -> Iterable[int]:
    return PostSubject.objects.filter(post__in=list(ids)).values_list("subject", flat=True)


def files_of(ids: Sequence[int]) -> Iterable[int]:
    return Attachment.objects.filter(Q(post__in=list(ids)) | Q(comment__in=list(ids))).values_list("pk", flat=True)


def declare() -> None:
    said = ("post.published", "post.edited", "post.withdrawn")
    touched = dict.fromkeys(said, themselves)
    answered = {deed.name: themselves for deed in (commenting.COMMENTED, commenting.EDITED, commenting.WITHDRAWN)}
    with_files = dict.fromkeys((*said, *answered), files_of)
    assert touched.keys() == {deed.name for deed in (arriving.PUBLISHED, editing.EDITED, editing.WITHDRAWN)}
    offer(
        Kind("post", "posts", _("Conversations"), 30, texts_of_posts, ids_in(Post.objects.filter(active_at__isnull=False)), posts,
             look_at_posts, touched, versioned=True, is_large=True, template="posts/_found.html"),
        Kind("comment", "posts", _("Conversations"), 31, texts_of_comments, ids_in(Comment.objects.filter(withdrawal=None)), comments,
             look_at_comments, answered, versioned=True, is_large=True, template="posts/_found.html"),
        Kind("subject", "subjects", _("Subjects"), 25, texts_of_subjects, ids_in(Subject.objects.all()), subjects, look_at_subjects,
             dict.fromkeys(("post.published", "post.edited"), subjects_of), template="posts/_found_subject.html", is_name=True),
        Kind("file", "files", _("Files"), 40, texts_of_files, ids_in(Attachment.objects.filter(kind__in=("photo", "video", "file"))), files,
             look_at_files, with_files, template="posts/_found.html"),
    )  # fmt: skip
