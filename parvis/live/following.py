"""Following the chronicle, for hints. Entries have ids made before their transaction commits, so one may appear below others already
told of: the last half minute is looked at again. A hint may be said twice; none is lost."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from parvis.chronicle.keeping import entries_after
from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.ids import first_id_at
from parvis.live import offering
from parvis.live.watching import MARGIN, Watch

AT_ONCE = 2_000
MOST_MISSED = 500
LOOK_BACK = 1.0  # seconds between two looks at what was committed late

Told = dict[str, set[int]]  # ids of subjects, by the name of their kind


class Follower:
    """Remembers which entries were told of."""

    def __init__(self) -> None:
        self.top = self.start = first_id_at(clock.now())
        self.taken: set[int] = set()
        self.looked_back = -60.0

    def fresh(self) -> list[Entry]:
        """What has come since: above what is known, each time; below it, what was committed late, now and then."""
        found: list[Entry] = []
        while page := entries_after(found[-1].pk if found else self.top, limit=AT_ONCE, kinds=offering.deeds()):
            found += page
            if len(page) < AT_ONCE:
                break
        return self.late() + [entry for entry in found if entry.pk not in self.taken]

    def late(self) -> list[Entry]:
        if time.monotonic() - self.looked_back < LOOK_BACK:
            return []
        self.looked_back = time.monotonic()
        rows = Entry.objects.filter(pk__gt=self.floor(), pk__lte=self.top, kind__in=offering.deeds())
        missing = [pk for pk in rows.values_list("pk", flat=True) if pk not in self.taken]
        return list(Entry.objects.filter(pk__among=missing).order_by("pk")) if missing else []

    def floor(self) -> int:
        return max(self.start, first_id_at(clock.now() - MARGIN))

    def took(self, entries: Sequence[Entry]) -> None:
        """They are told of; what is older than the margin need not be remembered."""
        floor = self.floor()
        self.taken = {pk for pk in self.taken if pk > floor} | {entry.pk for entry in entries}
        self.top = max([self.top, *(entry.pk for entry in entries)])


def told_by(entries: Sequence[Entry]) -> Told:
    """Which subjects these entries are about."""
    found: Told = {}
    for name, kind in offering.followed.items():
        mine = [entry for entry in entries if entry.kind in kind.deeds]
        if mine:
            found[name] = set().union(*kind.told(mine).values())
    return {name: ids for name, ids in found.items() if ids}


def watched_in(watch: Watch, told: Told) -> Told:
    """Of what was told, what this page watches."""
    mine = {name: ids if name in watch.whole else ids & watch.subjects.get(name, frozenset()) for name, ids in told.items()}  # fmt: skip
    return {name: ids for name, ids in mine.items() if ids}


def missed(watch: Watch) -> tuple[Told, bool]:
    """What a page that comes back may have missed; and whether that is too much to say."""
    if not (watch.subjects or watch.whole):
        return {}, False
    entries = [] if watch.is_late else entries_after(watch.since, limit=MOST_MISSED, kinds=offering.deeds())
    if watch.is_late or len(entries) == MOST_MISSED:
        return {}, True
    return watched_in(watch, told_by(entries)), False


def who_may(name: str, ids: Iterable[int], people: Iterable[int]) -> dict[int, set[int]]:
    """Of each subject, who of these persons may see it at this moment: asked each time something leaves."""
    kind = offering.followed.get(name) or offering.compared[name]
    return dict(kind.readers(set(ids), set(people)))
