"""What leaves the area has passed the thresholds; week beside week isolates nobody; no row points at a person."""

from __future__ import annotations

from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.kernel import thresholds
from parvis.kernel.privacy import points_at_a_person
from parvis.people.models import Person
from parvis.ripple import frozen, measures
from parvis.ripple.computing import Counted
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.publishing import Before, moved, publish
from parvis.ripple.rolling import roll_missing
from parvis.ripple.tests.test_rolling import plant

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
        before = {key: Before(said.people, said.value, said.withheld, said.counts) for key, said in now.items()}


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
