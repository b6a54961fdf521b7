"""The page of the network: who sees what of it, what is kept back said in words, drawings and tables that say the same, files that hold no more."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.people.models import Person, Unit
from parvis.ripple import measures
from parvis.ripple.drawing_network import curve_of
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.rolling import take
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401 (a week whose figures are known)

ALL = ["/echoes/", "/what-parvis-measures/"]
COMMUNICATORS = ["/echoes/board/", "/echoes/figures.csv", "/echoes/figures.json"]


@pytest.mark.parametrize(
    ("handle", "status"),
    [("marine", 200), ("nadia", 404), ("helene", 404), ("sofia", 404), ("gus", 404)],
)
def test_who_sees_what(signed_in, frozen_week, handle, status):  # noqa: F811
    client = signed_in(handle)
    assert [client.get(address).status_code for address in ALL] == [200, 200]
    assert [client.get(address).status_code for address in COMMUNICATORS] == [status] * 3
    told = client.get("/echoes/").text
    assert ("Par équipe" in told) is (status == 200)
    assert "Échos du réseau" in told


def test_before_the_first_week_it_says_what_will_come(signed_in, world):
    for handle in ("nadia", "marine"):
        assert "Les premiers chiffres arrivent un lundi" in signed_in(handle).get("/echoes/").text
    assert signed_in("marine").get("/echoes/board/").status_code == 200
    assert signed_in("marine").get("/echoes/figures.json").json()["figures"] == []


def test_what_is_kept_back_says_why(signed_in, frozen_week):  # noqa: F811
    Figure.objects.filter(measure="crossing").update(value=None, withheld="dominated")
    told = signed_in("nadia").get("/echoes/").text
    assert "Pas dit\u00a0: une seule personne en fait l’essentiel." in told


WITHHELD = [
    ("few-people", "trop peu de personnes pour un chiffre qui ne désigne personne"),
    ("few-events", "cela s’est produit moins de cinq fois"),
    ("complement", "retenu pour qu’un autre chiffre ne puisse pas être déduit"),
    ("dominated", "une seule personne en fait l’essentiel"),
]


@pytest.mark.parametrize(("reason", "words"), WITHHELD)
def test_each_figure_names_the_rule_that_keeps_it_back(signed_in, frozen_week, reason, words):  # noqa: F811
    """In the sentence, beside each figure, and in the tables beside the drawings: the true rule, wherever it stands."""
    Figure.objects.update(value=None, withheld=reason)
    Figure.objects.filter(partition__in=("unit", "community")).exclude(measure="participation").delete()
    told = signed_in("marine").get("/echoes/").text
    assert f"n’est pas dit\u00a0: {words}." in told  # the sentence
    assert told.count(f"Pas dit\u00a0: {words}.") >= 5  # who takes part, three answers, ties
    assert f'<td><span class="quiet net-why">{words}</span></td>' in told  # first voices, and a unit
    others = [other for _reason, other in WITHHELD if other != words]
    assert not [other for other in others if other in told]


def test_a_figure_that_has_not_moved_says_since_when(signed_in, frozen_week):  # noqa: F811
    since = Snapshot.objects.get().week - dt.timedelta(days=14)
    Figure.objects.filter(measure__in=("participation", "replies")).update(since=since)
    client = signed_in("marine")
    told = client.get("/echoes/").text
    assert told.count("depuis, moins de cinq personnes y ont changé quelque chose") == 2
    assert "comme le" in told  # in the table of units
    assert {one["as_on"] for one in client.get("/echoes/figures.json").json()["figures"]} == {None, str(since)}
    assert str(since) in client.get("/echoes/figures.csv").text


def test_a_share_nearly_of_all_is_said_roughly_and_why(signed_in, frozen_week):  # noqa: F811
    told = signed_in("nadia").get("/echoes/").text
    assert "sous cinquante, presque aucun et presque tous ne sont pas dits plus finement" in told


@pytest.mark.parametrize("handle", ["marine", "nadia", "helene", "sofia", "gus"])
def test_units_communities_and_where_a_question_waits_are_for_communicators(signed_in, frozen_week, world, handle):  # noqa: F811
    place = world.place("la-place")
    Figure.objects.filter(partition="community").delete()
    Figure.objects.create(snapshot=Snapshot.objects.get(), measure="questions", partition="community", cell=str(place.pk), people=20, value={"posts": 20, "share": 0.5, "unanswered": 7})  # fmt: skip
    told = signed_in(handle).get("/echoes/").text
    seen = [words in told for words in ("Communautés où une question attend une voix", "Par équipe", "Par communauté", "/echoes/figures.csv")]  # fmt: skip
    assert seen == [handle == "marine"] * 4
    assert 'href="/questions/"' in told  # for everybody: what waits in the places one reads


def test_the_matrix_says_what_is_frozen_on_both_sides_and_a_dash_for_the_rest(signed_in, frozen_week):  # noqa: F811
    one, other = Unit.objects.filter(slug__startswith="x-").order_by("pk").values_list("pk", flat=True)
    snapshot = Snapshot.objects.get()
    Figure.objects.filter(measure="bridges").delete()
    for cell, people, value, withheld in (
        (f"{one}:{other}", 14, {"ties": 23}, ""),
        (f"{one}:{one}", 12, {"ties": 7}, ""),
        (f"{other}:{other}", 6, None, "few-people"),
    ):
        Figure.objects.create(snapshot=snapshot, measure="bridges", partition="unit×unit", cell=cell, people=people, value=value, withheld=withheld)  # fmt: skip
    told = signed_in("nadia").get("/echoes/").text
    assert sorted(re.findall(r'class="net-cell net-cell--[1-4]">(\d+)<', told)) == ["23", "23", "7"]
    assert told.count('net-cell--0">–<') == 1


def test_the_curve_and_its_table_are_the_same_numbers():
    weeks = list(range(14))
    value = {"weeks": weeks, "survival": [1 - n / 20 for n in weeks], "low": [0.9 - n / 20 for n in weeks], "high": [1 - n / 40 for n in weeks], "median": 10}  # fmt: skip
    curve = curve_of(value)
    assert curve is not None
    assert [row[0] for row in curve.rows] == [0, 4, 8, 12, 13]
    points = [tuple(map(float, pair.split())) for pair in curve.line[1:].split("L")]
    for week, share, _low, _high in curve.rows:
        assert (round(week * 640 / 13, 1), round(150 - share * 150, 1)) in points


def test_files_hold_the_figures_that_are_shown_and_say_what_they_are_not_for(signed_in, frozen_week):  # noqa: F811
    client = signed_in("marine")
    found = client.get("/echoes/figures.json").json()
    assert "Jamais pour évaluer ni sanctionner" in found["purpose"]
    assert found["smallest_group"] == 10
    assert {one["measure"] for one in found["figures"]} <= {one.name for one in measures.measures()}
    assert all(one["value"] is None for one in found["figures"] if one["withheld"])
    assert all(one["people"] >= 10 for one in found["figures"] if one["value"] is not None)
    rows = list(csv.reader(io.StringIO(client.get("/echoes/figures.csv").text.lstrip("\ufeff"))))
    assert rows[0][0] == "# purpose"
    shown = {(row[0], row[1], row[2]) for row in rows if len(row) == 8 and row[5] and row[0] != "measure"}
    assert shown == {(one["measure"], one["partition"], one["cell"]) for one in found["figures"] if one["value"] is not None and any(v is not None for v in one["value"].values())}  # fmt: skip


def test_every_measure_is_on_the_page_and_no_other_can_be_frozen(signed_in, frozen_week):  # noqa: F811
    told = signed_in("nadia").get("/what-parvis-measures/").text
    assert re.findall(r'id="measure-([\w-]+)"', told) == [one.name for one in measures.measures()]
    with pytest.raises(KeyError):
        take("heartbeats", Snapshot.objects.get(), None)  # type: ignore[arg-type]


def test_statements_do_not_grow_with_units(signed_in, frozen_week):  # noqa: F811
    client = signed_in("marine")
    client.get("/echoes/")

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/echoes/").status_code == 200
        return len(seen)

    few = statements()
    snapshot = Snapshot.objects.get()
    for n in range(30):
        unit = Unit(name=f"<b>Équipe {n}</b>", slug=f"more-{n}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        Figure.objects.create(snapshot=snapshot, measure="participation", partition="unit", cell=str(unit.pk), people=20, value={"voice": 0.3, "reactor": 0.2, "reader": 0.1, "silent": 0.4})  # fmt: skip
    assert statements() == few <= 10
    told = client.get("/echoes/").text
    assert "&lt;b&gt;Équipe 7" in told
    assert "<b>Équipe" not in told


def test_it_speaks_english(signed_in, frozen_week):  # noqa: F811
    Person.objects.filter(handle="nadia").update(language="en")
    assert "Echoes of the network" in signed_in("nadia").get("/echoes/").text


def test_json_is_json(signed_in, frozen_week):  # noqa: F811
    assert json.loads(signed_in("marine").get("/echoes/figures.json").content)
