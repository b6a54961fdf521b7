"""Pages that an area above knows better than their own HTML says: facts of the intranet. It registers what it knows; posts ask."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping


@dataclasses.dataclass(frozen=True)
class Known:
    """A page: its title, who says it, the day it was said, and where in Parvis what is said of it is gathered."""

    title: str
    site: str
    home: str
    said_on: dt.date
    description: str = ""


_know: list[Callable[[Collection[str]], Mapping[str, Known]]] = []


def install(know: Callable[[Collection[str]], Mapping[str, Known]]) -> None:
    """`know(keys)` says what it knows of these pages, by their keys (`kernel.addresses.key_of`)."""
    _know.append(know)


def known(keys: Collection[str]) -> dict[str, Known]:
    wanted = [key for key in keys if key]
    found: dict[str, Known] = {}
    for know in _know if wanted else ():
        found.update(know(wanted))
    return found


_inside: list[Callable[[], frozenset[str]]] = []


def install_inside(hosts: Callable[[], frozenset[str]]) -> None:
    """`hosts()` names the hosts of the organisation's own network that an administrator lets us ask."""
    _inside.append(hosts)


def hosts_inside() -> frozenset[str]:
    return frozenset().union(*(hosts() for hosts in _inside))
