"""The audience, always said in words and in number."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count
from django.utils.translation import gettext as _

from parvis.communities.models import Community, Membership
from parvis.interface.words import people
from parvis.kernel.lately import Lately
from parvis.people.models import Person

# How many work here (guests left out); counted at most once a minute by each process.
headcount = Lately(60.0, lambda: Person.objects.present().filter(is_guest=False).count())


def readers_of(community: Community | None) -> int:
    """How many people a post there is for: the members; for la place and a storyline, everyone who works here."""
    return headcount() if community is None or community.everyone else community.member_count


def overlaps(place: Community | None, others: Collection[Community | None]) -> dict[int | None, float]:
    """Of the readers of `place`, the share that each of the others (by id; None: everybody) reaches too. One statement."""
    whole = readers_of(place)
    found: dict[int | None, float] = {}
    asked = {one.pk for one in others if one is not None and not one.everyone}
    for one in others:
        if one is None or one.everyone:
            found[one.pk if one else None] = 1.0
    rows = Membership.objects.filter(community__in=asked, person__in=Person.objects.present())
    if place is not None and not place.everyone:
        rows = rows.filter(person__in=Membership.objects.filter(community=place).values("person"))
    elif asked:
        rows = rows.filter(person__is_guest=False)
    for pk, number in rows.order_by().values_list("community").annotate(n=Count("pk")) if asked else ():
        found[pk] = number / whole if whole else 0.0
    return found


def audience_words(community: Community | None, *, theirs: bool = False) -> str:
    """“Relation client · 212 people”; a storyline: “my storyline · the whole organisation, 240 people”, or, when it is `theirs` and
    not the reader's, “the whole organisation · 240 people”."""
    count = people(readers_of(community))
    if community is None and theirs:
        return _("the whole organisation · %(count)s") % {"count": count}
    if community is None:
        return _("my storyline · the whole organisation, %(count)s") % {"count": count}
    return _("%(place)s · %(count)s") % {"place": community.name, "count": count}
