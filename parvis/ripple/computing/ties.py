"""Ties between people: both ways, between units, new ones, against chance; how many hold the floor (notes A3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parvis.kernel.thresholds import few_hidden
from parvis.ripple.computing import Counted, Members, groups
from parvis.ripple.reading import POST
from parvis.ripple.statistics.concentration import interval
from parvis.ripple.statistics.ties import by_chance
from parvis.ripple.window import Window

FAR = 4


def concentration(window: Window) -> Iterator[Counted]:
    """Gini of what each voice wrote, with a percentile bootstrap over people (Efron 1979; 2,000 draws of the table of frequencies, which is
    the same as drawing people), and the share of the most present: of voices, and of everybody."""
    written = window.said[window.here]
    voices = np.sort(written[written > 0])
    people, total = len(voices), int(voices.sum())
    members = Members.of(window.here & (window.said > 0), window.said)
    if not total or window.only_members:
        yield Counted("all", "", people, None, events=0, members=members)
        return
    found, low, high = interval(voices, seed=window.week.toordinal())

    def top(share: float, of: int) -> float:
        return round(float(voices[-max(1, round(share * of)) :].sum() / total), 3)

    value = {
        "gini": round(found, 3), "gini_low": round(low, 3), "gini_high": round(high, 3),
        # One percent of fewer than five hundred voices is a handful: not said.
        "top1_of_voices": top(0.01, people) if people >= 500 else None, "top10_of_voices": top(0.1, people) if people >= 50 else None,
        "top1_of_people": top(0.01, window.size) if window.size >= 500 else None, "top10_of_people": top(0.1, window.size) if window.size >= 50 else None,
    }  # fmt: skip
    yield Counted("all", "", people, value, events=total, largest=float(voices[-1] / total), members=members)


def two_way(window: Window) -> Iterator[Counted]:
    """Of the pairs of people where one acted towards the other, those where the other did too; of a unit, the pairs with one of its people at
    least. Where those that went both ways, or those that did not, are one to four, how many is not said, nor their share."""
    one, other, both = window.pairs
    for partition, cell, who in groups(window, "unit"):
        inside = who[one] | who[other]
        pairs, mutual = int(inside.sum()), int((inside & both).sum())
        members = ends_of(one[inside], other[inside], both[inside])
        involved = who[members.who]
        members = Members(members.who[involved], members.state[involved])
        ends = members.state >> 20  # of how many pairs each person is one end
        told = few_hidden(mutual, pairs)
        value = {
            "pairs": pairs,
            "two_way": told,
            "share": round(mutual / pairs, 3) if pairs and told is not None else None,
        }
        largest = float(ends.max() / pairs) if pairs else None
        yield Counted(partition, cell, len(ends), value, events=pairs, largest=largest, members=members)  # fmt: skip


def ends_of(one: np.ndarray, other: np.ndarray, marked: np.ndarray) -> Members:
    """The people of some pairs; the state of each is of how many, and of how many marked."""
    ends = np.concatenate([one, other])
    who, place = np.unique(ends, return_inverse=True)
    count = np.bincount(place, minlength=len(who))
    found = np.bincount(place, weights=np.concatenate([marked, marked]), minlength=len(who)).astype(np.int64)
    return Members(who, (count << 20) + found)


def bridges(window: Window) -> Iterator[Counted]:
    """Pairs of people by the two units they are of; `people` are those the pairs are made of."""
    one, other, _both = window.pairs
    a, b = window.cell[one], window.cell[other]
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low))
    low, high, one, other = low[order], high[order], one[order], other[order]
    cuts = (
        np.flatnonzero(np.r_[True, (low[1:] != low[:-1]) | (high[1:] != high[:-1])])
        if len(low)
        else np.empty(0, dtype=int)
    )
    for start, stop in zip(cuts, np.r_[cuts[1:], len(low)], strict=True):
        ends, times = np.unique(np.concatenate([one[start:stop], other[start:stop]]), return_counts=True)
        ties = int(stop - start)
        cell = f"{low[start]}:{high[start]}"
        yield Counted("unit×unit", cell, len(ends), {"ties": ties}, events=ties, largest=float(times.max() / ties), members=Members(ends, times))  # fmt: skip


def crossing(window: Window) -> Iterator[Counted]:
    """Krackhardt and Stern's E-I index (1988) against its values when the ends of ties are shuffled, each person keeping how many they have.
    It counts the fewer of the two sorts: with under five ties between units, or inside, nothing is said (the index would tell how many)."""
    one, other, _both = window.pairs
    pairs = len(one)
    if not pairs:
        yield Counted("all", "", 0, None, events=0)
        return
    cells = np.unique(window.cell, return_inverse=True)[1]
    a, b = cells[one], cells[other]
    members = ends_of(one, other, a != b)
    if window.only_members:
        yield Counted("all", "", len(members.who), None, members=members)
        return
    external = int((a != b).sum())
    expected, low, high = by_chance(np.concatenate([a, b]), seed=window.week.toordinal())
    value = {
        "external": external, "internal": pairs - external, "index": round(2 * external / pairs - 1, 3),
        "expected": round(expected, 3), "low": round(low, 3), "high": round(high, 3),
    }  # fmt: skip
    yield Counted("all", "", len(members.who), value, events=min(external, pairs - external), members=members)


def new_ties(window: Window) -> Iterator[Counted]:
    """Pairs of these four weeks between whom nothing had passed in the four weeks before, and those at four steps or more in the organisation.

    The notes (A3) ask for 180 days before a pair is called new, and the echoes of one post do look back so far (`cascading.acquainted`: a few
    people, by their indexes). Here every pair of the organisation would have to be looked up over half a year each Monday: three times what
    a week reads (`rolling`: eight weeks and no more). So the figure is another one, and says so wherever it stands: ties *that were not there
    in the four weeks before*, never ties between people who had never met."""
    size = len(window.people.ids)
    before = window.before.where((window.before.kind != POST) & (window.before.by != window.before.to))
    known = np.unique(np.minimum(before.by, before.to) * size + np.maximum(before.by, before.to))
    one, other, _both = window.pairs
    new = ~np.isin(one * size + other, known)
    one, other = one[new], other[new]
    beyond = steps_between(window.people.chains[one], window.people.chains[other]) >= FAR
    members = ends_of(one, other, beyond)
    value = {"ties": len(one), "far": few_hidden(int(beyond.sum()), len(one))}
    yield Counted("all", "", len(members.who), value, events=len(one), members=members)


def steps_between(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`people.distances` of many pairs at once: rows of managers from the top, 0 where a chain is over. -1 where charts do not meet."""
    common = np.cumprod((one == other) & (one > 0), axis=1).sum(axis=1)
    steps = (one > 0).sum(axis=1) + (other > 0).sum(axis=1) - 2 * common
    return np.where(common > 0, steps, -1)
