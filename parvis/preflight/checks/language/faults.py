"""What the checkers of a language hand over: a span, what is wrong, what to write instead."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True)
class Fault:
    start: int
    end: int
    kind: str  # spelling, grammar, typing
    message: str
    suggestions: tuple[str, ...] = ()


def apart(faults: list[Fault]) -> list[Fault]:
    """In order, without two on the same words: the first given wins."""
    kept: list[Fault] = []
    for fault in faults:
        if not any(fault.start < one.end and fault.end > one.start for one in kept):
            kept.append(fault)
    return sorted(kept, key=lambda fault: fault.start)
