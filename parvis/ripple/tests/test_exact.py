"""A small network made with the verbs, its figures computed by hand."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command

from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.kernel.thresholds import Shown, Withheld
from parvis.people.departing import depart
from parvis.people.models import Person, Unit
from parvis.posts.commenting import comment_on, withdraw_comment
from parvis.posts.publishing import Sheet, draft, publish
from parvis.posts.reacting import react, take_back
from parvis.ripple import frozen
from parvis.ripple.models import Panel
from parvis.ripple.rolling import WEEK, last_monday, midnight, roll


@pytest.fixture
def crowd(world):
    """Thirty more, half in each of two units, let in a year ago."""
    units = []
    for name in ("nord", "sud"):
        unit = Unit(name=name, slug=f"x-{name}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        units.append(unit)
    people = []
    for n in range(30):
        person = Person(id=imported_id(clock.now() - dt.timedelta(days=364), f"crowd{n}"), handle=f"crowd{n}", name=f"Crowd {n}", unit=units[n % 2])  # fmt: skip
        person.chain = f"/{person.pk}/"
        person.save(force_insert=True)
        people.append(person)
    return people


@pytest.fixture
def frozen_week(world, crowd, monkeypatch):
    """Twelve post, twelve others comment one each, six authors answer; one reacts to five and takes one back; a comment is withdrawn; Karim comments
    and leaves. Then it is next Monday."""
    posts = [publish(draft(Sheet(body=f"Mot numéro {n} de la semaine."), by=crowd[n]), by=crowd[n]) for n in range(12)]
    comments = [comment_on(posts[n], f"Réponse {n}.", by=crowd[12 + n]) for n in range(12)]
    for n in range(6):
        comment_on(posts[n], f"Merci {n}.", by=crowd[n], to=comments[n])
    for n in range(5):
        react(posts[n], "useful", by=crowd[24])
    take_back(posts[4], by=crowd[24])
    withdraw_comment(comment_on(posts[7], "Je retire.", by=crowd[25]), by=crowd[25])
    comment_on(posts[0], "Je pars.", by=world.karim)
    depart(world.karim, by=world.sofia)
    week = last_monday(clock.now()) + WEEK
    monkeypatch.setattr(clock, "now", lambda: midnight(week) + dt.timedelta(hours=3))
    roll(week)
    return crowd


def whole(measure):
    found = frozen.figure(measure)
    assert isinstance(found, Shown), found
    return found


def test_by_hand(frozen_week):
    # 8 of the cast are here (a guest, one who left long ago and Karim are not) and 30: 38 people, 24 voices, one who only reacted.
    taking_part = whole("participation")
    assert (taking_part.people, taking_part.value) == (
        38,
        {"reader": "<= 0.10", "reactor": "<= 0.10", "voice": 0.63, "silent": 0.34},
    )
    assert whole("rungs").value["current"] == [15, 0, 0, 0, 10, 10, 0, 0]  # 13, 0, 0, 1, 12, 12 by fives
    assert whole("first_voices").value == {"count": 25, "at_risk": 40, "hazard": 0.625}  # 24 of 38, said as 25 of 40
    hazards = whole("hazards").value  # 18 commented for the first time, 12 posted; fewer than five reacted
    assert hazards == {"reader": None, "reactor": None, "commenter": round(20 / 40, 4), "poster": round(10 / 40, 4)}
    # 24 voices wrote 30: six wrote two. Gini = sum (2i - 25) x / (24 × 30) = 108 / 720.
    assert whole("concentration").value["gini"] == 0.15
    assert whole("two_way").value == {"pairs": 16, "two_way": 6, "share": 0.375}  # 12 answered and 4 reacted to
    replies = whole("replies").value
    assert (replies["posts"], replies["answered"], replies["median_hours"]) == (12, ">= 0.90", 0)
    assert whole("questions").value == {"posts": 12, "share": "<= 0.10", "unanswered": 0}
    assert frozen.figure("crossing") == Withheld(
        "few-events"
    )  # 14 ties inside and 2 between units: the index would tell the 2
    # Commenters: 9 of one unit and 9 of the other, of three units: (1 - 1/2) × 3/2.
    assert whole("diversity").value == {"blau": 0.75}
    assert whole("greeted").value == {"first_voices": 20, "answered_24h": 0.75}  # 12 posts, 6 of 12 comments
    assert whole("new_ties").value["ties"] == 16


def test_parts_are_hidden_with_the_small_one(frozen_week):
    units = frozen.figures("participation", "unit")
    assert sorted(getattr(one, "reason", "shown") for one in units.values()) == ["complement", "few-people", "shown"]
    assert set(frozen.figures("bridges", "unit×unit").values()) <= {
        Withheld("few-events"),
        Withheld("complement"),
        Withheld("few-people"),
    }


def test_the_panel_counts_by_unit(frozen_week):
    north = Panel.objects.get(unit=frozen_week[0].unit_id)
    assert (north.people, north.silent, north.activated, north.first, north.voices, north.contributions) == (
        15,
        15,
        12,
        12,
        12,
        15,
    )


def test_the_command_prints_what_is_frozen(frozen_week, capsys):
    call_command("ripple", "network", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["figures"]["two_way"]["all"][""] == {
        "people": 25,
        "value": {"pairs": 16, "two_way": 6, "share": 0.375},
    }
    call_command("ripple", "roll", "--json")
    assert json.loads(capsys.readouterr().out) == {"frozen": []}
