"""The shape of a cascade."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np


@dataclasses.dataclass(frozen=True)
class Shape:
    """`size` nodes, the root among them; `depth` the longest way from the root; `mean_depth` over the nodes but the root; `breadth` the
    most nodes at one depth; `virality` the mean distance over all pairs (None under two nodes)."""

    size: int
    depth: int
    mean_depth: float
    breadth: int
    virality: float | None


def shape(parents: Sequence[int]) -> Shape:
    """Of a tree given by the parent of each node, -1 for the root, each parent before its children. Structural virality: Goel, Anderson,
    Hofman, Watts, Management Science 62 (2016), in O(n): the sum of pair distances is the sum over edges of s (n - s), s the size below."""
    above = np.asarray(parents, dtype=np.int64)
    n = len(above)
    depth, below = np.zeros(n, dtype=np.int64), np.ones(n, dtype=np.int64)
    for node in range(1, n):
        depth[node] = depth[above[node]] + 1
    for node in range(n - 1, 0, -1):
        below[above[node]] += below[node]
    pairs = float(np.sum(below[1:] * (n - below[1:])))
    return Shape(n, int(depth.max(initial=0)), float(depth[1:].mean()) if n > 1 else 0.0, int(np.bincount(depth).max()), 2 * pairs / (n * (n - 1)) if n > 1 else None)  # fmt: skip
