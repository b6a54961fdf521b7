"""Facts a companion brings to check. The area that holds them sits above this one, and says here how an address leads to one of them:
`facts.offer(resolve, lately)`. Until it does, and for whatever it does not know, an address stays an address."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urlsplit

from django.conf import settings

from parvis.people.models import Person


@dataclasses.dataclass(frozen=True)
class KnownFact:
    """A fact as a card shows it. `home` is its page here (“/facts/12/”), `address` what one types or chooses to attach it: its page in
    the intranet, or its home here, whole. All of it is text from outside: shown escaped."""

    title: str
    source: str
    home: str
    address: str
    at: dt.datetime | None = None
    excerpt: str = ""


# For these addresses (whole, as they were typed), the facts that this person may see: in a constant number of statements.
Resolve = Callable[[Person, Sequence[str]], Mapping[str, KnownFact]]
# The latest facts this person may see, newest first, so many at most.
Lately = Callable[[Person, int], Sequence[KnownFact]]
_resolve: list[Resolve] = []
_lately: list[Lately] = []


def offer(resolve: Resolve, lately: Lately | None = None) -> None:
    """Called once, when the area that holds facts is ready."""
    _resolve.append(resolve)
    if lately:
        _lately.append(lately)


def whole(address: str) -> str:
    """A path of ours (“/facts/12/”) as a whole address; any other as it is."""
    path = address.strip()
    ours = path.startswith("/") and not path.startswith("//")
    return f"{settings.PARVIS.address.rstrip('/')}{path}" if ours else address


def own_path(address: str) -> str:
    """The path of an address of this very network; "" for every other address."""
    try:
        there, here = urlsplit(address), urlsplit(settings.PARVIS.address)
        return there.path if (there.hostname, there.port) == (here.hostname, here.port) else ""
    except ValueError:
        return ""


def known(viewer: Person, addresses: Iterable[str]) -> dict[str, KnownFact]:
    """Of these addresses, those that lead to a fact the viewer may see."""
    asked = sorted({address for address in addresses if address})
    found: dict[str, KnownFact] = {}
    for resolve in _resolve if asked else ():
        found |= {address: fact for address, fact in resolve(viewer, asked).items() if address in asked}
    return found


def lately(viewer: Person, limit: int = 8) -> list[KnownFact]:
    """What may be attached without typing: the latest facts, nothing until somebody offers some."""
    return [fact for ask in _lately for fact in ask(viewer, limit)][:limit]
