"""No page and no file of the echoes says a number from one to four about others, to anybody: few people are those people."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import itertools
import json
import re
from typing import Any

import pytest

from parvis.kernel import clock
from parvis.people.models import Mandate, Person, Unit
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from parvis.ripple import frozen
from parvis.ripple.models import Figure, Panel, Snapshot
from parvis.ripple.rolling import WEEK, last_monday, midnight, roll
from parvis.ripple.tests.test_exact import crowd  # noqa: F401
from parvis.ripple.urls import urlpatterns

ROLES = [
    "nadia",
    "helene",
    "marine",
    "karim",
    "sofia",
]  # an employee, a leader, a communicator, a host, an administrator
# About no others: what is measured and how it is computed; one's own page; the weeks that are frozen. A post's page names who spoke: below.
OF_NOBODY = {"measured", "method", "own", "beginning", "admin", "post"}
NOT_COUNTS = {"event", "weeks", "hours", "median", "median_hours", "p90_hours", "periods"}
DATES = r"\b\d{1,2}(er)?\s(janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)\w*\.?(\s\d{4})?"
OTHERS = r"\d+[,.]\d+|\d+\s?%|\d+\s?(h|min|j|jours?|sem\.?|semaines?)\b|[−-]\d+|0, tout le monde écrit autant . 1,|de −1 à 1|2022/23|\d{4,}"


@pytest.fixture
def small(world, crowd, monkeypatch):  # noqa: F811
    """A small organisation where little happens: two ties between units, three questions nobody answered, two posts of one leader, three teams."""
    week = last_monday(clock.now()) + WEEK
    posts = [publish_new(Sheet(body=f"Mot numéro {n}."), by=crowd[n]) for n in range(12)]
    first = [comment_on(posts[n], f"Réponse {n}.", by=crowd[12 + n]) for n in range(12)]
    for n in range(2):
        comment_on(posts[n], "Merci.", by=crowd[n], to=first[n])
        react(posts[n], "useful", by=crowd[25 + n])
    comment_on(posts[0], "Moi aussi.", by=crowd[13])
    comment_on(posts[1], "Moi aussi.", by=crowd[12])
    for n in range(3):
        publish_new(
            Sheet(kind="question", title=f"Qui sait {n} ?", body="?", community=world.place("la-place")), by=crowd[n]
        )
    for n in range(2):
        led = publish_new(Sheet(body=f"De la direction {n}."), by=world.helene)
        asked = [comment_on(led, "Et ?", by=crowd[k]) for k in range(12)]
        comment_on(led, "Oui.", by=world.helene, to=asked[0])
    Mandate.objects.exclude(person__handle__in=("helene", "thomas", "yves")).delete()
    units = []
    for handle in ("helene", "thomas", "yves"):
        unit = Unit(name=f"De {handle}", slug=f"of-{handle}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        Person.objects.filter(handle=handle).update(unit=unit)
        units.append(unit)
    for n in range(1, 40):
        snapshot = Snapshot.objects.create(week=week - n * WEEK, begun_at=clock.now(), cursor=0, frozen_at=clock.now())
        Panel.objects.bulk_create(Panel(snapshot=snapshot, unit=unit.pk, people=30, silent=20, activated=1, first=0, voices=3, contributions=5) for unit in units)  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: midnight(week) + dt.timedelta(hours=3))
    roll(week)
    return posts[0], led


def few_in_text(page: str) -> list[str]:
    """The numbers from one to four of what is read on a page, but for dates, durations, shares and indices."""
    main = page.split("<main")[1].split("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]*>", " ¦ ", main)).replace("\u00a0", " ").replace("\u202f", " ")
    text = re.sub(OTHERS, " ", re.sub(DATES, " ", text))
    return [text[max(0, one.start() - 40) : one.end() + 40] for one in re.finditer(r"(?<![\w/])[1-4](?![\w/])", text)]


def few_in(value: Any, path: str = "") -> list[str]:
    if isinstance(value, dict):
        return list(
            itertools.chain(*(few_in(one, f"{path}.{key}") for key, one in value.items() if key not in NOT_COUNTS))
        )
    if isinstance(value, list):
        return list(itertools.chain(*(few_in(one, path) for one in value)))
    return [f"{path}: {value}"] if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 5 else []


def few_in_csv(text: str) -> list[str]:
    rows = [row for row in csv.reader(io.StringIO(text.lstrip("\ufeff"))) if row and not row[0].startswith("#")]
    name, value = rows[0].index("name"), rows[0].index("value")
    found = []
    for row in rows[1:]:
        if row[name] not in NOT_COUNTS and re.fullmatch(r"[1-4]", row[value]):
            found.append(str(row))
        elif row[name] not in NOT_COUNTS and row[value].startswith(("[", "{")):
            found += few_in(json.loads(row[value]), row[name])
    return found


def looked_at(client) -> dict[str, list[str]]:
    """What is found on every page and in every file of the area that opens; the addresses come from the routes themselves."""
    found: dict[str, list[str]] = {}
    for route in urlpatterns:
        if route.name in OF_NOBODY:
            continue
        address = f"/{route.pattern}"
        response = client.get(address)
        if response.status_code == 404:
            continue
        kind = response.headers["Content-Type"]
        if "json" in kind:
            found[address] = few_in(response.json())
        elif "csv" in kind:
            found[address] = few_in_csv(response.text)
        elif "html" in kind:
            found[address] = few_in_text(response.text)
            other = client.get(address, headers={"accept": "application/json"})
            if "json" in other.headers["Content-Type"]:
                found[f"{address} (JSON)"] = few_in(other.json())
    return found


@pytest.mark.parametrize("handle", ROLES)
def test_no_page_and_no_file_says_few(signed_in, small, handle):
    found = looked_at(signed_in(handle))
    assert {"/echoes/"} <= found.keys()
    assert ("/echoes/leaders/" in found) is (handle in ("helene", "marine"))
    assert ("/echoes/figures.csv" in found) is (handle == "marine")
    assert {address: few for address, few in found.items() if few} == {}


def test_the_look_sees_what_there_is(signed_in, small):
    """The same look finds a few where a figure says so."""
    figure = Figure.objects.get(snapshot=frozen.latest(), measure="questions", partition="all")
    assert figure.value["unanswered"] is None  # three
    Figure.objects.filter(pk=figure.pk).update(value={**figure.value, "unanswered": 3})
    found = looked_at(signed_in("marine"))
    assert {address for address, few in found.items() if few} >= {"/echoes/", "/echoes/board/", "/echoes/figures.json", "/echoes/figures.csv"}  # fmt: skip


@pytest.mark.parametrize("handle", ["helene", "marine"])
def test_of_a_post_new_ties_and_first_voices_are_not_few(signed_in, small, handle):
    """Who spoke is written there with their names: it is counted as it is. What was before is not written there, and is counted from five on."""
    _first, led = small
    comment_on(led, "Je ne l’avais jamais dit.", by=Person.objects.get(handle="paul"))
    client = signed_in(handle)
    found = client.get(f"/posts/{led.pk}/echoes/", headers={"accept": "application/json"}).json()
    for told in (found["ties"]["new"], found["ties"]["new_at_four_steps"], found["first_voices"], found["elsewhere"]):
        assert "withheld" in told or told["value"] == 0 or told["value"] >= 5
