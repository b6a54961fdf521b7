"""The audience, always said in words and in number."""

from __future__ import annotations

import time

from django.utils.translation import gettext as _

from parvis.communities.models import Community
from parvis.interface.words import people
from parvis.people.models import Person

FRESH = 60.0
_headcount: tuple[float, int] = (0.0, 0)


def headcount() -> int:
    """How many work here (guests left out); counted at most once a minute by each process."""
    global _headcount
    counted_at, count = _headcount
    if time.monotonic() - counted_at > FRESH or not count:
        count = Person.objects.present().filter(is_guest=False).count()
        _headcount = (time.monotonic(), count)
    return count


def readers_of(community: Community | None) -> int:
    """How many people a post there is for: the members; for la place and a storyline, everyone who works here."""
    return headcount() if community is None or community.everyone else community.member_count


def audience_words(community: Community | None, *, theirs: bool = False) -> str:
    """“Relation client · 212 people”; a storyline: “my storyline · the whole organisation, 240 people”, or, when it is `theirs` and
    not the reader's, “the whole organisation · 240 people”."""
    count = people(readers_of(community))
    if community is None and theirs:
        return _("the whole organisation · %(count)s") % {"count": count}
    if community is None:
        return _("my storyline · the whole organisation, %(count)s") % {"count": count}
    return _("%(place)s · %(count)s") % {"place": community.name, "count": count}
