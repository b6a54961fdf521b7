"""Who is told what: the streams that are open, and one look at what is new for all of them."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterable
from typing import Any

from parvis.kernel import clock
from parvis.live import entering, offering
from parvis.live.entering import Entered
from parvis.live.following import Follower, Told, missed, told_by, watched_in, who_may
from parvis.live.watching import Watch, moment

# Pages fetch what a hint tells of. Told all at once, they spread it: so many milliseconds for each of them.
SPREAD_MS, SPREAD_FROM, LONGEST_SPREAD_MS = 8, 25, 30_000
CHECKED, COMPARED = 2.0, 1.0  # seconds between two looks at the sessions, and at states


@dataclasses.dataclass
class Hint:
    """What a page is told. `stale`: it asks for all it shows."""

    subjects: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    numbers: dict[str, int] = dataclasses.field(default_factory=dict)
    stale: bool = False
    spread: int = 0
    cursor: str = ""

    def __bool__(self) -> bool:
        return bool(self.subjects or self.numbers or self.stale)

    def join(self, other: Hint) -> None:
        for name, ids in other.subjects.items():
            self.subjects.setdefault(name, set()).update(ids)
        self.numbers |= other.numbers
        self.stale = self.stale or other.stale
        self.spread, self.cursor = max(self.spread, other.spread), other.cursor or self.cursor

    def as_json(self) -> dict[str, Any]:
        """Ids as texts; of what is watched as one, only that there is something."""
        said: dict[str, Any] = dict(self.numbers)
        for name, ids in self.subjects.items():
            kind = offering.followed.get(name)
            said[name] = 1 if kind and kind.whole else [str(pk) for pk in sorted(ids)]
        return said | ({"stale": 1} if self.stale else {}) | ({"in": self.spread} if self.spread else {})


@dataclasses.dataclass(eq=False)
class Stream:
    """One open page. `push` hands it a hint, `end` closes it; both are called where the server lives."""

    entered: Entered
    watch: Watch
    push: Callable[[Hint], None] = lambda hint: None
    end: Callable[[str], None] = lambda why: None


class Hub:
    """Every method that says so asks the database, and is called from one thread at a time."""

    def __init__(self) -> None:
        self.streams: dict[Stream, None] = {}  # the oldest first
        self.follower = Follower()
        self.checked = self.compared = -60.0

    def open(self, stream: Stream) -> list[Stream]:
        """Let it in; answers those of the same person that give way."""
        own = [one for one in self.streams if one.entered.person == stream.entered.person]
        self.streams[stream] = None
        return own[: max(0, len(own) + 1 - entering.MOST_EACH)]

    def close(self, stream: Stream) -> None:
        self.streams.pop(stream, None)

    def catch_up(self, stream: Stream) -> Hint:
        """Asks the database: what this page missed before it came."""
        told, stale = missed(stream.watch)
        may = {name: who_may(name, ids, [stream.entered.person]) for name, ids in told.items()}
        found = {name: {pk for pk in ids if stream.entered.person in may[name].get(pk, ())} for name, ids in told.items()}  # fmt: skip
        return Hint({name: ids for name, ids in found.items() if ids}, stale=stale, cursor=moment(clock.now()))

    def look(self, streams: Iterable[Stream]) -> list[tuple[Stream, Hint]]:
        """Asks the database: what is new for each of these."""
        streams, now = list(streams), moment(clock.now())
        entries = self.follower.fresh()
        told = told_by(entries)
        found: dict[Stream, Hint] = {}
        if told:
            self.add(found, [(stream, watched_in(stream.watch, told)) for stream in streams])
        if time.monotonic() - self.compared >= COMPARED:
            self.compared = time.monotonic()
            self.compare(found, streams)
            self.count(found, streams)
        asks = sum(1 for hint in found.values() if hint.subjects)
        spread = min(asks * SPREAD_MS, LONGEST_SPREAD_MS) if asks > SPREAD_FROM else 0
        for hint in found.values():
            hint.cursor, hint.spread = now, spread if hint.subjects else 0
        self.follower.took(entries)
        return list(found.items())

    def add(self, found: dict[Stream, Hint], wanted: list[tuple[Stream, Told]]) -> list[tuple[Stream, str, int]]:
        """Of what each would be told, what its person may see at this moment; answers that."""
        said: list[tuple[Stream, str, int]] = []
        for name in {name for _stream, told in wanted for name in told}:
            mine = [(stream, told[name]) for stream, told in wanted if name in told]
            may = who_may(name, set().union(*(ids for _one, ids in mine)), (one.entered.person for one, _ids in mine))
            for stream, ids in mine:
                for pk in ids:
                    if stream.entered.person in may.get(pk, ()):
                        found.setdefault(stream, Hint()).subjects.setdefault(name, set()).add(pk)
                        said.append((stream, name, pk))
        return said

    def compare(self, found: dict[Stream, Hint], streams: list[Stream]) -> None:
        """What differs from what a page has."""
        for name, kind in offering.compared.items():
            watching = [stream for stream in streams if stream.watch.subjects.get(name)]
            if not watching:
                continue
            states = kind.state(set().union(*(stream.watch.subjects[name] for stream in watching)))
            wanted = [
                (one, {name: {pk for pk in one.watch.subjects[name] if pk in states and states[pk] != one.watch.states.get((name, pk))}})
                for one in watching
            ]  # fmt: skip
            for stream, _name, pk in self.add(found, [(one, told) for one, told in wanted if told[name]]):
                stream.watch.states[name, pk] = states[pk]

    def count(self, found: dict[Stream, Hint], streams: list[Stream]) -> None:
        """Numbers that have changed: each person's own."""
        for name, kind in offering.own.items():
            watching = [stream for stream in streams if name in stream.watch.numbers]
            numbers = kind.number({stream.entered.person for stream in watching}) if watching else {}
            for stream in watching:
                number = numbers.get(stream.entered.person, 0)
                if number != stream.watch.numbers[name]:
                    stream.watch.numbers[name] = number
                    found.setdefault(stream, Hint()).numbers[name] = number

    def leaving(self, streams: Iterable[Stream]) -> list[Stream]:
        """Asks the database, every two seconds: those whose person has signed out, left, or may no longer come in."""
        streams = list(streams)
        if time.monotonic() - self.checked < CHECKED or not streams:
            return []
        self.checked = time.monotonic()
        valid = entering.still(stream.entered for stream in streams)
        return [stream for stream in streams if stream.entered.session not in valid]
