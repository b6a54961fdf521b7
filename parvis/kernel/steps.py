"""The ladder from spectator to voice. An area offers the steps it can tell the end of in its own `steps.py`; what shows them knows
none of these areas. Whether a step is taken is asked about oneself only, and answered by yes or no: nothing is counted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise


@dataclasses.dataclass(frozen=True)
class Step:
    """`rank` places it on the ladder; `title` and `words` say it to the person, `after` once it is taken; `minutes` is how long it takes at most; `where` is
    the address to begin at (`{handle}` in it is one's own); `taken(person)` asks the person's own rows."""

    name: str
    rank: int
    title: str | Promise
    words: str | Promise
    after: str | Promise
    minutes: int
    where: str
    taken: Callable[[Any], bool]

    def address(self, person: Any) -> str:
        return self.where.format(handle=person.handle)


_steps: dict[str, Step] = {}


def offer(*given: Step) -> None:
    for step in given:
        if step.name in _steps:
            raise ValueError(f"the step {step.name!r} is offered twice")
        _steps[step.name] = step


def steps() -> list[Step]:
    """Every step, from the first."""
    return sorted(_steps.values(), key=lambda step: step.rank)
