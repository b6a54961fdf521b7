"""Drafts of forms that are not ours: an area above keeps the words of its form under keys that begin with its own prefix, and says here
where one goes on writing them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from parvis.people.models import Person


class Form(NamedTuple):
    """Where one goes on, and what the words answer, in words."""

    url: str
    about: str


# For these keys, those whose form the viewer may still open.
Find = Callable[[Person, Sequence[str]], Mapping[str, Form]]
_forms: dict[str, Find] = {}
# What was sent from such a form and is undone where it stands: undo it and keep its words in the form, whose address is answered. None: it is
# not of this form, or others see it already.
Undo = Callable[[Any, Person], str | None]
_undo: list[Undo] = []


def offer(prefix: str, find: Find, undo: Undo) -> None:
    """`prefix` ends with a dash: “door-”. Once for each."""
    _forms[prefix] = find
    _undo.append(undo)


def undone(row: Any, by: Person) -> str | None:
    """Of a comment or a post others do not see yet, sent from the form of an area above: where its words are now that it is undone."""
    return next((address for undo in _undo if (address := undo(row, by))), None)


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
