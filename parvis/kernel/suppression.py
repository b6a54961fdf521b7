"""Which cells of a table must be hidden beside those that are, so that totals do not give them back."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
WIDTH = 10  # a hidden cell is known to within ± 5 at best
FEWEST = 2
PULLED_TOGETHER = 3


def suppress(sizes: Mapping[K, int], hidden: set[K], lines: Mapping[K, tuple[Hashable, ...]], *, floor: int) -> set[K]:
    """`hidden` and what has to be hidden with it. `sizes` people per cell; `lines` the totals each cell is part of."""
    floor = max(floor, WIDTH)
    members: dict[Hashable, list[K]] = {}
    for key in sorted(sizes, key=lambda key: (sizes[key], str(key))):
        for line in lines[key]:
            members.setdefault(line, []).append(key)
    found = _complement(sizes, set(hidden), members, floor)
    # One line: the interval of each hidden cell goes from 0 to the hidden people, `floor` and more; only crossing lines need the solver.
    if found and any(len(own) > 1 for own in lines.values()):
        wide: set[K] = set()
        while narrow := _narrow(sizes, found, lines, members, wide):
            wide |= found - narrow  # and stays so when more is hidden
            more = _neighbours(narrow, found, lines, members)
            if not more:
                break
            found = _complement(sizes, found | more, members, floor)
    return found


def _complement(sizes: Mapping[K, int], hidden: set[K], members: Mapping[Hashable, list[K]], floor: int) -> set[K]:
    """Two hidden cells and `floor` hidden people a line, or the whole line; what is hidden for one line is hidden in the others."""
    changed = True
    while changed:
        changed = False
        for cells in members.values():
            inside = [key for key in cells if key in hidden]
            if not inside:
                continue
            people = sum(sizes[key] for key in inside)
            for key in cells:
                if len(inside) >= FEWEST and people >= floor:
                    break
                if key not in hidden:
                    hidden.add(key)
                    inside.append(key)
                    people += sizes[key]
                    changed = True
    return hidden


def _neighbours(
    narrow: set[K], hidden: set[K], lines: Mapping[K, tuple[Hashable, ...]], members: Mapping[Hashable, list[K]]
) -> set[K]:
    """The smallest shown cell of each line of what is too well known; failing that, of any line."""
    more = set()
    for key in narrow:
        for line in lines[key]:
            more |= {next((cell for cell in members[line] if cell not in hidden), key)}
    more -= hidden
    return more or {cell for cells in members.values() for cell in cells if cell not in hidden}


def _narrow(
    sizes: Mapping[K, int],
    hidden: set[K],
    lines: Mapping[K, tuple[Hashable, ...]],
    members: Mapping[Hashable, list[K]],
    wide: set[K],
) -> set[K]:
    """The hidden cells that somebody who knows every shown cell and every total computes to within less than WIDTH: least and
    greatest value under the totals (linear programming). Each solution widens what is known possible for all cells at once; `wide` are known
    to be wide already."""
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import lil_matrix

    keys = sorted(hidden, key=str)
    place = {key: rank for rank, key in enumerate(keys)}
    kept = [line for line, cells in members.items() if any(key in hidden for key in cells)]
    row = {line: rank for rank, line in enumerate(kept)}
    matrix = lil_matrix((len(kept), len(keys)))
    for key in keys:
        for line in lines[key]:
            matrix[row[line], place[key]] = 1
    truth = np.array([sizes[key] for key in keys], dtype=float)
    matrix = matrix.tocsr()
    totals = matrix @ truth
    known = np.array([key in wide for key in keys])
    bounds = [truth.copy(), truth.copy()]

    def widen(aim: np.ndarray) -> None:
        solved = linprog(aim, A_eq=matrix, b_eq=totals, bounds=(0, None), method="highs")
        if solved.status == 0:
            bounds[:] = [np.minimum(bounds[0], solved.x), np.maximum(bounds[1], solved.x)]

    def narrow() -> np.ndarray:
        return (bounds[1] - bounds[0] < WIDTH - 1e-6) & ~known

    # Most cells are seen to be wide by a few programs that pull on all the narrow ones at once; what is left is asked one by one.
    draw = np.random.default_rng(1)
    before = len(keys) + 1
    while PULLED_TOGETHER < (left := int(narrow().sum())) < before:
        before = left
        for _ in range(6):
            widen(np.where(narrow(), draw.choice([-1.0, 1.0], len(keys)), 0))
    for rank in range(len(keys)):
        for sign in (-1, 1):
            if narrow()[rank]:
                widen(sign * np.eye(1, len(keys), rank)[0])
    return {keys[rank] for rank in np.flatnonzero(narrow())}
