"""Drafts of forms that are not ours: an area above keeps the words of its form under keys that begin with its own prefix, and says here
where one goes on writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from parvis.people.models import Person


class Form(NamedTuple):
    """Where one goes on, and what the words answer, in words."""

    url: str
    about: str


# For these keys, those whose form the viewer may still open.
Find = Callable[[Person, Sequence[str]], Mapping[str, Form]]
_forms: dict[str, Find] = {}


def offer(prefix: str, find: Find) -> None:
    """`prefix` ends with a dash: “door-”. Once for each."""
    _forms[prefix] = find


def is_elsewhere(key: str) -> bool:
    """Whether the words of this key are those of such a form: no post will be made of them."""
    return key.startswith(tuple(_forms))


def forms_of(viewer: Person, keys: Iterable[str]) -> dict[str, Form]:
    wanted = list(keys)
    found: dict[str, Form] = {}
    for prefix, find in _forms.items():
        if own := [key for key in wanted if key.startswith(prefix)]:
            found.update(find(viewer, own))
    return found
