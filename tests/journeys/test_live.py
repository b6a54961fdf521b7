"""Two windows and the server of streams, in a process of its own as in life: what one does is offered to the other as it happens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import expect

from parvis.kernel import turns
from parvis.leadership import answering_doors, asking
from parvis.leadership.tests.door_scenes import door_of
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from tests.windows import becomes, visit

ROOT = Path(__file__).resolve().parents[2]
# The pages of a test and its streams are on two ports, as in a trial; the policy of the pages was made before the port was known.
FREE = {"bypass_csp": True}


def database_url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


@pytest.fixture
def streams(browser, settings, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.PARVIS = settings.PARVIS.model_copy(update={"live": f":{port}"})
    env = dict(os.environ) | {
        "PARVIS_MODE": "test", "PARVIS_DATA_DIR": str(tmp_path), "DATABASE_URL": database_url(), "PARVIS_HOSTS": "localhost,127.0.0.1,testserver",
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT), "PARVIS_SECRET_KEY": settings.SECRET_KEY, "REDIS_URL": "",
    }  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "django", "live", "--host", "127.0.0.1", "--port", str(port)], env=env, cwd=ROOT
    )
    try:
        for _try in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield server
    finally:
        server.terminate()
        server.wait(20)


def listens(page) -> None:
    """The stream of the page is open."""
    expect(page.locator("html[data-live]")).to_have_count(1)


def test_a_comment_is_offered_in_the_other_window(browser, streams, world):
    post = publish_new(Sheet(body="On teste le rappel ?", community=world.place("relation-client")), by=world.cleo)
    cleo = browser("cleo", **FREE)
    visit(cleo, f"/posts/{post.pk}/")
    listens(cleo)
    comment_on(post, "Oui, dès lundi.", by=world.nadia)
    offer = cleo.locator("#new-said")
    expect(offer).to_have_text("1 nouveau commentaire")
    expect(cleo.locator(".comment__words")).to_have_count(0)  # nothing moved under one's eyes
    expect(cleo.locator(f"#post-{post.pk} footer")).to_contain_text("1 commentaire")
    react(post, "bravo", by=world.nadia)
    expect(cleo.locator(f"#react-{post.pk}")).to_contain_text("· 1")
    turns.take()  # the engine decides who hears: here no worker runs
    expect(cleo.locator(".bell__count")).to_have_text("2")  # one of the comment, one of the reaction
    expect(cleo.locator("a.bell[data-waiting]")).to_have_attribute("aria-label", "2 notifications à lire")
    offer.get_by_role("link").click()
    expect(cleo.locator(".comment__words")).to_contain_text("dès lundi")
    expect(cleo.locator("#new-said")).to_be_hidden()


def test_a_post_is_offered_on_the_home_page_and_a_cut_loses_none(browser, streams, world):
    place = world.place("relation-client")
    publish_new(Sheet(body="La première", community=place), by=world.cleo)
    karim = browser("karim", **FREE)
    visit(karim, "/")
    listens(karim)
    publish_new(Sheet(body="La deuxième", community=place), by=world.nadia)
    expect(karim.locator(".news")).to_have_text("1 nouvelle publication")
    karim.context.set_offline(True)
    expect(karim.locator("html[data-live]")).to_have_count(0)
    publish_new(Sheet(body="La troisième", community=place), by=world.nadia)
    karim.context.set_offline(False)
    expect(karim.locator(".news")).to_have_text("2 nouvelles publications")
    karim.locator(".news a").click()
    expect(karim.locator("#cards")).to_contain_text("La troisième")


def test_a_question_and_its_answer_come_to_a_door_by_themselves(browser, streams, world):
    door = door_of(world, opened=True)
    nadia = browser("nadia", **FREE)
    visit(nadia, f"/doors/{door.pk}/")
    listens(nadia)
    polls: list[str] = []
    nadia.on("request", lambda request: polls.append(request.url) if "/doors/" in request.url else None)
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    expect(nadia.locator(".asked-list")).to_contain_text("Et la ligne 3")
    answering_doors.answer(asked, "Elle reste.", by=world.thomas)
    expect(nadia.locator(".told")).to_contain_text("Elle reste.")
    nadia.wait_for_timeout(6000)  # longer than the pause between two polls
    assert len(polls) == 2  # one for the question, one for its answer: the page no longer asks by itself


def test_signing_out_elsewhere_ends_the_stream(browser, streams, world):
    nadia = browser("nadia", **FREE)
    listens(nadia)
    other = nadia.context.new_page()
    visit(other, "/")
    other.evaluate("document.querySelector(\"form[action='/sign-out/']\").submit()")
    becomes(nadia, "!('live' in document.documentElement.dataset)")


def test_without_the_server_the_page_is_as_it_was(browser, world):
    nadia = browser("nadia")
    visit(nadia, "/")
    expect(nadia.locator("[data-behaviour=live]")).to_have_count(0)
    expect(nadia.locator("html[data-live]")).to_have_count(0)
