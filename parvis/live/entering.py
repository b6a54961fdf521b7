"""Who opens a stream. Accounts are above this area: `identity` says here who a session is of, and which sessions still are."""

from __future__ import annotations

import collections
import dataclasses
import time
from collections.abc import Callable, Iterable, Mapping

# Of one person, at once: the windows one looks at. The oldest gives way.
MOST_EACH = 6
# Of one person, in a minute; a page opens one, and one more each time more of it is shown.
OPENED_IN_A_MINUTE = 60
MOST_IN_ALL = 6_000
REMEMBERED = 20_000


@dataclasses.dataclass(frozen=True)
class Entered:
    """Somebody signed in. `proof` is what must stay true of their account."""

    session: str
    person: int
    account: int
    proof: str


@dataclasses.dataclass
class _Door:
    who: Callable[[Mapping[str, str]], Entered | None] | None = None
    still: Callable[[Iterable[Entered]], set[str]] | None = None


_door = _Door()


def install(who: Callable[[Mapping[str, str]], Entered | None], still: Callable[[Iterable[Entered]], set[str]]) -> None:
    """`who(cookies)`: who is signed in with them. `still(entered)`: the sessions of these that still let their person in."""
    _door.who, _door.still = who, still


def who(cookies: Mapping[str, str]) -> Entered | None:
    return _door.who(cookies) if _door.who else None


def still(entered: Iterable[Entered]) -> set[str]:
    return _door.still(entered) if _door.still else set()


class Pace:
    """How often each person, or address, comes: `allows` says no to more than `most` in a minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.times: dict[object, collections.deque[float]] = {}

    def allows(self, who: object) -> bool:
        now = time.monotonic()
        if len(self.times) > REMEMBERED:
            self.times.clear()
        times = self.times.setdefault(who, collections.deque())
        while times and times[0] < now - 60:
            times.popleft()
        if len(times) >= self.most:
            return False
        times.append(now)
        return True
