"""Ties between people and between groups: arrays of ends (from 0) in."""

from __future__ import annotations

import numpy as np

SHUFFLES = 500
MOST_SHUFFLED = 20_000


def ei(one: np.ndarray, other: np.ndarray, group: np.ndarray) -> float:
    """Krackhardt and Stern's E−I index (1988): (external − internal) / all ties."""
    return float(2 * (group[one] != group[other]).mean() - 1)


def by_chance(ends: np.ndarray, *, seed: int) -> tuple[float, float, float]:
    """(mean, low, high) of the E−I index when the `ends` of ties (the group of each) are paired by lot, each person keeping how many they have: 500
    shuffles. The mean is exact, Σ d(d − 1) / 2m(2m − 1) of ties being inside. Beyond 20,000 ties so many drawn among them are shuffled, and the
    interval narrows as the square root."""
    degree, size = np.bincount(ends).astype(float), len(ends)
    expected = float(1 - 2 * (degree * (degree - 1)).sum() / (size * (size - 1)))
    draw = np.random.default_rng(seed)
    some = draw.choice(ends, 2 * MOST_SHUFFLED, replace=False) if size > 2 * MOST_SHUFFLED else ends.copy()
    half, found = len(some) // 2, np.empty(SHUFFLES)
    for rank in range(SHUFFLES):
        draw.shuffle(some)
        found[rank] = 2 * (some[:half] != some[half:]).mean() - 1
    low, high = (np.quantile(found, [0.025, 0.975]) - found.mean()) * (len(some) / size) ** 0.5 + expected
    return expected, float(low), float(high)


def reciprocity(one: np.ndarray, other: np.ndarray) -> float | None:
    """The share of directed ties (each once) that are returned, ties to oneself left out: nobody can return them (Garlaschelli and Loffredo, Physical
    Review Letters 93, 2004). None without a tie."""
    apart = one != other
    one, other = one[apart], other[apart]
    if not len(one):
        return None
    size = int(max(one.max(), other.max())) + 1
    return float(np.isin(one * size + other, other * size + one).mean())


def matrix(one: np.ndarray, other: np.ndarray, size: int) -> np.ndarray:
    """The undirected ties as a matrix of 0 and 1, without ties to oneself."""
    found = np.zeros((size, size))
    found[one, other] = found[other, one] = 1
    np.fill_diagonal(found, 0)
    return found


def triangles(ties: np.ndarray) -> np.ndarray:
    """How many triangles each one is in."""
    return np.einsum("ij,ji->i", ties @ ties, ties) / 2


def clustering(ties: np.ndarray) -> float:
    """Watts and Strogatz (1998): the mean of each one's share of pairs of neighbours that are tied (0 under two neighbours)."""
    degree = ties.sum(axis=1)
    pairs = degree * (degree - 1) / 2
    return float(np.divide(triangles(ties), pairs, out=np.zeros_like(pairs), where=pairs > 0).mean())


def transitivity(ties: np.ndarray) -> float:
    """The share of paths of two ties that are closed."""
    degree = ties.sum(axis=1)
    return float(2 * triangles(ties).sum() / (degree * (degree - 1)).sum())


def constraint(ties: np.ndarray) -> np.ndarray:
    """Burt, Structural Holes (1992): Σ_j (p_ij + Σ_q p_iq p_qj)² over one's neighbours, p the share of one's ties."""
    share = ties / np.maximum(ties.sum(axis=1, keepdims=True), 1)
    return (np.where(ties > 0, share + share @ share, 0) ** 2).sum(axis=1)


def effective_size(ties: np.ndarray) -> np.ndarray:
    """Burt (1992), as Borgatti (1997) simplified it: neighbours less the mean number of ties each has with the others."""
    degree = ties.sum(axis=1)
    return degree - 2 * triangles(ties) / np.maximum(degree, 1)


def modularity(ties: np.ndarray, group: np.ndarray) -> float:
    """Newman and Girvan (2004): ties inside groups beyond what degrees alone would give."""
    degree = ties.sum(axis=1)
    total = degree.sum()
    same = group[:, None] == group[None, :]
    return float(((ties - np.outer(degree, degree) / total) * same).sum() / total)


def betweenness(ties: np.ndarray) -> np.ndarray:
    """The share of shortest ways between two others that go through one: Brandes, Journal of Mathematical Sociology 25 (2001)."""
    size = len(ties)
    neighbours = [np.flatnonzero(row) for row in ties]
    score = np.zeros(size)
    for source in range(size):
        steps, ways, order = np.full(size, -1), np.zeros(size), [source]
        steps[source], ways[source] = 0, 1
        for node in order:
            for beyond in neighbours[node]:
                if steps[beyond] < 0:
                    steps[beyond] = steps[node] + 1
                    order.append(int(beyond))
                if steps[beyond] == steps[node] + 1:
                    ways[beyond] += ways[node]
        share = np.zeros(size)
        for node in reversed(order[1:]):
            for before in neighbours[node]:
                if steps[before] == steps[node] - 1:
                    share[before] += ways[before] / ways[node] * (1 + share[node])
            score[node] += share[node]
    return score / ((size - 1) * (size - 2))


def blau(counts: np.ndarray, groups: int) -> float | None:
    """Blau (1977), between 0 and 1: 1 − Σ p² over `groups` groups there are, over its largest value (K − 1) / K. None for fewer than two groups,
    or for nobody."""
    total = counts.sum()
    return float((1 - ((counts / total) ** 2).sum()) * groups / (groups - 1)) if groups > 1 and total else None
