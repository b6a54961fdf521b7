"""What the styleguide shows of posts: the newest of each kind the reader may see, its conversation, the composer."""

from __future__ import annotations

import datetime as dt
import html
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.kernel import clock
from parvis.posts import rereading, screens
from parvis.posts.forms import WordsForm
from parvis.posts.models import Post, Schedule, UnsettledComment
from parvis.posts.publishing import Sheet
from parvis.posts.reads import post_row
from parvis.posts.views.composing import form_for
from parvis.search.showcase import one_of


def card_of(kind: str) -> Any:
    """The context of `_card.html` with the newest post of this kind."""

    def context(request: Any) -> dict[str, Any] | None:
        if request.person is None:
            return None
        rows = Post.objects.visible_to(request.person).for_screen().filter(kind=kind, active_at__isnull=False)
        post = rows.newest_first().first()
        if post is None:
            return None
        [card] = screens.cards_for(request.person, [post.pk])
        return {"card": card, "full": False, "may_pin": "pin", "next_url": "/"}

    return context


def newest_answered(request: Any) -> Post | None:
    if request.person is None:
        return None
    rows = Post.objects.visible_to(request.person).for_screen().filter(comment_count__gt=0, active_at__isnull=False)
    return rows.newest_first().first()


def comment(request: Any) -> dict[str, Any] | None:
    post = newest_answered(request)
    row = post_row(request.person, post.pk) if post else None
    thread = screens.conversation(request.person, row)[1] if row else []
    return {"c": thread[0], "post": post, "may_comment": True, "may_accept": True} if thread else None


def comment_form(request: Any) -> dict[str, Any] | None:
    post = newest_answered(request)
    return {"form": WordsForm(), "post": post, "answered": None} if post else None


def compose(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    form = form_for(request)
    return {"form": form, "kind": "poll", "places": form.choices(), "has_storyline": True, "kept": []}


def unsettled(request: Any) -> dict[str, Any] | None:
    """A comment one has just made, as its author sees it. Nothing is kept."""
    post = newest_answered(request)
    if post is None:
        return None
    now = clock.now()
    row = UnsettledComment(
        post=post, author=request.person, body_html=f"<p>{html.escape(post.body_text[:90])}</p>", at=now,
        settles_at=now + dt.timedelta(seconds=10),
    )  # fmt: skip
    return {"c": row}


def waiting(request: Any) -> dict[str, Any] | None:
    post = newest_answered(request)
    if post is None:
        return None
    post.published_at = clock.now()
    post.settles_at = post.published_at + dt.timedelta(seconds=20)
    return {"card": {"post": post}}


def asked(request: Any) -> dict[str, Any] | None:
    post = newest_answered(request)
    return {"post": post, "asks": clock.now() + dt.timedelta(days=3), "confirmed": None} if post else None


def box(request: Any) -> dict[str, Any] | None:
    return {} if request.person else None


def remarks(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    sheet = Sheet(body="Je vous raconte commment, ici https://www.amazon.fr/s?k=chaise – clé : AKIAQ3EGRVXZT5MLWN7B")
    found = rereading.of_sheet(sheet, by=request.person)
    return {"remarks": found, "count": len(found)}


def scheduled(is_missed: bool) -> Any:
    def context(request: Any) -> dict[str, Any] | None:
        now = clock.now()
        row = Schedule(
            at=now, made_at=now, missed_at=now if is_missed else None, why=_("You cannot start a post in this place.")
        )
        return {"schedule": row, "post": Post(pk=1)} if request.person else None

    return context


def line(request: Any) -> dict[str, Any] | None:
    return {"place": ""} if request.person else None


def beside(request: Any) -> dict[str, Any] | None:
    day = clock.now().date()
    return {
        "attached": {
            "address": "https://intranet.example/marge",
            "title": "Résultats annuels : marge à 4,2 %",
            "said_on": day,
        }
    }


def declare() -> None:
    cards = [Specimen("posts", words, "posts/_card.html", card_of(kind)) for kind, words in Post.Kind.choices]
    show(
        *cards,
        Specimen("comments", _("A comment and its replies"), "posts/_comment.html", comment),
        Specimen("comments", _("Answering"), "posts/_comment_form.html", comment_form),
        Specimen(
            "reading over",
            _("The box of remarks, for the form of another area"),
            "posts/fragments/relecture_box.html",
            box,
        ),
        Specimen("settling", _("A post others do not see yet"), "posts/_undo_post.html", waiting),
        Specimen("settling", _("A comment others do not see yet"), "posts/_undo_comment.html", unsettled),
        Specimen("settling", _("A post that asks to be read"), "posts/_must_read.html", asked),
        Specimen("composer", _("The composer, closed"), "posts/_composer.html", line),
        Specimen("composer", _("The composer"), "posts/_compose_form.html", compose),
        Specimen("composer", _("The page put beside the words"), "posts/_attached.html", beside),
        Specimen("composer", _("What is read over"), "posts/fragments/remarks.html", remarks),
        Specimen("composer", _("A draft that goes by itself"), "posts/_schedule.html", scheduled(False)),
        Specimen("composer", _("A draft that could not go"), "posts/_schedule.html", scheduled(True)),
        Specimen("search", _("Words found"), "posts/_found.html", one_of("post")),
        Specimen("search", _("A subject"), "posts/_found_subject.html", one_of("subject")),
    )
