"""The effect of leaders: from the raw panel to a sentence, refused or said; who sees it; the drawing and the table say the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re

import numpy as np
import pytest
from django.core.management import call_command

from parvis.chronicle.models import Entry
from parvis.kernel import clock
from parvis.kernel.ids import first_id_at, imported_id
from parvis.people.models import Mandate, Person, Unit
from parvis.posts.commenting import comment_on, withdraw_comment
from parvis.posts.editing import withdraw
from parvis.posts.publishing import Sheet, publish_new
from parvis.ripple import drawn
from parvis.ripple.beginning import begun_at
from parvis.ripple.drawn import Lot, Place
from parvis.ripple.estimating import teams_of
from parvis.ripple.judging import Teams, judged
from parvis.ripple.models import Figure, Panel, Snapshot
from parvis.ripple.proof import FILE
from parvis.ripple.rolling import WEEK, last_monday
from parvis.ripple.statistics.effects import NEVER, randomisation
from parvis.ripple.tests.conversations import published, said

COHORT = np.array([5] * 10 + [NEVER] * 10)


def teams(effect: float, *, drawn: bool = False, lead: float = 0.0, cohort: np.ndarray = COHORT) -> Teams:
    """Twenty teams of forty silent people over twelve periods, ten in a hundred of whom speak; those that begin add `effect`, and the two
    periods before the beginning `lead`."""
    chance, period = np.random.default_rng(3), np.arange(12)[None, :]
    begun = (cohort[:, None] != NEVER) & (period >= cohort[:, None])
    rising = (cohort[:, None] != NEVER) & (period < cohort[:, None] - 1) & (period >= cohort[:, None] - 3)
    share = 0.10 + effect * begun + lead * rising
    return Teams(np.full((len(cohort), 12), 40.0), chance.binomial(40, share), cohort, drawn)


def few_spoke(count: int) -> Teams:
    """The same teams, where `count` silent people spoke in all, all of them in teams whose leader never begins."""
    spoke = np.zeros((20, 12), int)
    spoke[10:].flat[:count] = 1
    return dataclasses.replace(teams(0.0), activated=spoke)


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
        (
            teams(0.15, cohort=np.array([5] * 10 + [9] * 10)),
            "with",
            "",
        ),  # finished: until the ninth period there was somebody to compare with
        (teams(0.15, cohort=np.array([5] * 10 + [9] * 10), drawn=True), "caused", ""),
        (
            dataclasses.replace(teams(0.15), activated=teams(0.15).activated * (COHORT > 0)[:, None]),
            "cannot-tell",
            "few-on-a-side",
        ),
    ],
)
def test_the_sentence_follows_the_data(given, words, refused):
    found = judged(given)
    assert (found["wording"], found["refused"]) == (words, refused)
    assert ("times" in found) is not bool(refused)
    if words == "caused":
        assert found["low"] < 2.5 < found["high"]
        assert found["p"] < 0.02


def test_a_finished_programme_is_judged_until_somebody_was_left_to_compare_with():
    found = judged(teams(0.15, cohort=np.array([5] * 10 + [9] * 10), drawn=True))
    assert (found["begun"], found["waiting"], found["periods"], found["left_out"]) == (10, 10, 9, 3)
    assert {one["event"] for one in found["events"] if one["event"] >= 0} == {0, 1, 2, 3}
    chosen = judged(teams(0.15, cohort=np.array([5] * 10 + [9] * 10)))
    assert chosen["periods"] == 8  # the period before a beginning that one may have chosen is not compared with


def test_one_point_needs_teams_and_people_on_both_sides():
    """Six of the teams begin a period later: they stand behind fewer points; and nobody silent is left in the others at the end."""
    cohort = np.array([5] * 6 + [8] * 4 + [NEVER] * 10)
    found = {one["event"] for one in judged(teams(0.15, cohort=cohort))["events"]}
    assert max(found) == 6  # six teams; 10 would be too
    few = teams(0.15, drawn=True, cohort=np.array([6] * 4 + [8] * 6 + [NEVER] * 10))
    assert not judged(few)["refused"]
    assert max(one["event"] for one in judged(few)["events"]) == 3  # beyond, four teams
    gone = teams(0.15, cohort=cohort)
    gone.silent[10:, 11] = 0.5
    gone.activated[10:, 11] = 0
    assert max(one["event"] for one in judged(gone)["events"]) == 5


def test_the_test_by_other_orders_redraws_as_the_lot_was_drawn():
    """Two strata that differ: an order drawn within each says more than one dealt to all."""
    chance, stratum = np.random.default_rng(5), np.repeat([1, 2], 12)
    wave = np.tile([1, 2], 12)
    period = np.array([NEVER, 5, NEVER])
    lot = Lot(wave, stratum, np.arange(24), period)
    for _draw in range(50):
        other = lot.redrawn(chance)
        assert all((other[stratum == one] == 5).sum() == 6 for one in (1, 2))
    now = np.arange(12)[None, :]
    share = (
        0.2 + 0.5 * (stratum == 2)[:, None] * (now >= 5) + 0.06 * ((wave == 1)[:, None] & (now >= 5))
    )  # one stratum wakes up by itself
    cohort = lot.cohort(wave)
    noise = chance.normal(0, 0.03, share.shape)
    within = randomisation(share + noise, cohort, redraw=lot.redrawn, draws=300)
    assert within < 0.02
    assert randomisation(share + noise, cohort, draws=300) > 0.2
    teams_of_one = Lot(
        np.array([1, 2]), np.array([1, 1]), np.array([0, 0, 0, 1]), period
    )  # one leader, three teams: together
    assert {tuple(teams_of_one.redrawn(chance)) for _draw in range(40)} == {(5, 5, 5, NEVER), (NEVER, NEVER, NEVER, 5)}


@pytest.fixture
def a_year(world):
    """Three leaders, each over a unit; Hélène has written three times long ago, Thomas sixty days ago, Yves twice. Forty weeks of panel."""
    Person.objects.filter(handle__in=("helene", "thomas", "yves")).update(unit=None)
    Mandate.objects.exclude(person__handle__in=("helene", "thomas", "yves")).delete()
    week, units, now = last_monday(clock.now()), [], first_id_at(clock.now() - dt.timedelta(hours=1))
    post = published(world.sofia, clock.now() - dt.timedelta(days=350), place=world.place("la-place"))
    for n, handle in enumerate(("helene", "thomas", "yves")):
        unit = Unit(name=f"Team {n}", slug=f"team-{n}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        Person.objects.filter(handle=handle).update(unit=unit)
        units.append(unit)
    for handle, days in (("helene", (330, 320, 310)), ("thomas", (90, 80, 60)), ("yves", (20, 10))):
        for day in days:
            at = clock.now() - dt.timedelta(days=day)
            comment = said(post, "Oui.", world.people[handle], at)
            Entry.objects.create(id=imported_id(at, f"{handle}{day}"), kind="comment.made", by=world.people[handle], subject_type="posts.comment", subject_id=comment.pk, at=at)  # fmt: skip
    Entry.objects.filter(id__gte=now).delete()  # as if written on those days
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
    monkeypatch.setattr(
        drawn, "_providers", [lambda: {world.helene.pk: Place(1), world.thomas.pk: Place(2), world.yves.pk: Place(2)}]
    )
    found = teams_of(week)
    assert found is not None
    assert found.drawn
    assert sorted(found.cohort.tolist())[0] == 0
    assert len({period for period in found.cohort.tolist() if period}) == 1


def test_a_wave_begins_on_its_day_whatever_its_leaders_did(a_year, world, monkeypatch):
    week, _units = a_year
    day = week - 12 * WEEK
    places = {world.helene.pk: Place(1, 1, day), world.thomas.pk: Place(2, 1, week + WEEK), world.yves.pk: Place(2, 1, week + WEEK)}  # fmt: skip
    monkeypatch.setattr(drawn, "_providers", [lambda: places])
    found = teams_of(week)
    assert found is not None
    assert found.drawn
    assert sorted(found.cohort.tolist()) == [NEVER, NEVER, 7]  # ten periods of four weeks end this Monday


def test_what_was_withdrawn_is_no_beginning(world):
    leader, at = world.helene, clock.now()
    posts = [publish_new(Sheet(body=f"Mot {n}"), by=leader) for n in range(2)]
    comment = comment_on(posts[0], "Et ceci.", by=leader)
    assert begun_at(leader.pk) is not None
    withdraw_comment(comment, by=leader)
    assert begun_at(leader.pk) is None
    comment_on(posts[1], "Encore.", by=leader)
    assert begun_at(leader.pk) >= at - dt.timedelta(seconds=1)
    withdraw(posts[1], by=leader)
    assert begun_at(leader.pk) is None


def test_a_week_that_is_not_frozen_is_said_to_be_so(world, capsys):
    for options, words in (
        ((), "No week is frozen yet"),
        (("--week", "2026-01-05"), "not frozen"),
        (("--week", "2026-01-06"), "not a Monday"),
    ):
        with pytest.raises(SystemExit) as left:
            call_command("ripple", "effect", *options)
        assert left.value.code == 1
        assert words in capsys.readouterr().out
    frozen_effect(judged(teams(0.15)))
    call_command("ripple", "effect", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["effect"]["wording"] == "with"
    with pytest.raises(SystemExit):
        call_command("ripple", "effect", "--week", "2020-01-06", "--json")
    assert json.loads(capsys.readouterr().out)["withheld"] == "not-frozen"


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
        (teams(0.15, cohort=np.zeros(20, int)), "tous les dirigeants avaient commencé avant"),
        (teams(0.15, cohort=np.zeros(20, int)), "20 de plus avaient commencé avant"),
        (teams(0.15, cohort=np.full(20, NEVER)), "aucun dirigeant n’a commencé depuis"),
        (teams(0.15, cohort=np.array([5])), "au moins huit équipes"),
        (teams(0.15, cohort=np.array([3] * 10 + [NEVER] * 10)), "au moins quatre périodes de quatre semaines"),
        (few_spoke(19), "moins de vingt personnes silencieuses"),
        (few_spoke(20), "d’un des deux côtés"),
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


def test_the_table_says_what_is_drawn(signed_in, world):
    """Every point, both ends of its interval and of its band: heights in the drawing are the figures of the table on one scale."""
    frozen_effect(judged(teams(0.15, drawn=True)))
    told = signed_in("helene").get("/echoes/leaders/").text
    svg = told[told.index('<svg class="net-chart') : told.index("</svg>", told.index("net-chart"))]
    bands = [
        tuple(map(float, found)) for found in re.findall(r'class="net-band" d="M[\d.]+ (-?[\d.]+)V(-?[\d.]+)"', svg)
    ]
    bars = [
        tuple(map(float, found))
        for found in re.findall(r'class="net-interval[^"]*" d="M[\d.]+ (-?[\d.]+)V(-?[\d.]+)"', svg)
    ]
    dots = [float(found) for found in re.findall(r'cy="(-?[\d.]+)"', svg)]
    cells = re.findall(r'<th scope="row">-?\d+</th><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>', told)
    assert len(cells) == len(dots) == len(bars) == len(bands) > 5

    def numbers(words):
        return [float(one.replace(",", ".").replace("−", "-")) for one in re.findall(r"[-−]?\d+,\d", words)]

    heights, values = [], []
    for dot, bar, band, (value, interval, all_at_once) in zip(dots, bars, bands, cells, strict=True):
        heights += [dot, bar[1], bar[0], band[1], band[0]]
        values += [*numbers(value), *numbers(interval), *numbers(all_at_once)]
    slope, start = np.polyfit(values, heights, 1)
    assert slope < 0
    assert (
        np.max(np.abs(np.polyval((slope, start), values) - heights)) < 0.1 * abs(slope) + 0.2
    )  # a tenth of a point, a tenth of a pixel


def test_the_method_says_what_the_bench_found(signed_in, world):
    cases = json.loads(FILE.read_text())["cases"]
    told = signed_in("nadia").get("/echoes/method/").text
    assert len(cases) == 18
    for case in cases:
        assert f">{100 * case['covers']:.1f}</td>".replace(".", ",") in told
        assert 0.92 <= case["covers"] <= 0.98
        assert case["alarms"] <= 0.06 or not case["case"].endswith("none")
    held = [round(100 * case["covers"]) for case in cases]
    assert f"{min(held)} à {max(held)} fois sur 100" in told
    written = (FILE.parents[3] / "docs" / "performance.md").read_text()
    assert not [case for case in cases if f"| {100 * case['covers']:.1f} % |" not in written]


def test_before_the_first_week(signed_in, world):
    assert "Trop peu pour le dire" in signed_in("marine").get("/echoes/leaders/").text
