"""What each process asks the database at most now and then: the organisation's name, how many work here."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """The answer to `ask`, as this process last heard it, at most `seconds` ago. Nothing (0, None, empty) is asked again each time.

    Tests set `ages` to False, and forget everything between each other: how many statements a page costs then never depends on the hour.
    """

    ages: ClassVar[bool] = True
    every: ClassVar[list[Lately[object]]] = []

    def __init__(self, seconds: float, ask: Callable[[], T]) -> None:
        self.seconds, self.ask = seconds, ask
        self.heard: tuple[float, T] | None = None
        Lately.every.append(self)  # type: ignore[arg-type]

    def __call__(self) -> T:
        if self.heard is not None:
            at, found = self.heard
            if found and not (self.ages and time.monotonic() - at > self.seconds):
                return found
        found = self.ask()
        self.heard = (time.monotonic(), found)
        return found

    def forget(self) -> None:
        self.heard = None
