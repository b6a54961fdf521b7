"""What leaves the area has passed the thresholds; week beside week isolates nobody; no row points at a person."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.kernel import thresholds
from parvis.kernel.privacy import points_at_a_person
from parvis.people.models import Person
from parvis.ripple import frozen, measures
from parvis.ripple.computing import Counted, Members
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.publishing import Before, moved, publish
from parvis.ripple.rolling import roll_missing
from parvis.ripple.tests.test_rolling import plant

WEEK = dt.date(2026, 11, 23)
STATES = st.fixed_dictionaries({name: st.integers(0, 30) for name in ("voice", "silent")})


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(STATES, min_size=3, max_size=3), min_size=2, max_size=8))
def test_weeks_side_by_side_isolate_nobody(weeks):
    """Of two figures of one cell published one after the other, either nothing or five people make the difference; and what is left of all
    beside the parts published anew is not known to have changed by fewer."""
    before: dict = {}
    measure = measures.measure("participation")
    for states in weeks:
        parts = [Counted("unit", str(n), sum(s.values()), dict(s), counts=s) for n, s in enumerate(states)]
        total = {name: sum(s[name] for s in states) for name in ("voice", "silent")}
        found = publish(
            measure, [Counted("all", "", sum(total.values()), dict(total), counts=total), *parts], before, floor=10
        )
        now = {(said.partition, said.cell): said for said in found}
        for key, said in now.items():
            last = before.get(key)
            if last is not None and last.value is not None and said.value is not None:
                assert moved(said.value, last.value) == 0 or moved(said.value, last.value) >= 5
        before |= {
            key: Before(said.people, said.value, said.counts, WEEK) for key, said in now.items() if not said.withheld
        }


PEOPLE = 24
CHANCE = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, 5)), max_size=9)  # who changes, and into what


def parts_of(state: np.ndarray) -> list[Counted]:
    """Twelve people a unit; 0 is not there, 1 to 5 what each makes. The figure is their sum: it may move while the size of the group does not."""
    cells = [("all", "", np.arange(PEOPLE)), ("unit", "a", np.arange(12)), ("unit", "b", np.arange(12, PEOPLE))]
    return [
        Counted(partition, cell, int((state[who] > 0).sum()), {"sum": int(state[who].sum())}, counts={"people": int((state[who] > 0).sum())}, members=Members(who[state[who] > 0], state[who][state[who] > 0]))
        for partition, cell, who in cells
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(CHANCE, min_size=1, max_size=7))
def test_who_left_and_who_came_are_two(changes):
    """Whatever is published of a cell, one figure after the other: at least five people came, left or did something else in between; and
    so for the rest of all, beside the cells published anew, or nobody."""
    measure, state = measures.measure("two_way"), np.full(PEOPLE, 1)
    weeks, states, before = {}, {}, {}
    for n, change in enumerate([[], *changes]):
        for who, what in change:
            state[who] = what
        week = WEEK + n * dt.timedelta(days=7)
        states[week] = state.copy()
        weeks[week] = {(one.partition, one.cell): one for one in parts_of(states[week])}
        found = publish(measure, list(weeks[week].values()), before, floor=5, earlier=weeks.__getitem__)
        fresh = [said for said in found if said.value is not None and said.since is None]
        seen = np.concatenate([np.arange(12) if said.cell == "a" else np.arange(12, PEOPLE) for said in fresh if said.cell] or [np.empty(0, int)])  # fmt: skip
        for said in fresh:
            last = before.get((said.partition, said.cell))
            if last is None:
                continue
            inside = (
                np.arange(PEOPLE) if not said.cell else np.arange(12) if said.cell == "a" else np.arange(12, PEOPLE)
            )
            differ = inside[states[week][inside] != states[last.week][inside]]
            assert len(differ) >= 5
            if not said.cell and 0 < len(seen) < PEOPLE:
                assert len(np.setdiff1d(differ, seen)) not in (1, 2, 3, 4)
        before |= {(said.partition, said.cell): Before(said.people, said.value, said.counts, said.since or week) for said in found if not said.withheld}  # fmt: skip


def test_a_swap_moves_no_figure():
    """One leaves, one comes, and the two who are left make twice as much: the group has the same size, and its figure would tell of them."""
    before = parts_of(np.full(PEOPLE, 1))
    state = np.full(PEOPLE, 1)
    state[[0, 1, 2]] = 0, 2, 2
    last = {(one.partition, one.cell): Before(one.people, one.value, one.tally, WEEK) for one in before}
    now = parts_of(state)
    shown = publish(measures.measure("two_way"), now, last, floor=5, earlier=lambda week: {})
    assert [said.value for said in shown] == [one.value for one in before]
    assert {said.since for said in shown} == {WEEK}
    state[[3, 4]] = 2  # five in all, and nobody more in the group
    earlier = {(one.partition, one.cell): one for one in before}
    moved_on = publish(measures.measure("two_way"), parts_of(state), last, floor=5, earlier=lambda week: earlier)
    assert [said.since for said in moved_on] == [None, None, WEEK]


def test_no_measure_is_frozen_otherwise_than_it_declares():
    with pytest.raises(ValueError, match="public page"):
        publish(measures.measure("crossing"), parts_of(np.full(PEOPLE, 1)), {}, floor=5)
    undeclared = [Counted("all", "", 20, {}, events=20)]
    with pytest.raises(ValueError, match="public page"):
        publish(measures.measure("participation"), undeclared, {}, floor=5)


def test_no_row_points_at_a_person():
    models = list(apps.get_app_config("ripple").get_models())
    assert {"Snapshot", "Figure", "Panel", "Floor"} <= {model.__name__ for model in models}
    assert not [model for model in models if points_at_a_person(model, ("people.Person", "identity.Account"))]


def test_no_json_holds_the_id_of_a_person(db):
    plant(8)
    roll_missing(2)
    ids = {str(pk) for pk in Person.objects.values_list("pk", flat=True)}
    assert ids
    written = str(list(Figure.objects.values_list("cell", "value", "counts"))) + str(
        list(Snapshot.objects.values_list("steps", "level"))
    )
    assert not [one for one in ids if one in written]


def test_every_figure_read_has_passed_the_thresholds(db):
    """By annotation, and by calling."""
    assert "Published" in str(frozen.figures.__annotations__["return"])
    assert "Published" in str(frozen.figure.__annotations__["return"])
    assert "Published" in str(frozen.series.__annotations__["return"])
    public = {
        name
        for name, one in vars(frozen).items()
        if callable(one) and not name.startswith("_") and getattr(one, "__module__", "") == frozen.__name__
    }
    assert public == {
        "latest",
        "weeks",
        "figures",
        "figure",
        "series",
        "everything",
    }  # one more: say below what it answers
    assert frozen.Found == dict[tuple[str, str], dict[str, thresholds.Published]]
    assert frozen.everything.__annotations__["return"] == "Found"
    assert isinstance(frozen.figure("participation"), thresholds.Withheld)
    plant(9)
    roll_missing(3)
    for measure in measures.measures():
        for partition in measure.partitions:
            for found in frozen.figures(measure.name, partition).values():
                assert isinstance(found, thresholds.Shown | thresholds.Withheld)
                assert not isinstance(found, thresholds.Shown) or found.people >= 10
    assert len(frozen.series("participation")) == 3
    newest = frozen.latest()
    assert newest is not None
    for (name, partition), cells in frozen.everything(newest).items():
        assert cells == frozen.figures(name, partition)


def test_one_statement_each(db, django_assert_num_queries):
    plant(10)
    roll_missing(3)
    for call in (
        frozen.latest,
        lambda: frozen.figures("bridges", "unit×unit"),
        lambda: frozen.figure("two_way"),
        lambda: frozen.series("rungs"),
    ):
        with django_assert_num_queries(1):
            call()
