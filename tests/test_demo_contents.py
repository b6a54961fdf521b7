"""What the demo organisation is told: each name in it is somebody's, and nobody speaks where they would not be let in."""

from __future__ import annotations

import collections

import yaml

from demo.building import CONTENT, Demo
from demo.speaking import WORDS


def test_first_words_are_said_by_somebody_who_may_to_somebody_there():
    plan = yaml.safe_load((CONTENT / "organisation.yaml").read_text())
    demo = Demo()
    posts = {entry["key"]: entry for entry in demo.entries()}
    closed = {place["slug"] for place in plan["communities"] if place["kind"] != "open"}
    people = {one["handle"] for one in plan["people"]}
    made_up = collections.Counter(one["unit"] for one in demo.plans() if one["handle"] not in people)
    rows = yaml.safe_load(WORDS.read_text())
    assert len(rows) > 80
    for row in rows:
        assert posts[row["to"]].get("in") not in closed, row
        assert row.get("answer", {"by": "helene"})["by"] in people, row
    asked = collections.Counter(row["unit"] for row in rows)
    assert all(made_up[unit] >= count for unit, count in asked.items())


def test_it_is_the_same_organisation_each_time():
    assert [one["name"] for one in Demo().plans()] == [one["name"] for one in Demo().plans()]
