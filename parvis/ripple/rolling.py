"""The weekly roll-up: freezes every measure of the four weeks before a Monday at midnight, in the time of the organisation.

No table of people comes out of it. Each week reads the chronicle from eight weeks before that Monday, by ranges of ids; when somebody
first reacted, commented or posted is asked through the indexes that begin with the person, which costs by people and not by rows.
So a week costs the same however long the past is, and several weeks in a row read each row once.

Each measure is written in a transaction of its own and noted in `Snapshot.steps`: killed in between, the next run does what is missing.
A snapshot that is frozen is not computed again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import get_default_timezone

from parvis.chronicle.models import Entry
from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.kernel.ids import first_id_at, made_at
from parvis.kernel.thresholds import DEFAULT_FLOOR
from parvis.ripple.computing import Counted, ladder, posts, ties
from parvis.ripple.estimating import effect
from parvis.ripple.measures import KEPT_YEARS, measure, measures
from parvis.ripple.models import Figure, Floor, Panel, Snapshot
from parvis.ripple.paneling import panel
from parvis.ripple.population import Population, population
from parvis.ripple.publishing import Before, Earlier, Key, publish
from parvis.ripple.reading import Acts, acts_between, joined, speakers_between
from parvis.ripple.window import Window, by_rank

WEEK = dt.timedelta(days=7)
WINDOW_WEEKS, READ_WEEKS, SILENT_WEEKS = 4, 8, 13
LOOKS_BACK = frozenset(
    {"fallback", "health", "new_ties"}
)  # eight weeks each: an earlier week of theirs is not at hand any more
COMPUTED: dict[str, Callable[[Window], Iterator[Counted]]] = {
    function.__name__: function
    for function in (
        ladder.participation, ladder.rungs, ladder.first_voices, ladder.hazards, ladder.survival, ties.concentration, ties.two_way, posts.replies,
        posts.questions, ties.bridges, ties.crossing, posts.diversity, posts.greeted, ladder.fallback, posts.health, posts.leaders, ties.new_ties,
        effect,
    )
}  # fmt: skip
STEPS = [*(name for name in COMPUTED if name != "effect"), "panel", "effect"]  # the effect is read from the panel


def midnight(week: dt.date) -> dt.datetime:
    """The instant a Monday begins in the organisation."""
    return dt.datetime.combine(week, dt.time(), tzinfo=get_default_timezone())


def last_monday(now: dt.datetime) -> dt.date:
    today = now.astimezone(get_default_timezone()).date()
    return today - dt.timedelta(days=today.weekday())


def floor_now() -> int:
    return Floor.objects.filter(pk=1).values_list("people", flat=True).first() or DEFAULT_FLOOR


class Weeks:
    """What several roll-ups in a row share: the people, read once, and the weeks of the chronicle, each read once and dropped when it
    is too old. Memory is that of the eight weeks, whatever the length of the past."""

    def __init__(self) -> None:
        self.people: Population = population()
        self.open = dict(Community.objects.exclude(kind=Community.Kind.SECRET).values_list("pk", "kind"))
        self.acts: dict[dt.date, Acts] = {}
        self.speakers: dict[dt.date, np.ndarray] = {}
        self.windows: dict[tuple[int, dt.date], Window] = {}
        self.read = 0

    def week(self, monday: dt.date) -> Acts:
        """The acts of the seven days that begin on `monday`."""
        if monday not in self.acts:
            self.acts[monday] = acts_between(midnight(monday), midnight(monday + WEEK))
            self.read += len(self.acts[monday])
        return self.acts[monday]

    def spoke(self, monday: dt.date) -> np.ndarray:
        if monday not in self.speakers:
            self.speakers[monday] = speakers_between(midnight(monday), midnight(monday + WEEK))
        return self.speakers[monday]

    def window(self, snapshot: Snapshot) -> Window:
        week = snapshot.week
        for kept in (self.acts, self.speakers):
            for old in [monday for monday in kept if monday < week - (SILENT_WEEKS + 1) * WEEK or (kept is self.acts and monday < week - READ_WEEKS * WEEK)]:  # fmt: skip
                del kept[old]
        spoke = np.unique(np.concatenate([self.spoke(week - n * WEEK) for n in range(SILENT_WEEKS + 1, 1, -1)]))
        return self.seen(week, READ_WEEKS, snapshot, silent_before=~np.isin(self.people.ids, spoke))

    def earlier(self, snapshot: Snapshot, week: dt.date) -> Window | None:
        """The window of a Monday published before this snapshot, by the units of today; None when its four weeks are not among those read."""
        back = (snapshot.week - week) // WEEK
        if not 0 < back <= READ_WEEKS - WINDOW_WEEKS:
            return None
        key = (snapshot.pk, week)
        if key not in self.windows:
            self.windows = {other: window for other, window in self.windows.items() if other[0] == snapshot.pk}
            nobody = np.zeros(len(self.people.ids), dtype=bool)
            self.windows[key] = self.seen(week, WINDOW_WEEKS, snapshot, silent_before=nobody, only_members=True)
        return self.windows[key]

    def seen(self, week: dt.date, weeks: int, snapshot: Snapshot, *, silent_before: np.ndarray, only_members: bool = False) -> Window:  # fmt: skip
        end = midnight(week)
        here = self.people.here(end)
        acts = by_rank(joined([self.week(week - n * WEEK) for n in range(weeks, 0, -1)]), self.people, here)
        recent = acts.id >= first_id_at(midnight(week - WINDOW_WEEKS * WEEK))
        return Window(
            week=week, end=end, people=self.people, here=here, cell=self.people.units_at(snapshot.level), now=acts.where(recent),
            before=acts.where(~recent), silent_before=silent_before, open_communities=self.open, floor=snapshot.floor,
            sees_days=not only_members and clock.now() - end < WEEK, only_members=only_members,
            earlier=lambda monday: self.earlier(snapshot, monday),
        )  # fmt: skip


def begin(week: dt.date, weeks: Weeks) -> Snapshot:
    """The snapshot of this Monday, begun now or before; what it will be of is decided here."""
    end, floor = midnight(week), floor_now()
    earlier = Snapshot.objects.filter(week__lt=week, frozen_at__isnull=False).order_by("-week").first()
    level = weeks.people.best_level(weeks.people.here(end), floor, earlier.level if earlier else None)
    return Snapshot.objects.get_or_create(
        week=week, defaults={"begun_at": clock.now(), "cursor": first_id_at(end), "level": level, "floor": floor}
    )[0]


def roll(week: dt.date, weeks: Weeks | None = None) -> Snapshot:
    """Freeze the figures of this Monday: what is missing of them. A day that is no Monday, or to come, raises ValueError."""
    if week.weekday() or midnight(week) > clock.now():
        raise ValueError(f"{week} is not a Monday that has begun")
    snapshot = Snapshot.objects.filter(week=week).first()
    if snapshot is not None and snapshot.frozen_at is not None:
        return snapshot
    weeks = weeks or Weeks()
    snapshot = snapshot or begin(week, weeks)
    window = weeks.window(snapshot)
    for step in STEPS:
        if step not in snapshot.steps:
            take(step, snapshot, window)
    with transaction.atomic():
        snapshot.frozen_at = clock.now()
        snapshot.save(update_fields=["frozen_at"])
    return snapshot


def take(step: str, snapshot: Snapshot, window: Window) -> None:
    """One step, in one transaction."""
    made: Any = panel(window) if step == "panel" else publish(
        measure(step), list(COMPUTED[step](window)), figures_before(step, snapshot.week), floor=snapshot.floor, earlier=counted_before(step, window),
    )  # fmt: skip
    with transaction.atomic():
        if step == "panel":
            Panel.objects.filter(snapshot=snapshot).delete()
            Panel.objects.bulk_create([Panel(snapshot=snapshot, **row) for row in made])
        else:
            Figure.objects.filter(snapshot=snapshot, measure=step).delete()
            Figure.objects.bulk_create(
                Figure(snapshot=snapshot, measure=step, partition=one.partition, cell=one.cell, people=one.people, value=one.value, withheld=one.withheld, counts=one.counts, since=one.since)
                for one in made
            )  # fmt: skip
        snapshot.steps = [*snapshot.steps, step]
        snapshot.save(update_fields=["steps"])


def figures_before(name: str, week: dt.date) -> dict[Key, Before]:
    """Each figure of a measure as it was last shown in a frozen snapshot before, however long ago: one kept back in between does not hide from
    comparison what was shown before that."""
    if not measure(name).carried:
        return {}
    shown = Figure.objects.filter(measure=name, withheld="", snapshot__frozen_at__isnull=False, snapshot__week__lt=week)
    cells = (
        shown.values("partition", "cell").annotate(newest=Max("snapshot_id")).values_list("partition", "cell", "newest")
    )
    last = {(partition, cell): snapshot for partition, cell, snapshot in cells}
    rows = shown.filter(snapshot__in=set(last.values()))
    return {
        (partition, cell): Before(people, value, counts, since or at)
        for partition, cell, snapshot, people, value, counts, since, at in rows.values_list("partition", "cell", "snapshot_id", "people", "value", "counts", "since", "snapshot__week")
        if last[partition, cell] == snapshot
    }  # fmt: skip


def counted_before(name: str, window: Window) -> Earlier:
    """The measure counted again for an earlier week, once for each."""

    @cache
    def counted(week: dt.date) -> Mapping[Key, Counted]:
        then = None if name in LOOKS_BACK else window.earlier(week)
        return {} if then is None else {(one.partition, one.cell): one for one in COMPUTED[name](then)}

    return counted


def missing(last: int = 26) -> list[dt.date]:
    """The Mondays among the `last` ones that are not frozen, oldest first: none before the chronicle begins, none before one frozen already
    (a figure is judged against the one before it, so weeks are frozen in order)."""
    first = Entry.objects.order_by("id").values_list("id", flat=True).first()
    if first is None:
        return []
    newest = Snapshot.objects.filter(frozen_at__isnull=False).order_by("-week").values_list("week", flat=True).first()
    monday = last_monday(clock.now())
    begins = last_monday(made_at(first)) + WEEK
    wanted = [monday - n * WEEK for n in range(last - 1, -1, -1)]
    return [week for week in wanted if week >= begins and (newest is None or week > newest)]


def roll_missing(last: int = 26, told: Callable[[Snapshot], None] = lambda snapshot: None) -> int:
    """Freeze what is missing of the `last` Mondays, oldest first; how many."""
    wanted = missing(last)
    weeks = Weeks() if wanted else None
    for week in wanted:
        told(roll(week, weeks))
    return len(wanted)


def forget(now: dt.datetime) -> int:
    """Delete the snapshots older than they are kept; how many rows."""
    limit = now.date() - dt.timedelta(days=365 * KEPT_YEARS)
    return Snapshot.objects.filter(week__lt=limit).delete()[0]


assert set(COMPUTED) == {one.name for one in measures()}
