"""What one hears of this area. What is between a companion and who opened themself to them says nothing of the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.leadership.door_words import door_when
from parvis.leadership.models import (
    Buddy,
    Door,
    DoorAnswer,
    DoorCancellation,
    DoorQuestion,
    DoorReminder,
    DraftRemark,
    QuestionVote,
)
from parvis.leadership.opening_doors import ANNOUNCED, CANCELLED, MOVED
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


def too(deed: Any, after: int, limit: int) -> list[int]:
    """Who said “me too” to the question this answers."""
    asked = DoorAnswer.objects.filter(**about(deed)).values("question")
    return some(QuestionVote.objects.filter(question__in=asked).values_list("person", flat=True), after, limit)


def concerned(deed: Any, after: int, limit: int) -> list[int]:
    """Who asked at this door under their name, or said “me too” there; not who asked to be reminded: their mail leaves at once."""
    asked = DoorQuestion.objects.filter(door=deed.subject_id)
    people = set(asked.values_list("asker", flat=True)) | set(QuestionVote.objects.filter(question__in=asked).values_list("person", flat=True))  # fmt: skip
    return some(people - set(DoorReminder.objects.filter(door=deed.subject_id).values_list("person", flat=True)), after, limit)  # fmt: skip


def nobody(deed: Any, after: int, limit: int) -> list[int]:
    """Only told directly."""
    return []


def doors(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    rows = Door.objects.visible_to(viewer).filter(pk__in={c[1] for c in causes}, cancellation=None)
    there = {row.pk: Look(row.get_absolute_url(), row.subject) for row in rows}
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def dates(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Doors as they stand now: when they open, or that they do not."""
    rows = Door.objects.visible_to(viewer).filter(pk__in={c[1] for c in causes}).select_related("cancellation")
    there = {row.pk: Look(row.get_absolute_url(), when_it_opens(row)) for row in rows}
    return {cause: there[cause[1]] for cause in causes if cause[1] in there}


def when_it_opens(door: Door) -> str:
    facts = {"subject": door.subject, "when": door_when(door)}
    return str(_("Cancelled: %(subject)s") if door.state == "cancelled" else _("%(when)s: %(subject)s")) % facts


def moved(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    off = set(DoorCancellation.objects.filter(door__in={c[1] for c in causes}).values_list("door", flat=True))
    return dates(viewer, [cause for cause in causes if cause[1] not in off])


def buddies(viewer: Person, causes: Sequence[Cause]) -> dict[Cause, Look]:
    """Choices that still hold, of the two they tie."""
    rows = Buddy.objects.filter(Q(buddy=viewer, accepted_at=None) | Q(person=viewer, accepted_at__isnull=False), pk__in={c[1] for c in causes})  # fmt: skip
    there = set(rows.values_list("pk", flat=True))
    return {cause: Look("/me/buddy/") for cause in causes if cause[1] in there}


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
            "door.answered_too", _("a question I asked too at an open door is answered"), _("%(who)s answered a question you asked too"), pgettext_lazy("several people", "%(who)s answered a question you asked too"), _("A question you asked too is answered"),
            (COMMENTED.name, PUBLISHED.name), too, either, post_of, lambda deed, page: f"door_answer:{deed.subject_id}", rank=9, by_mail=True,
        ),
        Kind(
            "door.cancelled", _("a door where I asked something is cancelled"), _("%(who)s will not open this door"), pgettext_lazy("several people", "%(who)s will not open this door"), _("An open door is cancelled"),
            (CANCELLED.name,), concerned, dates, nowhere, lambda deed, page: f"door_date:{deed.subject_id}", rank=10, by_mail=True, by_push=True,
        ),
        Kind(
            "door.moved", _("a door where I asked something is moved"), _("%(who)s opens this door at another time"), pgettext_lazy("several people", "%(who)s open this door at another time"), _("An open door is moved"),
            (MOVED.name,), concerned, moved, nowhere, lambda deed, page: f"door_date:{deed.subject_id}", rank=11, by_mail=True, by_push=True,
        ),
        # Told by the reminders themselves, whose mail leaves at once: here it is on the page, and on a device.
        Kind(
            "door.reminder", _("a door I asked to be reminded of"), _("News of an open door you follow, by %(who)s"), pgettext_lazy("several people", "News of open doors you follow, by %(who)s"), _("An open door you follow"),
            (), nobody, dates, nowhere, lambda deed, page: f"door_date:{deed.subject_id}", rank=12, by_push=True,
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
            "buddy.asked", _("somebody chooses me as buddy"), _("%(who)s would like you as buddy"), pgettext_lazy("several people", "%(who)s would like you as buddy"), _("Somebody would like you as buddy"),
            (), nobody, buddies, nowhere, lambda deed, page: f"buddy_asked:{deed.subject_id}", rank=22, by_mail=True,
        ),
        Kind(
            "buddy.accepted", _("the buddy I chose accepts"), _("%(who)s is your buddy"), pgettext_lazy("several people", "%(who)s is your buddy"), _("You have a buddy"),
            (), nobody, buddies, nowhere, lambda deed, page: f"buddy_accepted:{deed.subject_id}", rank=23,
        ),
        Kind(
            "draft.opened", _("a draft is opened to me"), _("%(who)s has opened a draft to you"), pgettext_lazy("several people", "%(who)s have opened a draft to you"), _("A draft is open to you"),
            (), nobody, drafts, nowhere, lambda deed, page: f"opened:{deed.subject_id}", rank=26, by_mail=True,
        ),
        Kind(
            "draft.remark", _("something is said of a draft that is open"), _("%(who)s said something of a draft"), pgettext_lazy("several people", "%(who)s said something of a draft"), _("Something was said of a draft"),
            (), nobody, remarks, nowhere, lambda deed, page: f"remark:{deed.by_id}", rank=27, by_mail=True,
        ),
        heading=_("Open doors, leaders and buddies"),
    )  # fmt: skip
