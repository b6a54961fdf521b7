"""How far two people are in the organisation: steps up to the first common manager, then down."""

from __future__ import annotations

from parvis.people.models import Person


def links(chain: str) -> list[str]:
    return [part for part in chain.split("/") if part]


def steps_between(one: Person, other: Person) -> int | None:
    """Number of manager links on the way from one to the other; None when their charts do not meet. 0 for oneself."""
    return steps_between_chains(one.chain, other.chain)


def steps_between_chains(one: str, other: str) -> int | None:
    """The same, of the chains alone."""
    a, b = links(one), links(other)
    common = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        common += 1
    return len(a) + len(b) - 2 * common if common else None
