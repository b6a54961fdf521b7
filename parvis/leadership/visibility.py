"""Who sees a companion link, a draft that is opened, and what was said of it. The rules exist once, as a Q each."""

from __future__ import annotations

from django.db.models import Q

from parvis.kernel import clock
from parvis.leadership.models import DraftOpening
from parvis.people.models import Person


def living_q(prefix: str = "") -> Q:
    """A link that has neither ended nor run out: a Q on CompanionLink, or on what leads to one (`prefix`)."""
    return Q(**{f"{prefix}ended_at__isnull": True, f"{prefix}until__gt": clock.now()})


def link_visible_to_q(viewer: Person) -> Q:
    return living_q() & (Q(person_id=viewer.pk) | Q(companion_id=viewer.pk))


def draft_q() -> Q:
    """Neither published, nor about to be, nor taken back: a Q on Post."""
    return Q(published_at__isnull=True, withdrawal__isnull=True)


def opened_q(viewer: Person) -> Q:
    """Drafts of others that are open to `viewer` now: a Q on Post. Gone with the opening, the link, its time, or publication."""
    rows = DraftOpening.objects.filter(living_q("link__"), closed_at=None, link__companion_id=viewer.pk)
    return draft_q() & Q(pk__in=rows.values("post_id"))


def draft_visible_to_q(viewer: Person) -> Q:
    """The rule, once: one's own drafts, and those opened to one."""
    return (draft_q() & Q(author_id=viewer.pk)) | opened_q(viewer)


def remark_visible_to_q(viewer: Person) -> Q:
    """Of a draft `viewer` sees, what they read of what was said: the author all of it, a companion their own threads."""
    return Q(opening__post__author_id=viewer.pk) | Q(by_id=viewer.pk, parent=None) | Q(parent__by_id=viewer.pk)
