"""What several remarks on the same words say together: one remark, whose suggestions mend all of it in one tap."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

from parvis.preflight.checks.language.faults import Fault

MOST = 5
ENDS = tuple(".!?")
CAPITALS = 3  # of these, where the small letter may be meant too: an item of a list


def together(faults: Iterable[Fault], text: str) -> list[Fault]:
    """The faults, without two on the same words: what the later ones propose is added to the first where both can be done at once."""
    kept: list[Fault] = []
    for fault in faults:
        here = [at for at, one in enumerate(kept) if fault.start < one.end and fault.end > one.start]
        if not here:
            kept.append(fault)
        elif len(here) == 1:
            kept[here[0]] = both(kept[here[0]], fault, text) or kept[here[0]]
    return sorted((opened(fault, text) for fault in kept), key=lambda fault: fault.start)


def opened(fault: Fault, text: str) -> Fault:
    """At the beginning of a whole sentence in small letters, words with a capital are offered too."""
    before = text[: fault.start].rstrip()
    begins = (not before and text.rstrip()[-1:] in ENDS) or before[-1:] in ENDS
    if not begins or not text[fault.start : fault.end].islower() or not all(fault.suggestions):
        return fault
    pairs = ((capital(one), one) for one in fault.suggestions)
    return with_(fault, itertools.chain.from_iterable(pairs))


def both(one: Fault, other: Fault, text: str) -> Fault | None:
    """Two remarks in one, if they can be."""
    if one.end == other.end and abs(one.start - other.start) == 1:
        one, other = spaced(one, text), spaced(other, text)
    for small, large in ((one, other), (other, one)):
        written = text[small.start : small.end]
        if small.start == large.start and small.end <= large.end and small.suggestions == (capital(written),):
            offered = [capital(each) for each in large.suggestions]
            return with_(large, [*offered[:CAPITALS], *large.suggestions[:2], *offered[CAPITALS:]])
        if small.end == large.end and small.start <= large.start and small.suggestions == (f"{written},",):
            if large.kind != "spelling":
                return with_(
                    large, [*large.suggestions[:1], f"{text[large.start : large.end]},", *large.suggestions[1:]]
                )
            return with_(large, [each for word in large.suggestions for each in (word, f"{word.removesuffix(',')},")])
    if (one.start, one.end) == (other.start, other.end):
        unknown = text[one.start : one.end] if "spelling" in (one.kind, other.kind) else "\n"
        kept = [
            [each for each in fault.suggestions if not each.startswith((f"{unknown} ", f"{unknown},"))]
            for fault in (one, other)
        ]
        pairs = itertools.zip_longest(*kept)
        return with_(one, [each for pair in pairs for each in pair if each is not None])
    return None


def spaced(fault: Fault, text: str) -> Fault:
    """The same with the space before it, which goes too where the word does."""
    if fault.start == 0 or text[fault.start] == " " or text[fault.start - 1] != " ":
        return fault
    offered = tuple(f" {one}" for one in fault.suggestions)
    return dataclasses.replace(fault, start=fault.start - 1, suggestions=offered)


def with_(fault: Fault, offered: Iterable[str]) -> Fault:
    return dataclasses.replace(fault, suggestions=tuple(dict.fromkeys(offered))[:MOST])


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]
