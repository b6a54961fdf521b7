"""The rows behind the figures: what the database itself refuses, and who reads them. An older week is told as the newest is."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from parvis import ripple
from parvis.ripple import frozen
from parvis.ripple.flooring import set_floor
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.rolling import WEEK, roll_missing
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401
from parvis.ripple.tests.test_rolling import plant

HOME = Path(ripple.__file__).parent
# `frozen` hands out what has passed the thresholds, `rolling` writes it; `estimating` reads the panel, whose result is of many teams at once.
READERS = {"Figure": {"frozen.py", "rolling.py"}, "Panel": {"rolling.py", "estimating.py"}}


@pytest.fixture
def figure(db):
    snapshot = Snapshot.objects.create(week="2026-01-05", begun_at="2026-01-05T00:00Z", cursor=0)
    return Figure.objects.create(snapshot=snapshot, measure="two_way", partition="all", people=5, value={"pairs": 5})


@pytest.mark.parametrize(
    "change",
    [
        {"people": 4},
        {"people": 0},
        {"withheld": "few-people"},
        {"partition": "person"},
        {"partition": "unit×age"},
    ],
)
def test_the_database_refuses_few_and_any_other_way_of_cutting(figure, change):
    Figure.objects.update(people=6)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.update(**change)
    Figure.objects.update(people=2, value=None, withheld="few-people")  # kept back, it may be of two


def test_the_database_refuses_a_week_that_does_not_begin_on_monday(figure):
    Snapshot.objects.update(week="2026-01-12")
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.update(week="2026-01-13")


@pytest.mark.parametrize("model", READERS)
def test_pages_and_commands_read_figures_through_the_thresholds(model):
    """Whoever else would name these rows reads figures before the thresholds: ask `frozen` for them."""
    used = re.compile(rf"\b{model}\b(\.objects|\()|import [^\n]*\b{model}\b")
    named = {
        str(path.relative_to(HOME))
        for path in HOME.rglob("*.py")
        if not {"tests", "models", "migrations"} & set(path.relative_to(HOME).parts) and used.search(path.read_text())
    }
    assert named == READERS[model]


def network(capsys, *options: str) -> dict:
    call_command("ripple", "network", "--json", *options)
    return json.loads(capsys.readouterr().out)


def test_any_frozen_week_is_told_by_the_commands(db, capsys):
    plant(9)
    roll_missing(3)
    newest, before, oldest = frozen.weeks()
    assert network(capsys)["week"] == str(newest)
    told = {week: network(capsys, "--week", str(week)) for week in (newest, before, oldest)}
    assert {week: one["week"] for week, one in told.items()} == {week: str(week) for week in told}
    for week, one in told.items():
        at = Snapshot.objects.get(week=week)
        call_command("ripple", "effect", "--json", "--week", str(week))
        assert json.loads(capsys.readouterr().out)["week"] == str(week)
        shown = frozen.figures("two_way", at=at)[""]
        assert one["figures"]["two_way"]["all"][""]["value"] == shown.value
    with pytest.raises(Exception, match="no such week is frozen"):
        network(capsys, "--week", str(oldest - WEEK))


def test_a_raised_floor_hides_past_weeks_in_files_and_commands(signed_in, world, frozen_week, capsys):  # noqa: F811
    """38 people are here: from forty on nothing of them is said any more, whatever was frozen."""

    def values() -> tuple[list, list, list]:
        client = signed_in("marine")
        rows = csv.DictReader(
            line
            for line in io.StringIO(client.get("/echoes/figures.csv").text.lstrip("\ufeff"))
            if not line.startswith("#")
        )
        told = network(capsys)["figures"]
        return (
            [one for one in client.get("/echoes/figures.json").json()["figures"] if one["value"] is not None],
            [row for row in rows if row["value"]],
            [cell for parts in told.values() for cells in parts.values() for cell in cells.values() if "value" in cell],
        )

    assert all(values())
    set_floor(60, by=world.sofia)
    assert values() == ([], [], [])
