"""What is hidden cannot be computed from what is shown."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from parvis.kernel.thresholds import Shown, Withheld, coded, kept, rounded, share, show, table

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_only_this_module_makes_a_shown():
    made = show(1, people=10, floor=10)
    assert isinstance(made, Shown)
    with pytest.raises(TypeError):
        Shown(10, 1)
    with pytest.raises(TypeError):
        dataclasses.replace(made, people=2)


@pytest.mark.parametrize(
    ("given_to", "reason"),
    [
        ({"people": 9}, "few-people"),
        ({"people": 10, "events": 4}, "few-events"),
        ({"people": 10, "events": 9, "largest": 0.71}, "dominated"),
    ],
)
def test_refusals(given_to, reason):
    assert show(1, **given_to, floor=10) == Withheld(reason)
    assert isinstance(show(1, people=10, events=5, largest=0.7, floor=10), Shown)


def test_no_floor_goes_under_five():
    assert show(1, people=4, floor=1) == Withheld("few-people")
    assert isinstance(show(1, people=5, floor=1), Shown)


def test_nearly_all_alike_is_coded():
    assert coded(0, 49) == coded(4, 49) == "<= 0.10"
    assert coded(49, 49) == ">= 0.90"
    assert coded(0, 50) == 0.0
    assert coded(25, 49) == 0.51
    assert share(3, 9, floor=10) == Withheld("few-people")


def test_rounded_to_five():
    assert rounded(4) == Withheld("few-events")
    assert [found.value for found in map(rounded, (5, 7, 8, 12, 13)) if isinstance(found, Shown)] == [5, 5, 10, 10, 15]


def test_a_floor_raised_hides_what_was_frozen():
    assert kept(1, people=12, withheld="", floor=15) == Withheld("few-people")
    assert kept(None, people=12, withheld="young", floor=10) == Withheld("young")


def widths(sizes, found, lines):
    """For each hidden cell, how far apart are the least and the greatest value that agree with every total and every shown cell."""
    hidden = [key for key, published in found.items() if isinstance(published, Withheld)]
    names = sorted({line for key in hidden for line in lines(key)}, key=str)
    matrix = np.array([[float(line in lines(key)) for key in hidden] for line in names])
    totals = matrix @ np.array([sizes[key] for key in hidden])
    for rank in range(len(hidden)):
        aim = np.eye(1, len(hidden), rank)[0]
        ends = [linprog(sign * aim, A_eq=matrix, b_eq=totals, bounds=(0, None), method="highs").fun for sign in (1, -1)]
        yield -ends[1] - ends[0]


@quick
@given(st.lists(st.integers(0, 60), min_size=2, max_size=12), st.integers(5, 15))
def test_one_line_gives_nothing_back(sizes, floor):
    cells = dict(enumerate(sizes))
    if sum(sizes) < 10:
        return
    found = table({key: (n, n) for key, n in cells.items()}, floor=floor)
    assert all(width >= 10 - 1e-6 for width in widths(cells, found, lambda key: ("",)))


@quick
@given(st.data())
def test_rows_and_columns_give_nothing_back(data):
    rows, columns = data.draw(st.integers(2, 5)), data.draw(st.integers(2, 5))
    cells = {(r, c): data.draw(st.integers(0, 40)) for r in range(rows) for c in range(columns)}
    lines = [[key for key in cells if key[axis] == rank] for axis, n in ((0, rows), (1, columns)) for rank in range(n)]
    if min(sum(cells[key] for key in line) for line in lines) < 20:
        return  # totals this small are withheld themselves
    found = table(
        {key: (n, n) for key, n in cells.items()}, floor=10, rows=lambda key: key[0], columns=lambda key: key[1]
    )
    hidden = {key for key, published in found.items() if isinstance(published, Withheld)}
    for line in lines:
        inside = hidden & set(line)
        assert not inside or (len(inside) >= 2 and sum(cells[key] for key in inside) >= 10)
    if len(hidden) < len(cells):  # all hidden, there is no more to hide
        assert all(width >= 10 - 1e-6 for width in widths(cells, found, lambda key: (("r", key[0]), ("c", key[1]))))


def test_the_small_table_that_marginal_rules_miss():
    """Two hidden cells a line are not enough: 3 of [[3, 20], [1, 15]] is known to within four."""
    cells = {
        ("a", 0): 3,
        ("a", 1): 20,
        ("a", 2): 30,
        ("b", 0): 1,
        ("b", 1): 15,
        ("b", 2): 30,
        ("c", 0): 40,
        ("c", 1): 40,
        ("c", 2): 40,
    }
    found = table(
        {key: (n, n) for key, n in cells.items()}, floor=10, rows=lambda key: key[0], columns=lambda key: key[1]
    )
    assert all(width >= 10 - 1e-6 for width in widths(cells, found, lambda key: (("r", key[0]), ("c", key[1]))))
    assert any(isinstance(published, Shown) for published in found.values())
