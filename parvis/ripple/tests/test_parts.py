"""By unit and by community: what is told of nobody is no column, what tells nothing is no row; both are said in a line, with the reason once."""

from __future__ import annotations

import re

import pytest

from parvis.people.models import Unit
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401

HEADS = re.compile(r'<th scope="col">([^<]*)</th>')


@pytest.fixture
def by_unit(frozen_week):  # noqa: F811
    """Of the first of three units something is told; of the two others nothing, and for one reason. How many fell silent is told of none."""
    snapshot = Snapshot.objects.get()
    Figure.objects.filter(partition__in=("unit", "community")).delete()
    for name in ("ouest", "est"):
        unit = Unit(name=f"Équipe {name}", slug=f"part-{name}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        Figure.objects.create(snapshot=snapshot, measure="participation", partition="unit", cell=str(unit.pk), people=3, withheld="few-people")  # fmt: skip
    told = str(frozen_week[0].unit_id)
    Figure.objects.create(snapshot=snapshot, measure="participation", partition="unit", cell=told, people=20, value={"voice": 0.5, "reactor": 0.2})  # fmt: skip
    return Figure.objects.create(snapshot=snapshot, measure="fallback", partition="unit", cell=told, people=4, withheld="few-people")  # fmt: skip


def part(client) -> str:
    return client.get("/echoes/").text.split("<h3>Par équipe</h3>")[1].split("</section>")[0]


def test_a_column_told_of_nobody_is_a_line(signed_in, by_unit):
    client = signed_in("marine")
    told = part(client)
    assert HEADS.findall(told) == ["Équipe", "Ont écrit", "Ont réagi"]
    assert "«\u00a0Se sont tus\u00a0» n’est dit pour aucune\u00a0: trop peu de personnes." in told
    Figure.objects.filter(pk=by_unit.pk).update(people=20, value={"share": 0.2}, withheld="")
    told = part(client)
    assert HEADS.findall(told) == ["Équipe", "Ont écrit", "Ont réagi", "Se sont tus"]
    assert "«\u00a0Se sont tus\u00a0»" not in told


def test_rows_of_which_nothing_is_told_are_one_line_with_the_reason_once(signed_in, by_unit):
    told = part(signed_in("marine"))
    assert told.count('<th scope="row">') == 1
    assert "Équipe est, Équipe ouest (trop peu de personnes)." in told


def test_before_anything_is_told_there_is_no_table(signed_in, by_unit):
    Figure.objects.filter(partition="unit").update(people=4, value=None, withheld="few-people")
    told = part(signed_in("marine"))
    assert "<table" not in told
    assert "n’est dit pour aucune" not in told
    assert "(trop peu de personnes)." in told
