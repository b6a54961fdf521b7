"""What one hears of posts and comments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.notifications import offering
from parvis.notifications.offering import Kind, offer
from parvis.posts import hearing, noticing
from parvis.posts.answering import ACCEPTED
from parvis.posts.arriving import PUBLISHED, SHARED
from parvis.posts.commenting import COMMENTED
from parvis.posts.confirming import ASKED, ENDING
from parvis.posts.counting import REACTED


def by(prefix: str) -> Any:
    """Gathered by what is opened."""
    return lambda deed, page: f"{prefix}:{page}"


def by_subject(prefix: str) -> Any:
    return lambda deed, page: f"{prefix}:{deed.subject_id}"


def personal() -> list[Kind]:
    """What is said to me."""
    page, answer = hearing.post_of, noticing.answer_comment
    return [
        Kind(
            "post.must_read", _("I am asked to read something"), _("%(who)s asks you to read this"),
            pgettext_lazy("several people", "%(who)s ask you to read this"), _("Something to read"),
            (ASKED.name,), hearing.audience, noticing.still_asked, page, by("must"), rank=5, by_mail=True, by_push=True, reach="always",
        ),
        Kind(
            "post.must_read_ending", _("what I am asked to read ends within a day"), _("One day left to say that you have read this"),
            pgettext_lazy("several people", "One day left to say that you have read this"), _("Something to read before tomorrow"),
            (ENDING.name,), hearing.who_has_not_said, noticing.still_to_say, page, by("ending"), rank=6, by_mail=True, reach="always",
        ),
        Kind(
            "mention", _("somebody names me"), _("%(who)s named you"), pgettext_lazy("several people", "%(who)s named you"), _("Somebody named you"),
            (PUBLISHED.name, COMMENTED.name), hearing.named, noticing.either, page, by("named"), rank=10, by_mail=True, by_push=True, answer=answer,
        ),
        Kind(
            "reply", _("somebody answers my comment"), _("%(who)s answered you"), pgettext_lazy("several people", "%(who)s answered you"), _("An answer for you"),
            (COMMENTED.name,), hearing.answered, noticing.comments, page, by("replies"), rank=12, by_mail=True, by_push=True, answer=answer,
        ),
        Kind(
            "answer", _("somebody answers my question"), _("%(who)s answered your question"), pgettext_lazy("several people", "%(who)s answered your question"), _("An answer to your question"),
            (COMMENTED.name,), hearing.asker, noticing.comments, page, by("answers"), rank=14, by_mail=True, by_push=True, answer=answer,
        ),
        Kind(
            "comment", _("somebody comments on my post"), _("%(who)s commented on your post"), pgettext_lazy("several people", "%(who)s commented on your post"), _("A comment on your post"),
            (COMMENTED.name,), hearing.author, noticing.comments, page, by("comments"), rank=16, by_push=True, answer=answer,
        ),
        Kind(
            "accepted", _("my answer is chosen"), _("%(who)s chose your answer"), pgettext_lazy("several people", "%(who)s chose your answer"), _("Your answer was chosen"),
            (ACCEPTED.name,), hearing.owner_of_comment, noticing.accepted, page, by_subject("accepted"), rank=18, by_push=True,
        ),
        Kind(
            "me_too", _("a question I asked too is answered"), _("A question you asked too is answered"), pgettext_lazy("several people", "A question you asked too is answered"), _("A question you asked too is answered"),
            (ACCEPTED.name,), hearing.same_question, noticing.accepted, page, by("me_too"), rank=20, by_mail=True,
        ),
    ]  # fmt: skip


def around() -> list[Kind]:
    """What happens around me."""
    page, answer = hearing.post_of, noticing.answer_comment
    return [
        Kind(
            "first_voice", _("somebody speaks for the first time where I am host"), _("%(who)s speaks for the first time: greet them"),
            pgettext_lazy("several people", "%(who)s speak for the first time: greet them"), _("A first voice to greet"),
            (PUBLISHED.name, COMMENTED.name), hearing.hosts, noticing.either, page, by_subject("first"), rank=22, by_mail=True, answer=answer,
        ),
        Kind(
            "conversation", _("anything is said in a conversation or a place I hear everything of"), _("%(who)s spoke in a conversation you follow"),
            pgettext_lazy("several people", "%(who)s spoke in a conversation you follow"), _("News of a conversation"),
            (COMMENTED.name,), hearing.listeners, noticing.comments, page, by("talk"), rank=30, reach="all", answer=answer,
        ),
        Kind(
            "shared", _("somebody shares my post"), _("%(who)s shared your post"), pgettext_lazy("several people", "%(who)s shared your post"), _("Your post was shared"),
            (SHARED.name,), hearing.owner_of_post, noticing.posts, page, by("shared"), rank=35,
        ),
        Kind(
            "new_post", _("a post arrives in a place I hear everything of"), _("%(who)s published something"), pgettext_lazy("several people", "%(who)s published something"), _("A new post"),
            (PUBLISHED.name,), hearing.listeners, noticing.posts, page, by("post"), rank=40, reach="all", answer=answer,
        ),
        Kind(
            "followed", _("somebody I follow publishes"), _("%(who)s, whom you follow, published something"), pgettext_lazy("several people", "%(who)s, whom you follow, published something"), _("A new post"),
            (PUBLISHED.name,), hearing.followers, noticing.posts, page, by("post"), rank=45, on_page=False, answer=answer,
        ),
        Kind(
            "post_reaction", _("somebody reacts to my post"), _("%(who)s reacted to your post"), pgettext_lazy("several people", "%(who)s reacted to your post"), _("A reaction to your post"),
            (REACTED.name,), hearing.owner_of_post, noticing.reacted_posts, page, by("reacted"), rank=60,
        ),
        Kind(
            "comment_reaction", _("somebody reacts to my comment"), _("%(who)s reacted to your comment"), pgettext_lazy("several people", "%(who)s reacted to your comment"), _("A reaction to your comment"),
            (REACTED.name,), hearing.owner_of_comment, noticing.reacted_comments, page, by_subject("reacted"), rank=60,
        ),
    ]  # fmt: skip


def declare() -> None:
    offering.page_names.append(noticing.names_of)
    offering.place_names.append(hearing.names_of_places)
    offer(*personal(), heading=_("What is said to me"))
    offer(*around(), heading=_("What happens around me"))
