"""Who is told what: the streams that are open, and one look at what is new for all of them."""

from __future__ import annotations

import dataclasses
import functools
import json
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
MOST_COUNTED = 500
COUNTED = 1.0  # seconds between two looks at numbers
MOST_STEPS = 5  # drawings that wait for a page that is slow to read: without the first, the others are of no use to it, and it asks


def is_whole(name: str) -> bool:
    kind = offering.followed.get(name)
    return kind is not None and kind.whole


@functools.lru_cache(maxsize=64)
def written(step: tuple[str, str]) -> str:
    return json.dumps(step, separators=(",", ":"), ensure_ascii=False)


@dataclasses.dataclass
class Hint:
    """What a page is told. `stale`: it asks for all it shows. `drawn`: of a subject, one after the other, the state that was and what shows
    the next one."""

    subjects: dict[str, set[int]] = dataclasses.field(default_factory=dict)
    numbers: dict[str, int] = dataclasses.field(default_factory=dict)
    along: dict[str, dict[int, Any]] = dataclasses.field(default_factory=dict)
    drawn: dict[tuple[str, int], list[tuple[str, str]]] = dataclasses.field(default_factory=dict)
    stale: bool = False
    spread: int = 0
    cursor: str = ""

    def __bool__(self) -> bool:
        return bool(self.subjects or self.numbers or self.stale)

    @property
    def must_ask(self) -> bool:
        """Not all it tells of came along, drawn or counted."""
        return any(
            (name, pk) not in self.drawn and not (is_whole(name) and pk in self.along.get(name, ()))
            for name, ids in self.subjects.items()
            for pk in ids
        )

    def join(self, other: Hint) -> None:
        for name, ids in other.subjects.items():
            self.subjects.setdefault(name, set()).update(ids)
        for name, known in other.along.items():
            self.along.setdefault(name, {}).update(known)
        for what, steps in other.drawn.items():  # too many: the page asks, once
            self.drawn[what] = ([*self.drawn.get(what, ()), *steps])[-MOST_STEPS:]
        self.numbers |= other.numbers
        self.stale = self.stale or other.stale
        self.spread, self.cursor = max(self.spread, other.spread), other.cursor or self.cursor

    def as_json(self) -> dict[str, Any]:
        """Ids as texts; of what is watched as one, only that there is something."""
        said: dict[str, Any] = dict(self.numbers)
        now: dict[str, Any] = {}
        for name, ids in self.subjects.items():
            known = self.along.get(name, {})
            if is_whole(name):
                said[name] = 1
                now |= {name: len(ids)} if ids <= known.keys() else {}
            else:
                said[name] = [str(pk) for pk in sorted(ids)]
                now |= {name: {str(pk): numbers for pk, numbers in known.items()}} if known else {}
        said |= {"now": now} if now else {}
        return said | ({"stale": 1} if self.stale else {}) | ({"in": self.spread} if self.spread else {})

    def as_text(self) -> str:
        """In JSON. What is drawn is the same for nearly all who are told: written once."""
        text = json.dumps(self.as_json(), separators=(",", ":"))
        if not self.drawn:
            return text
        by_name: dict[str, list[str]] = {}
        for (name, pk), steps in self.drawn.items():
            by_name.setdefault(name, []).append(f'"{pk}":[{",".join(map(written, steps))}]')
        drawn = ",".join(f'"{name}":{{{",".join(known)}}}' for name, known in by_name.items())
        return f'{text[:-1]},"drawn":{{{drawn}}}}}'


@dataclasses.dataclass(eq=False)
class Stream:
    """One open page. `push` hands it a hint, `end` closes it; both are called where the server lives."""

    entered: Entered
    watch: Watch
    push: Callable[[Hint], None] = lambda hint: None
    end: Callable[[str], None] = lambda why: None
    # Of what is watched as one, the last it was told of: each counts once.
    counted: dict[str, set[int]] = dataclasses.field(default_factory=dict)


class Hub:
    """Every method that says so asks the database, and is called from one thread at a time."""

    def __init__(self) -> None:
        self.streams: dict[Stream, None] = {}  # the oldest first
        self.follower = Follower()
        self.counted = -60.0

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
        for name in filter(is_whole, found):  # the page asks how much; it is not counted again
            stream.counted.setdefault(name, set()).update(found[name])
        return Hint({name: ids for name, ids in found.items() if ids}, stale=stale, cursor=moment(clock.now()))

    def look(self, streams: Iterable[Stream]) -> list[tuple[Stream, Hint]]:
        """Asks the database: what is new for each of these."""
        streams, now = list(streams), moment(clock.now())
        entries = self.follower.fresh()
        told = told_by(entries)
        found: dict[Stream, Hint] = {}
        if told:
            self.add(found, [(stream, watched_in(stream.watch, told)) for stream in streams])
            self.number(found)
        self.compare(found, streams)
        if time.monotonic() - self.counted >= COUNTED:
            self.counted = time.monotonic()
            self.count(found, streams)
        asks = sum(1 for hint in found.values() if hint.must_ask)
        spread = min(asks * SPREAD_MS, LONGEST_SPREAD_MS) if asks > SPREAD_FROM else 0
        for hint in found.values():
            hint.cursor, hint.spread = now, spread if hint.must_ask else 0
        self.follower.took(entries)
        return [(stream, hint) for stream, hint in found.items() if hint]

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

    def number(self, found: dict[Stream, Hint]) -> None:
        """What goes along with what each is told: asked once for all of them, of what somebody is told only."""
        for name, kind in offering.followed.items():
            ids = set().union(*(hint.subjects.get(name, set()) for hint in found.values()))
            if kind.whole:
                self.count_whole(found, name)
            known = kind.along(ids) if kind.along and ids else {}
            for hint in found.values() if known else ():
                if mine := hint.subjects.get(name):
                    hint.along[name] = {pk: known[pk] for pk in mine if pk in known}

    def count_whole(self, found: dict[Stream, Hint], name: str) -> None:
        """How much each is told of that it was not told of before; nothing when that is nothing."""
        for stream, hint in list(found.items()):
            if name in hint.subjects:
                before = stream.counted.setdefault(name, set())
                fresh = hint.subjects.pop(name) - before
                if len(before) > MOST_COUNTED:
                    before.clear()
                before |= fresh
                if fresh:
                    hint.subjects[name], hint.along[name] = fresh, dict.fromkeys(fresh, 1)

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
            told = self.add(found, [(one, told) for one, told in wanted if told[name]])
            if kind.drawn:
                self.draw(found, name, kind.drawn, [(stream, pk) for stream, _name, pk in told])
            for stream, _name, pk in told:
                stream.watch.states[name, pk] = states[pk]
                found[stream].along.setdefault(name, {})[pk] = states[pk]

    def draw(self, found: dict[Stream, Hint], name: str, drawn: offering.Drawn, told: list[tuple[Stream, int]]) -> None:
        """What these pages, which take it, show of it now: drawn for all of them that have the same, and the same way, at once."""
        alike: dict[tuple[int, str, str], list[Stream]] = {}
        for stream, pk in told:
            if taken := stream.watch.takes.get((name, pk)):
                alike.setdefault((pk, stream.watch.states[name, pk], taken), []).append(stream)
        for (pk, had, taken), streams in alike.items():
            shown = drawn(pk, had, taken, {stream.entered.person for stream in streams})
            for stream in streams:
                if stream.entered.person in shown:
                    found[stream].drawn[name, pk] = [(had, shown[stream.entered.person])]

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
        """Asks the database: those whose person has signed out, left, or may no longer come in."""
        streams = list(streams)
        if not streams:
            return []
        valid = entering.still(stream.entered for stream in streams)
        return [stream for stream in streams if stream.entered.session not in valid]
