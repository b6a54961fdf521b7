"""The budget of attention: before somebody speaks to many people, how many broadcasts each part of them received in the last seven
days, and what remains. Said of parts of ten people at least (`kernel.thresholds`); never of somebody."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db.models import Count, Q
from django.utils import formats
from django.utils.translation import gettext as _

from parvis.communities.audiences import readers_of
from parvis.communities.models import Community, Membership
from parvis.communities.standing import HOSTS, standing_of
from parvis.kernel import clock, thresholds
from parvis.people.models import Appointment, Person, Unit
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import Post
from parvis.ripple.rolling import floor_now

BUDGET, MANY, WEEK = 5, 30, dt.timedelta(days=7)
MOST_PARTS, MOST_SMALLER = 12, 3


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of the audience; `received` (on average, per person) and `left` are None when too few people are meant."""

    name: str
    people: int | None
    received: float | None

    @property
    def words(self) -> str:
        """ "2,1" in French; "5" when it is whole."""
        given = self.received or 0.0
        return str(formats.number_format(given, 1 if given % 1 else 0))

    @property
    def left(self) -> int | None:
        return None if self.received is None else max(0, BUDGET - round(self.received))


@dataclasses.dataclass(frozen=True)
class Attention:
    parts: list[Part]
    spent: bool  # for one part at least nothing remains
    frees: dt.datetime | None  # when the oldest broadcast of the week is a week old
    smaller: list[Community]

    @property
    def said(self) -> list[Part]:
        return [part for part in self.parts if part.received is not None]

    @property
    def unsaid(self) -> str:
        """The names of the parts in which too few people are."""
        return ", ".join(part.name for part in self.parts if part.received is None)


def speaks_to_many(person: Person, place: Community | None) -> bool:
    """A communicator anywhere, whoever keeps the place in it; where there are many to speak to."""
    if readers_of(place) < MANY:
        return False
    keeps = place is not None and standing_of(person).roles.get(place.pk) in HOSTS
    return keeps or holds(person, COMMUNICATOR)


def broadcasts(now: dt.datetime) -> tuple[dict[int | None, int], dt.datetime | None]:
    """How many in each place (None: for everybody), and when the oldest was: said to many by a communicator or by whoever keeps the
    place, or that everybody is asked to read. What they pass on counts too."""
    tellers = Appointment.objects.filter(power=Appointment.Power.COMMUNICATOR).values("person")
    keepers = Membership.objects.filter(role__in=HOSTS).values_list("person_id", "community_id")
    kept = set(keepers)
    rows = Post.objects.filter(published_at__gte=now - WEEK, active_at__isnull=False)
    rows = rows.filter(
        Q(author__in=tellers) | Q(must_read_until__isnull=False) | Q(author__in={pk for pk, _place in kept})
    )
    told = set(tellers.values_list("person", flat=True))
    found: dict[int | None, int] = {}
    oldest = None
    for post in rows.select_related("community").only("author_id", "community", "published_at", "must_read_until"):
        is_one = post.author_id in told or post.must_read_until or (post.author_id, post.community_id) in kept
        if not is_one or readers_of(post.community) < MANY:
            continue
        everybody = post.community is None or post.community.everyone
        where = None if everybody else post.community_id
        found[where] = found.get(where, 0) + 1
        oldest = min(oldest or post.published_at, post.published_at)  # type: ignore[type-var]
    return found, oldest


def part_of(path: str | None, names: dict[int, str]) -> str:
    """The direction of a unit: what stands just below the top of the tree."""
    ids = [int(one) for one in (path or "").strip("/").split("/") if one.isdigit()]
    return names.get(ids[1] if len(ids) > 1 else ids[0], "") if ids else ""


def counted(rows: object, names: dict[int, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for path, people in rows:  # type: ignore[attr-defined]
        name = part_of(path, names)
        found[name] = found.get(name, 0) + people
    return found


def audience(place: Community | None, also_in: int | None, names: dict[int, str]) -> dict[str, int]:
    """The people of an audience by part; `also_in`: those of them who are in that community too."""
    people = Person.objects.present()
    if place is not None and not place.everyone:
        people = people.filter(memberships__community=place)
    else:
        people = people.filter(is_guest=False)
    if also_in is not None:
        people = people.filter(pk__in=Membership.objects.filter(community=also_in).values("person"))
    return counted(people.order_by().values("unit__path").annotate(n=Count("pk")).values_list("unit__path", "n"), names)


def attention_of(place: Community | None) -> Attention:
    names = dict(Unit.objects.values_list("pk", "name"))
    sent, oldest = broadcasts(clock.now())
    whole = audience(place, None, names)
    received = {name: float(people * sent.get(None, 0)) for name, people in whole.items()}
    for where, number in sent.items():
        if where is not None:
            for name, people in audience(place, where, names).items():
                received[name] = received.get(name, 0) + people * number
    cells = {name: (people, round(received[name] / people, 1)) for name, people in whole.items()}
    shown = thresholds.table(cells, floor=floor_now())
    parts = [
        Part(name or _("Elsewhere"), cells[name][0], found.value) if isinstance(found, thresholds.Shown) else Part(name or _("Elsewhere"), None, None)
        for name, found in sorted(shown.items(), key=lambda row: -cells[row[0]][0])
    ]  # fmt: skip
    spent = any(part.left == 0 for part in parts)
    return Attention(parts[:MOST_PARTS], spent, oldest + WEEK if oldest and spent else None, [])


def smaller_than(place: Community | None, person: Person) -> list[Community]:
    """Places of the person's where fewer would be spoken to."""
    standing = standing_of(person)
    found = [standing.community(pk) for pk in standing.active()]
    most = readers_of(place)
    smaller = [one for one in found if MANY // 3 < readers_of(one) < most]
    return sorted(smaller, key=readers_of, reverse=True)[:MOST_SMALLER]
