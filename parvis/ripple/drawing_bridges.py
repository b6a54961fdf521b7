"""The bridges between units, drawn as half a matrix: who answers whom is the same both ways, so each pair stands once. A unit is a row and, below
its name, a column; ties inside a unit are round, ties between units square. Lengths are user units of the SVG (1 px)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from parvis.kernel.thresholds import Published, Shown, Withheld

MOST = 12
WIDE, NARROW = (46, 260, 12), (27, 122, 8)  # side of a cell, room for a name, units drawn at most
PRINTED = (27, 108)
LETTER, SMALL_LETTER = 6.9, 6.2  # how wide a letter is, about
GAP = 4


@dataclasses.dataclass(frozen=True)
class Cell:
    """Ties of two units (`other` is the unit of the column): a count, or None with the reason it is kept back, "" where there is none.
    `strength`: how strong to paint it, from 0 to 4."""

    other: int
    count: int | None
    reason: str
    strength: int
    x: float
    y: float
    side: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.side / 2, self.y + self.side / 2


@dataclasses.dataclass(frozen=True)
class Line:
    """A unit: its cells down to its own (the last), its name as there is room for it, and the outline of its row and column."""

    unit: int
    name: str
    short: str
    cells: list[Cell]
    label: tuple[float, float]
    band: str


@dataclasses.dataclass(frozen=True)
class Matrix:
    lines: list[Line]
    width: int
    height: int


@dataclasses.dataclass(frozen=True)
class Row:
    """A unit in the table: ties inside, and with which others how many, most first; those of which it is not said."""

    unit: int
    name: str
    inside: Cell
    ties: list[tuple[str, int]]
    kept_back: list[str]


@dataclasses.dataclass(frozen=True)
class Bridges:
    """A drawing for a desk, one for a phone of the units with most ties, and the rows that say both; `drawn` makes another of so many units."""

    drawings: list[Matrix]
    rows: list[Row]
    drawn: Callable[[int], Matrix]


def bridges_of(found: Mapping[str, Published], names: Mapping[int, str]) -> Bridges | None:
    """Of the units with most ties shown, at most twelve; None when nothing is shown. Units without a name, of people without one, are left out."""
    cells = {tuple(int(part) for part in cell.split(":")): one for cell, one in found.items()}
    ties = {pair: one.value["ties"] for pair, one in cells.items() if isinstance(one, Shown) and all(unit in names for unit in pair)}  # fmt: skip
    weight: dict[int, int] = {}
    for pair, count in ties.items():
        for unit in set(pair):
            weight[unit] = weight.get(unit, 0) + count
    units = sorted(weight, key=lambda unit: (-weight[unit], names[unit]))[:MOST]
    if not units:
        return None
    strongest = max(ties.values())

    def cell(one: int, other: int, x: float = 0, y: float = 0, side: float = 0) -> Cell:
        published = cells.get((min(one, other), max(one, other)))
        count = published.value["ties"] if isinstance(published, Shown) else None
        strength = 0 if count is None else 1 + min(3, int(4 * count / (strongest + 1)))
        return Cell(other, count, published.reason if isinstance(published, Withheld) else "", strength, x, y, side)

    def matrix(side: int, room: int, most: int) -> Matrix:
        drawn = units[:most]
        letter = LETTER if side > 30 else SMALL_LETTER
        lines = [
            Line(
                unit, names[unit], shortened(names[unit], int(room / letter)),
                [cell(unit, other, column * side + GAP / 2, rank * side + GAP / 2, side - GAP) for column, other in enumerate(drawn[: rank + 1])],
                ((rank + 1) * side + 8, rank * side + side / 2 + 4.5), band(rank, len(drawn), side),
            )
            for rank, unit in enumerate(drawn)
        ]  # fmt: skip
        return Matrix(lines, len(drawn) * side + room, len(drawn) * side)

    rows = [row_of(unit, [cell(unit, other) for other in units], names) for unit in units]
    return Bridges([matrix(*WIDE), matrix(*NARROW)], rows, lambda most: matrix(*PRINTED, most))


def row_of(unit: int, cells: list[Cell], names: Mapping[int, str]) -> Row:
    others = [one for one in cells if one.other != unit]
    ties = sorted(((names[one.other], one.count) for one in others if one.count is not None), key=lambda tie: (-tie[1], tie[0]))  # fmt: skip
    inside = next(one for one in cells if one.other == unit)
    return Row(unit, names[unit], inside, ties, [names[one.other] for one in others if one.reason])


def band(rank: int, count: int, side: int) -> str:
    """Around the row up to the unit's own cell and the column below it."""
    near, far, end = rank * side, (rank + 1) * side, count * side
    below = f"V{end}H{near}V{far}" if far < end else f"V{far}"
    return f"M0 {near}H{far}{below}H0Z"


def shortened(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"
