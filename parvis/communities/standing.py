"""Where somebody stands: the communities they are in and with what role, whom they follow, what powers they hold. Asked in one
statement, and kept for the request on the row of the person."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db import connection

from parvis.communities.models import Community, Membership
from parvis.kernel import frame, kept
from parvis.kernel.compiled import value
from parvis.people.models import Person

HOSTS = (Membership.Role.HOST, Membership.Role.OWNER)
# what, id, word, then of a community: slug, name, kind, who starts posts, members, is archived; then two instants (see `read`)
NEVER = "CAST(NULL AS timestamp with time zone)"
PLACE = f"c.slug, c.name, c.kind, c.starters, c.member_count, a.id IS NOT NULL, {NEVER}, {NEVER}"
NOTHING = f"'', '', '', '', 0, FALSE, {NEVER}, {NEVER}"
ARCHIVE = "LEFT JOIN communities_archive a ON a.community_id = c.id"
SQL = f"""SELECT 'member', m.community_id, m.role, {PLACE}
 FROM communities_membership m JOIN communities_community c ON c.id = m.community_id {ARCHIVE} WHERE m.person_id = %s
UNION ALL SELECT 'everyone', c.id, '', {PLACE} FROM communities_community c {ARCHIVE} WHERE c.everyone
UNION ALL SELECT 'follow', followed_id, '', {NOTHING} FROM people_follow WHERE person_id = %s
UNION ALL SELECT 'power', 0, power, {NOTHING} FROM people_appointment WHERE person_id = %s"""  # noqa: S608 (our own words)


@dataclasses.dataclass(frozen=True)
class Standing:
    """`roles` by community id (la place is not among them); `everyone` is la place; `places` are all of these by id."""

    roles: dict[int, str]
    everyone: int | None
    places: dict[int, tuple[Any, ...]]
    followed: frozenset[int]
    powers: frozenset[str]

    @property
    def hosted(self) -> frozenset[int]:
        return frozenset(pk for pk, role in self.roles.items() if role in HOSTS)

    def is_archived(self, place: int) -> bool:
        return bool(self.places[place][5])

    def community(self, place: int) -> Community:
        """The community as a row, from what is known of it."""
        slug, name, kind, starters, members, archived = self.places[place][:6]
        made = Community(
            id=place, slug=slug, name=name, kind=kind, starters=starters, member_count=members, everyone=place == self.everyone,
        )  # fmt: skip
        made._state.adding = False
        if not archived:
            made._state.fields_cache["archive"] = None
        return made

    def active(self) -> list[int]:
        """The places one is in that are not archived: la place first, then by name."""
        return sorted(
            (pk for pk in self.places if not self.is_archived(pk)),
            key=lambda pk: (pk != self.everyone, self.places[pk][1].casefold()),
        )


def standing_from(rows: Sequence[tuple[Any, ...]], person: Person) -> Standing:
    roles, places, powers, followed, everyone = {}, {}, set(), set(), None
    for what, pk, word, *place in rows:
        if what == "follow":
            followed.add(pk)
        elif what == "member":
            roles[pk], places[pk] = word, tuple(place)
        elif what == "power":
            powers.add(word)
        elif what == "everyone" and not person.is_guest:
            everyone, places[pk] = pk, tuple(place)
    return Standing(roles, everyone, places, frozenset(followed), frozenset(powers))


def read(person: Person, more: str = "", values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Ask where `person` stands, and in the same statement what an area above wants to know (`more`: a UNION ALL of the same
    eleven columns). What is ours is kept on the row; the rows come back for the rest."""
    also = frame.asked()
    extra = "".join(
        f"\nUNION ALL SELECT '{name}', x.id, '', {NOTHING} FROM ({ids}) x"  # noqa: S608 (words of our own)
        for name, (ids, _values) in also.items()
    )
    given = [*values, *(one for _ids, ask_for in also.values() for one in ask_for(person))]
    with connection.cursor() as cursor:
        cursor.execute(SQL + more + extra, [person.pk] * 3 + [value(v) for v in given])
        rows = cursor.fetchall()
    for name in also:
        kept.keep(person, name, [row[1] for row in rows if row[0] == name])
    found = standing_from(rows, person)
    kept.keep(person, "standing", found)
    kept.keep(person, "powers", found.powers)
    return rows


def ask(person: Person) -> Standing:
    read(person)
    known: Standing = person.__dict__["_known"]["standing"]
    return known


def standing_of(person: Person) -> Standing:
    return kept.of(person, "standing", lambda: ask(person))
