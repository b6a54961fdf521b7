"""The people figures are about, as arrays: who is here at a moment, in which unit of the fixed level, since when."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter

import numpy as np
from django.utils.timezone import get_default_timezone

from parvis.feed.models import Visit
from parvis.kernel.ids import first_id_at
from parvis.people.models import Departure, Mandate, Person, Unit
from parvis.ripple.reading import first_times

MOST_UNITS = 60
FOREVER = np.iinfo(np.int64).max


@dataclasses.dataclass
class Population:
    """Everybody who ever was a member (guests are not), sorted by id; `left` is when as an id in time. `paths` are the units from the top."""

    ids: np.ndarray
    left: np.ndarray
    own_unit: np.ndarray
    paths: dict[int, tuple[int, ...]]
    chains: np.ndarray  # (people, deepest): the managers from the top down to the person, 0 beyond
    leaders: np.ndarray
    first: np.ndarray  # (people, 3): first reaction, comment, post; 0 never
    came_days: np.ndarray
    visited_on: np.ndarray  # ordinal of the day `came_days` ends with; 0 never

    def index(self, ids: np.ndarray) -> np.ndarray:
        """Rank of each id, -1 for who is not a member."""
        if not len(self.ids):
            return np.full(len(ids), -1)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[found] == ids, found, -1)

    def here(self, end: dt.datetime) -> np.ndarray:
        """Who had been let in and had not left at `end`."""
        cut = first_id_at(end)
        return (self.ids < cut) & (self.left >= cut)

    def units_at(self, level: int) -> np.ndarray:
        """The cell of each person: the unit of that depth above theirs, or their own where it is higher; 0 without one."""
        cells = {unit: path[min(level, len(path) - 1)] if path else 0 for unit, path in self.paths.items()}
        cells[0] = 0
        return np.array([cells.get(int(unit), 0) for unit in self.own_unit], dtype=np.int64)

    def best_level(self, here: np.ndarray, floor: int, before: int | None) -> int:
        """The depth of the units figures are given for: the deepest where most units have `floor` people and there are no more than a page
        shows. Once chosen it stays while most units still have them: figures of two weeks are of the same units."""
        depth = max((len(path) for path in self.paths.values()), default=1)
        tried = [before] if before is not None else []
        for level in [*tried, *range(depth - 1, 0, -1)]:
            sizes = Counter(self.units_at(level)[here].tolist())
            if len(sizes) <= MOST_UNITS and 2 * sum(size >= floor for size in sizes.values()) > len(sizes):
                return level
        return 0


def population() -> Population:
    """Read once a run."""
    people = Person.objects.filter(is_guest=False).order_by("id")
    rows = list(people.values_list("id", "unit_id", "chain"))
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    gone = {pk: first_id_at(at) for pk, at in Departure.objects.values_list("person_id", "at")}
    times = first_times()
    place = np.searchsorted(times[:, 0], ids) if len(ids) else np.empty(0, dtype=np.int64)
    leaders = set(Mandate.objects.values_list("person_id", flat=True))
    zone = get_default_timezone()
    visits = {
        pk: (days, at.astimezone(zone).toordinal())
        for pk, days, at in Visit.objects.values_list("person_id", "days", "started_at")
    }
    return Population(
        ids=ids,
        left=np.array([gone.get(pk, FOREVER) for pk in ids.tolist()], dtype=np.int64),
        own_unit=np.array([row[1] or 0 for row in rows], dtype=np.int64),
        paths={unit: tuple(int(part) for part in path.split("/") if part) for unit, path in Unit.objects.values_list("id", "path")},
        chains=chains_of([row[2] for row in rows]),
        leaders=np.array([pk in leaders for pk in ids.tolist()], dtype=bool),
        first=times[place, 1:] if len(ids) else np.empty((0, 3), dtype=np.int64),
        came_days=np.array([visits.get(pk, (0, 0))[0] for pk in ids.tolist()], dtype=np.int64),
        visited_on=np.array([visits.get(pk, (0, 0))[1] for pk in ids.tolist()], dtype=np.int64),
    )  # fmt: skip


def days_here(population: Population, end: dt.date) -> np.ndarray:
    """On how many of the 28 days before `end` each person came. Bit k of the mask is k days before the last day written in it."""
    last = population.visited_on
    found = np.zeros(len(last), dtype=np.int64)
    for bit in range(28):
        day = last - bit
        inside = (day < end.toordinal()) & (day >= end.toordinal() - 28)
        found += ((population.came_days >> bit) & 1) * inside
    return found


def chains_of(texts: list[str]) -> np.ndarray:
    """Chains as written ("/1/5/9/") as rows of ids."""
    parts = [[int(part) for part in text.split("/") if part] for text in texts]
    found = np.zeros((len(texts), max(map(len, parts), default=1) or 1), dtype=np.int64)
    for rank, chain in enumerate(parts):
        found[rank, : len(chain)] = chain
    return found
