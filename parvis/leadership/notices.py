"""What one hears of this area. What is between a companion and who opened themself to them says nothing of the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.leadership.models import Buddy, Door, DoorAnswer, DraftRemark
from parvis.leadership.opening_doors import ANNOUNCED
from parvis.leadership.visibility import draft_visible_to_q, remark_visible_to_q
from parvis.notifications.offering import Cause, Kind, Look, offer
from parvis.people.models import Follow, Person
from parvis.posts.arriving import PUBLISHED
from parvis.posts.commenting import COMMENTED
from parvis.posts.hearing import COMMENT, post_of, some
from parvis.posts.models import FirstVoice, Post
from parvis.posts.noticing import answer_comment, either


def nowhere(deed: Any) -> None:
    return None


def about(deed: Any) -> dict[str, int]:
    return {"comment": deed.subject_id} if deed.subject_type == COMMENT else {"post": deed.subject_id}


def followers(deed: Any, after: int, limit: int) -> list[int]:
    """Who follows the leader that opens a door."""
    rows = Follow.objects.filter(followed=deed.by_id, person__gt=after).order_by("person")
    return list(rows.values_list("person", flat=True)[:limit])


def asker(deed: Any, after: int, limit: int) -> list[int]:
    """Who asked the question this answers, when it is signed."""
    return some(DoorAnswer.objects.filter(**about(deed)).values_list("question__asker", flat=True), after, limit)


def buddy(deed: Any, after: int, limit: int) -> list[int]:
    """The accepted buddy of somebody who says their first word."""
    if not FirstVoice.objects.filter(person=deed.by_id, **about(deed)).exists():
        return []
    return some(Buddy.objects.filter(person=deed.by_id, accepted_at__isnull=False).values_list("buddy", flat=True), after, limit)  # fmt: skip


def nobody(deed: Any, after: int, limit: int) -> list[int]:
    """Only told directly."""
    return []


def doors(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    rows = Door.objects.visible_to(viewer).filter(pk__in={c[1] for c in causes}, cancellation=None)
    there = {row.pk: Look(row.get_absolute_url(), row.subject) for row in rows}
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def drafts(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Those open to the viewer now."""
    rows = Post.objects.filter(draft_visible_to_q(viewer), pk__in={c[1] for c in causes})
    there = {pk: Look(f"/companions/drafts/{pk}/") for pk in rows.values_list("pk", flat=True)}
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def remarks(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """What the viewer reads of them, on drafts they see."""
    rows = DraftRemark.objects.filter(remark_visible_to_q(viewer), pk__in={c[1] for c in causes})
    seen = Post.objects.filter(draft_visible_to_q(viewer)).values("pk")
    found = rows.filter(opening__post__in=seen).values_list("pk", "opening__post")
    there = {pk: Look(f"/companions/drafts/{post}/") for pk, post in found}
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def declare() -> None:
    offer(
        Kind(
            "door.answered", _("my question at an open door is answered"), _("%(who)s answered the question you asked"), pgettext_lazy("several people", "%(who)s answered the question you asked"), _("Your question is answered"),
            (COMMENTED.name, PUBLISHED.name), asker, either, post_of, lambda deed, page: f"door_answer:{deed.subject_id}", rank=8, by_mail=True, by_push=True,
        ),
        Kind(
            "door.announced", _("a leader I follow opens their door"), _("%(who)s opens their door"), pgettext_lazy("several people", "%(who)s open their door"), _("An open door"),
            (ANNOUNCED.name,), followers, doors, nowhere, lambda deed, page: f"door:{deed.subject_id}", rank=24,
        ),
        Kind(
            "buddy", _("somebody who chose me as buddy speaks for the first time"), _("%(who)s, who chose you as buddy, speaks for the first time"), pgettext_lazy("several people", "%(who)s, who chose you as buddy, speak for the first time"), _("A first voice to greet"),
            (COMMENTED.name, PUBLISHED.name), buddy, either, post_of, lambda deed, page: f"buddy:{deed.subject_id}", rank=21, by_mail=True, by_push=True, answer=answer_comment,
        ),
        Kind(
            "draft.opened", _("a draft is opened to me"), _("%(who)s has opened a draft to you"), pgettext_lazy("several people", "%(who)s have opened a draft to you"), _("A draft is open to you"),
            (), nobody, drafts, nowhere, lambda deed, page: f"opened:{deed.subject_id}", rank=26, by_mail=True,
        ),
        Kind(
            "draft.remark", _("something is said of a draft that is open"), _("%(who)s said something of a draft"), pgettext_lazy("several people", "%(who)s said something of a draft"), _("Something was said of a draft"),
            (), nobody, remarks, nowhere, lambda deed, page: f"remark:{deed.by_id}", rank=27, by_mail=True,
        ),
    )  # fmt: skip
