"""The effect of leaders: from the raw panel to a sentence, refused or said; who sees it; the drawing and the table say the same."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pytest

from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.people.models import Mandate, Person, Unit
from parvis.ripple import drawn
from parvis.ripple.estimating import Teams, judged, teams_of
from parvis.ripple.models import Figure, Panel, Snapshot
from parvis.ripple.rolling import WEEK, last_monday
from parvis.ripple.statistics.effects import NEVER

COHORT = np.array([5] * 10 + [NEVER] * 10)


def teams(effect: float, *, drawn: bool = False, lead: float = 0.0, cohort: np.ndarray = COHORT) -> Teams:
    """Twenty teams of forty silent people over twelve periods, ten in a hundred of whom speak; those that begin add `effect`, and the two
    periods before the beginning `lead`."""
    chance, period = np.random.default_rng(3), np.arange(12)[None, :]
    begun = (cohort[:, None] != NEVER) & (period >= cohort[:, None])
    rising = (cohort[:, None] != NEVER) & (period < cohort[:, None] - 1) & (period >= cohort[:, None] - 3)
    share = 0.10 + effect * begun + lead * rising
    return Teams(np.full((len(cohort), 12), 40.0), chance.binomial(40, share), cohort, drawn)


@pytest.mark.parametrize(
    ("given", "words", "refused"),
    [
        (teams(0.15, drawn=True), "caused", ""),
        (teams(0.15), "with", ""),
        (teams(0.0, drawn=True), "none", ""),
        (teams(0.15, lead=0.2), "cannot-tell", "leads"),
        (teams(0.15, cohort=np.array([5] * 7 + [NEVER] * 13)), "cannot-tell", "few-teams"),
        (teams(0.15, cohort=np.array([3] * 10 + [NEVER] * 10)), "cannot-tell", "few-periods"),
        (teams(0.15, cohort=np.full(20, NEVER)), "cannot-tell", "few-teams"),
    ],
)
def test_the_sentence_follows_the_data(given, words, refused):
    found = judged(given)
    assert (found["wording"], found["refused"]) == (words, refused)
    assert ("times" in found) is not bool(refused)
    if words == "caused":
        assert found["low"] < 2.5 < found["high"]
        assert found["p"] < 0.02


@pytest.fixture
def a_year(world):
    """Three leaders, each over a unit; Hélène has written three times long ago, Thomas sixty days ago, Yves twice. Forty weeks of panel."""
    Person.objects.filter(handle__in=("helene", "thomas", "yves")).update(unit=None)
    Mandate.objects.exclude(person__handle__in=("helene", "thomas", "yves")).delete()
    week, units = last_monday(clock.now()), []
    for n, handle in enumerate(("helene", "thomas", "yves")):
        unit = Unit(name=f"Team {n}", slug=f"team-{n}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        Person.objects.filter(handle=handle).update(unit=unit)
        units.append(unit)
    for handle, days in (("helene", (330, 320, 310)), ("thomas", (90, 80, 60)), ("yves", (20, 10))):
        for day in days:
            at = clock.now() - dt.timedelta(days=day)
            Entry.objects.create(id=imported_id(at, f"{handle}{day}"), kind="comment.made", by=world.people[handle], subject_type="posts.comment", subject_id=day, at=at)  # fmt: skip
    for n in range(40):
        at = week - n * WEEK
        snapshot = Snapshot.objects.create(week=at, begun_at=clock.now(), cursor=0, frozen_at=clock.now())
        Panel.objects.bulk_create(Panel(snapshot=snapshot, unit=unit.pk, people=30, silent=20, activated=1 + rank, first=0, voices=3, contributions=5) for rank, unit in enumerate(units))  # fmt: skip
    return week, units


def test_teams_and_their_beginnings_come_from_the_record(a_year):
    week, units = a_year
    found = teams_of(week)
    assert found is not None
    order = np.argsort([unit.pk for unit in units])
    assert found.silent.shape == (3, 10)
    assert found.activated[:, -1].tolist() == [4 * (1 + rank) for rank in order]
    began = dict(zip((("helene", "thomas", "yves")[rank] for rank in order), found.cohort.tolist(), strict=True))
    assert (began["helene"], began["yves"]) == (0, NEVER)
    assert began["thomas"] in (7, 8)
    assert not found.drawn


def test_a_drawn_order_begins_by_waves(a_year, world, monkeypatch):
    week, _units = a_year
    monkeypatch.setattr(drawn, "_providers", [lambda: {world.helene.pk: 1, world.thomas.pk: 2, world.yves.pk: 2}])
    found = teams_of(week)
    assert found is not None
    assert found.drawn
    assert sorted(found.cohort.tolist())[0] == 0
    assert len({period for period in found.cohort.tolist() if period}) == 1


@pytest.mark.parametrize(
    ("handle", "status"), [("marine", 200), ("helene", 200), ("nadia", 404), ("sofia", 404), ("gus", 404)]
)
def test_who_sees_it(signed_in, world, handle, status):
    client = signed_in(handle)
    assert client.get("/echoes/leaders/").status_code == status
    assert client.get("/echoes/method/").status_code == 200


def frozen_effect(value: dict) -> None:
    snapshot = Snapshot.objects.create(
        week=last_monday(clock.now()), begun_at=clock.now(), cursor=0, frozen_at=clock.now()
    )
    Figure.objects.create(snapshot=snapshot, measure="effect", partition="all", cell="", people=400, value=value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (teams(0.15, drawn=True), "ont fait parler environ"),
        (teams(0.15), "est allée de pair avec environ"),
        (teams(0.0), "est compatible avec aucun effet"),
        (teams(0.15, cohort=np.array([5] * 7 + [NEVER] * 13)), "au moins huit équipes"),
        (teams(0.15, lead=0.2), "différaient déjà"),
    ],
)
def test_it_is_said_in_words_and_the_table_is_the_drawing(signed_in, world, given, words):
    value = judged(given)
    frozen_effect(value)
    told = signed_in("helene").get("/echoes/leaders/").text
    assert words in told
    assert told.count("<circle") == len(value.get("events", []))
    rows = re.findall(r'<th scope="row">(-?\d+)</th><td>', told)
    assert [int(row) for row in rows] == [one["event"] for one in value.get("events", [])]


def test_before_the_first_week(signed_in, world):
    assert "Trop peu pour le dire" in signed_in("marine").get("/echoes/leaders/").text
