"""Following the chronicle, for hints. What was decided by the engine of notices must never be lost; a hint may be said twice, so that
following is simple: all of the last half minute, but for what was already taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parvis.chronicle.keeping import entries_after
from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.ids import first_id_at
from parvis.live import offering
from parvis.live.watching import MARGIN, Watch

AT_ONCE = 2_000
MOST_MISSED = 500

Told = dict[str, set[int]]  # ids of subjects, by the name of their kind


class Follower:
    """Remembers which entries it has taken."""

    def __init__(self) -> None:
        self.start = first_id_at(clock.now())
        self.taken: set[int] = set()

    def fresh(self) -> list[Entry]:
        """What has come since it was last asked, late commits included."""
        floor = max(self.start, first_id_at(clock.now() - MARGIN))
        found = entries_after(floor, limit=AT_ONCE, kinds=offering.deeds())
        new = [entry for entry in found if entry.pk not in self.taken]
        self.taken = {pk for pk in self.taken if pk > floor} | {entry.pk for entry in new}
        return new


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
