"""Ties between people: both ways, between units, new ones, against chance; how many hold the floor (notes A3)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parvis.ripple.computing import Counted, groups
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
    if not total:
        yield Counted("all", "", people, None, events=0)
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
    yield Counted("all", "", people, value, events=total, largest=float(voices[-1] / total), counts={"voices": people})


def two_way(window: Window) -> Iterator[Counted]:
    one, other, both = window.pairs
    for partition, cell, who in groups(window, "unit"):
        inside = who[one] | who[other]
        pairs, mutual = int(inside.sum()), int((inside & both).sum())
        ends = np.bincount(np.concatenate([one[inside], other[inside]])) if pairs else np.zeros(1, dtype=np.int64)
        involved = int(((ends > 0)[: len(who)] & who[: len(ends)]).sum())
        value = {"pairs": pairs, "two_way": mutual, "share": round(mutual / pairs, 3) if pairs else None}
        counts = {"people": involved}
        yield Counted(
            partition,
            cell,
            involved,
            value,
            events=pairs,
            largest=float(ends.max() / pairs) if pairs else None,
            counts=counts,
        )


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
        yield Counted("unit×unit", cell, len(ends), {"ties": ties}, events=ties, largest=float(times.max() / ties), counts={"people": len(ends)})  # fmt: skip


def crossing(window: Window) -> Iterator[Counted]:
    """Krackhardt and Stern's E-I index (1988) against its values when the ends of ties are shuffled, each person keeping how many they have."""
    one, other, _both = window.pairs
    pairs = len(one)
    if not pairs:
        yield Counted("all", "", 0, None, events=0)
        return
    cells = np.unique(window.cell, return_inverse=True)[1]
    a, b = cells[one], cells[other]
    external = int((a != b).sum())
    expected, low, high = by_chance(np.concatenate([a, b]), seed=window.week.toordinal())
    involved = len(np.unique(np.concatenate([one, other])))
    value = {
        "external": external, "internal": pairs - external, "index": round(2 * external / pairs - 1, 3),
        "expected": round(expected, 3), "low": round(low, 3), "high": round(high, 3),
    }  # fmt: skip
    yield Counted("all", "", involved, value, events=pairs, counts={"people": involved})


def new_ties(window: Window) -> Iterator[Counted]:
    """Pairs of these four weeks that had not met in the four before, and those at four steps or more in the organisation. The look-back is what
    a week reads anyway: it must not read the whole past."""
    size = len(window.people.ids)
    before = window.before.where((window.before.kind != POST) & (window.before.by != window.before.to))
    known = np.unique(np.minimum(before.by, before.to) * size + np.maximum(before.by, before.to))
    one, other, _both = window.pairs
    new = ~np.isin(one * size + other, known)
    one, other = one[new], other[new]
    far = int((steps_between(window.people.chains[one], window.people.chains[other]) >= FAR).sum())
    involved = len(np.unique(np.concatenate([one, other])))
    yield Counted("all", "", involved, {"ties": len(one), "far": far if far >= 5 else None}, events=len(one))


def steps_between(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`people.distances` of many pairs at once: rows of managers from the top, 0 where a chain is over. -1 where charts do not meet."""
    common = np.cumprod((one == other) & (one > 0), axis=1).sum(axis=1)
    steps = (one > 0).sum(axis=1) + (other > 0).sum(axis=1) - 2 * common
    return np.where(common > 0, steps, -1)
