"""A real browser, and a small conversation to live in."""

from __future__ import annotations

import pytest

from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Ballot, Sheet, publish_new
from tests.windows import CHROMIUM, FLAGS, lively, patient


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path) and "browser" in getattr(item, "fixturenames", []):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"))
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def browser(transactional_db, chromium, live_server, world):
    """`browser()` is a new window of the network: page.goto("/") works."""
    opened = []

    def window(who: str = "", **options: object):
        context = chromium.new_context(
            service_workers="block",  # what a test routes must not pass beside it
            base_url=live_server.url,
            **{"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}, **options},
        )
        opened.append(context)
        page = patient(context.new_page())
        if who:
            page.goto("/demo/")
            page.locator(f"form[action='/demo/sign-in/{who}/'] button").click()
            page.wait_for_url(f"{live_server.url}/")
            lively(page)
        return page

    yield window
    for context in opened:
        context.close()


@pytest.fixture
def said(world):
    place = world.place("relation-client")
    note = publish_new(Sheet(body="On a testé le rappel #relance avec @cleo.", community=place), by=world.nadia)
    comment = comment_on(note, "Combien de clients ?", by=world.karim)
    question = publish_new(Sheet(kind="question", body="Qui charge le soir ?"), by=world.paul)
    answer = comment_on(question, "Nous, le jeudi.", by=world.nadia)
    poll = publish_new(
        Sheet(kind="poll", body="Quel jour ?", community=place, poll=Ballot(["lundi", "mardi"])), by=world.cleo
    )
    return {
        "note": note,
        "comment": comment,
        "question": question,
        "answer": answer,
        "poll": poll,
        "people": list(Person.objects.all()),
    }
