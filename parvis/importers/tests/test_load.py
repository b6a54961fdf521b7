"""The social-network set, loaded and read through our own reads: the answers must be the expected ones, in their order."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from parvis.feed.contacts import latest_words_of, latest_words_of_contacts
from parvis.importers.ldbc import Network
from parvis.importers.loading import load, missing
from parvis.people.models import Person
from parvis.posts.models import Comment, Post
from parvis.posts.screens import replies_under

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data" / "ldbc_snb_small"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="../shared/data/ldbc_snb_small is not beside the project")


def expected(name: str):
    lines = (FOLDER / "expected" / f"{name}.jsonl").read_text().splitlines()[1:]
    for line in lines:
        answer = json.loads(line)
        yield answer["params"], answer["rows"]


@pytest.fixture
def net(db):
    network = Network(FOLDER)
    load(network, progress=lambda *_: None)
    return network


def test_the_set_gives_the_expected_answers(net):
    before = {model: model.objects.count() for model in (Person, Post, Comment)}
    load(net, progress=lambda *_: None)  # again: nothing doubles
    assert before == {model: model.objects.count() for model in (Person, Post, Comment)}
    assert all(there == here for _title, there, here in missing(net))

    people = Person.objects.in_bulk()
    for params, rows in expected("complex-2"):
        viewer = people[net.persons[params["personId"]]]
        until = dt.datetime.fromtimestamp(params["maxDate"] / 1000, tz=dt.UTC)
        found = [net.sources[m.pk] for m in latest_words_of_contacts(viewer, until=until, limit=20)]
        assert found == [row[3] for row in rows], params
    for params, rows in expected("short-2"):
        person = people[net.persons[params["personId"]]]
        assert [net.sources[m.pk] for m in latest_words_of(person, person, limit=10)] == [row[0] for row in rows], (
            params
        )
    viewer = next(iter(people.values()))
    messages = net.posts | net.comments
    for params, rows in expected("short-7"):
        message = messages[params["messageId"]]
        row = (Post if message.post is None else Comment).objects.get(pk=message.id)
        assert [net.sources[m.pk] for m in replies_under(viewer, row)] == [row[0] for row in rows], params
