"""What is said of the network: the frozen figures, read as they may be shown. One statement each."""

from __future__ import annotations

import datetime as dt

from django.db.models import Subquery

from parvis.kernel.thresholds import Published, Withheld, kept, table
from parvis.ripple.models import Figure, Floor, Snapshot


def latest() -> Snapshot | None:
    """The newest frozen snapshot."""
    return Snapshot.objects.filter(frozen_at__isnull=False).order_by("-week").first()


def weeks() -> list[dt.date]:
    """The Mondays that are frozen, newest first."""
    return list(Snapshot.objects.filter(frozen_at__isnull=False).order_by("-week").values_list("week", flat=True))


def figures(measure: str, partition: str = "all", *, at: Snapshot | None = None) -> dict[str, Published]:
    """Every cell of the newest snapshot, or of the frozen snapshot `at`; empty before the first one."""
    rows = Figure.objects.filter(measure=measure, partition=partition, snapshot__frozen_at__isnull=False)
    if at is None:
        newest = Snapshot.objects.filter(frozen_at__isnull=False).order_by("-week").values("pk")[:1]
        rows = rows.filter(snapshot=Subquery(newest))
    else:
        rows = rows.filter(snapshot=at)
    return _published(list(_with_floor(rows)), partition)


Found = dict[tuple[str, str], dict[str, Published]]


def everything(at: Snapshot) -> Found:
    """Every figure of a frozen snapshot, by measure and partition: one statement."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for row in _with_floor(Figure.objects.filter(snapshot=at, snapshot__frozen_at__isnull=False)):
        groups.setdefault((row.measure, row.partition), []).append(row)
    return {key: _published(rows, key[1]) for key, rows in groups.items()}


def figure(measure: str, partition: str = "all", cell: str = "") -> Published:
    """One cell of the newest snapshot; withheld as "cannot-tell" where nothing was counted."""
    return figures(measure, partition).get(cell, Withheld("cannot-tell"))


def series(measure: str, partition: str = "all", cell: str = "", weeks: int = 26) -> list[tuple[dt.date, Published]]:
    """The last `weeks` snapshots of one cell, oldest first."""
    recent = Snapshot.objects.filter(frozen_at__isnull=False).order_by("-week").values("pk")[:weeks]
    rows = Figure.objects.filter(measure=measure, partition=partition, snapshot__in=Subquery(recent))
    by_week: dict[dt.date, list[Figure]] = {}
    for row in _with_floor(rows).select_related("snapshot").order_by("snapshot__week"):
        by_week.setdefault(row.snapshot.week, []).append(row)
    return [(week, found[cell]) for week, group in by_week.items() if cell in (found := _published(group, partition))]


def _with_floor(rows):  # type: ignore[no-untyped-def]
    return rows.annotate(floor=Subquery(Floor.objects.filter(pk=1).values("people")))


def _published(rows: list[Figure], partition: str) -> dict[str, Published]:
    """As they may be shown today: where the floor was raised since, hidden cells take their complements with them."""
    if not rows:
        return {}
    floor = rows[0].floor or 10  # type: ignore[attr-defined]
    own = {
        row.cell: kept(row.value, people=row.people, withheld=row.withheld, floor=floor, since=row.since)
        for row in rows
    }
    newly = any(isinstance(own[row.cell], Withheld) and not row.withheld for row in rows)
    if not newly or partition not in ("unit", "unit×unit"):
        return own
    lines = (lambda cell: tuple(sorted(set(cell.split(":"))))) if partition == "unit×unit" else None
    return table({row.cell: (row.people, own[row.cell]) for row in rows}, floor=floor, lines=lines)
