"""The formulas beside what others published: each module yields checks (name, published, ours) from data shipped here, or from a folder."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "data"


@dataclasses.dataclass(frozen=True)
class Check:
    """`ours` is rounded to the `digits` that were published."""

    name: str
    published: float
    ours: float
    digits: int = 4

    @property
    def equal(self) -> bool:
        return round(self.ours, self.digits) == round(self.published, self.digits)


@dataclasses.dataclass(frozen=True)
class Skipped:
    """Checks that were not made: of which `file`, and `why`."""

    file: str
    why: str


def rows(file: str, folder: Path = SHIPPED) -> list[dict[str, str]]:
    with (folder / file).open() as opened:
        return list(csv.DictReader(opened))
