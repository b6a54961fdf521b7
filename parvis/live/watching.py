"""What one page watches, as it says in the address it opens: `/live/?on=home,post:12,door:34:VERSION:fr~Europe/Paris&bell=3&age=900`."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from urllib.parse import parse_qs

from parvis.kernel import clock
from parvis.kernel.ids import LOW_BITS, first_id_at, id_in, made_at
from parvis.live import offering

MOST = 200  # words of a list
# Entries get their ids before their transaction commits: what a page has seen is certain up to this long before.
MARGIN = dt.timedelta(seconds=30)
# What a page that comes back later has missed is not looked for: it asks for all it shows.
LONGEST = dt.timedelta(minutes=10)
LONGEST_WORD = 40


@dataclasses.dataclass
class Watch:
    """`subjects`: the ids watched of each kind; `whole`: the kinds of which whatever comes is. `states` is what the page has, and then
    what it was told: it changes as it is told. `takes`: how it shows what is drawn for it; nothing, and it asks by itself. `since`: from
    which id of the chronicle on the page may have missed something."""

    subjects: dict[str, frozenset[int]]
    whole: frozenset[str]
    states: dict[tuple[str, int], str]
    numbers: dict[str, int]
    since: int
    takes: dict[tuple[str, int], str] = dataclasses.field(default_factory=dict)

    @property
    def is_late(self) -> bool:
        """Away for too long to say what was missed."""
        return made_at(self.since) < clock.now() - LONGEST - MARGIN


def moment(when: dt.datetime) -> str:
    """The cursor that a stream gives with what it says."""
    return str(first_id_at(when))


def since_of(cursor: str, age: str) -> int:
    """From `cursor`, what the page heard last; without one, `age`: for how many milliseconds it has been there."""
    now, heard = clock.now(), id_in(cursor)
    if heard is not None and heard >> LOW_BITS <= first_id_at(now) >> LOW_BITS:
        return max(0, heard - first_id_at(dt.datetime.fromtimestamp(MARGIN.total_seconds(), dt.UTC)))
    milliseconds = int(age) if age.isascii() and age.isdigit() and len(age) < 10 else 0
    return first_id_at(now - dt.timedelta(milliseconds=milliseconds) - MARGIN)


def watch_of(query: str, last_event_id: str = "") -> Watch:
    """Read an address. What is no word of ours, or too much, is left out."""
    given: Mapping[str, list[str]] = parse_qs(query, max_num_fields=20)

    def one(name: str) -> str:
        return given.get(name, [""])[0]

    subjects: dict[str, set[int]] = {}
    whole, states, takes = set(), {}, {}
    for word in one("on").split(",")[:MOST]:
        name, _, rest = word.partition(":")
        written, _, more = rest.partition(":")
        state, _, taken = more.partition(":")
        found, kind = id_in(written), offering.followed.get(name) or offering.compared.get(name)
        if isinstance(kind, offering.Followed) and kind.whole:
            whole.add(name)
        elif kind is not None and found is not None and len(subjects.get(name, ())) < kind.most:
            subjects.setdefault(name, set()).add(found)
            if name in offering.compared:
                states[name, found] = state[:LONGEST_WORD]
                takes[name, found] = taken[:LONGEST_WORD]
    numbers = {name: id_in(one(name)) or 0 for name in offering.own if name in given}
    return Watch(
        {name: frozenset(ids) for name, ids in subjects.items()}, frozenset(whole), states, numbers,
        since_of(last_event_id or one("after"), one("age")), takes,
    )  # fmt: skip
