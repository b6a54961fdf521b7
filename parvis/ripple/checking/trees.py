"""Cascades whose structural virality is known exactly (Goel, Anderson, Hofman and Watts 2016: a star, a path; a binary tree by hand), and of the
dispersion of what is written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from parvis.ripple.checking import Check
from parvis.ripple.statistics.concentration import gini
from parvis.ripple.statistics.trees import shape


def checks() -> Iterator[Check]:
    for size in (2, 10, 100):
        yield Check(
            f"virality of a star of {size}", 2 * (size - 1) / size, shape([-1] + [0] * (size - 1)).virality or 0, 6
        )
        yield Check(f"virality of a path of {size}", (size + 1) / 3, shape(range(-1, size - 1)).virality or 0, 6)
    binary = shape([-1, *((node - 1) // 2 for node in range(1, 15))])
    yield Check("virality of a binary tree of 15", 3.504762, binary.virality or 0, 6)
    yield Check("depth of a binary tree of 15", 3, binary.depth, 0)
    yield Check("Gini of equal parts", 0, float(gini(np.array([3]), np.array([[8]]))[0]), 6)
    yield Check("Gini of one who has all, among 10", 0.9, float(gini(np.array([0, 5]), np.array([[9, 1]]))[0]), 6)
