"""Two windows and the server of streams, in a process of its own as in life: what one does is offered to the other as it happens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.kernel import turns
from parvis.leadership import answering_doors, asking
from parvis.leadership.tests.door_scenes import door_of
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from tests.streaming import FREE, Nodes, free_port, listens
from tests.windows import becomes, visit


@pytest.fixture
def streams(browser, settings, tmp_path):
    """The server of streams; called again, it starts one in the place of the last."""
    port = free_port()
    settings.PARVIS = settings.PARVIS.model_copy(update={"live": f":{port}"})
    nodes = Nodes(tmp_path, settings.SECRET_KEY)
    nodes.start(port)
    try:
        yield nodes
    finally:
        nodes.stop()


def is_watched(page) -> None:
    """The stream is open, and its server has read the door as the page shows it (it does each quarter of a second)."""
    listens(page)
    page.wait_for_timeout(2000)


def test_a_comment_is_offered_in_the_other_window(browser, streams, world):
    post = publish_new(Sheet(body="On teste le rappel ?", community=world.place("relation-client")), by=world.cleo)
    cleo = browser("cleo", **FREE)
    visit(cleo, f"/posts/{post.pk}/")
    listens(cleo)
    comment_on(post, "Oui, dès lundi.", by=world.nadia)
    asked: list[str] = []
    cleo.on("request", lambda request: asked.append(request.url) if "/posts/heard/" in request.url else None)
    offer = cleo.locator("#new-said")
    expect(offer).to_have_text("1 nouveau commentaire")
    expect(cleo.locator(".comment__words")).to_have_count(0)  # nothing moved under one's eyes
    expect(cleo.locator(f"#post-{post.pk} footer")).to_contain_text("1 commentaire")
    assert asked == []  # the number came with the news
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
    karim.wait_for_timeout(
        6000
    )  # what was published as the page was drawn is asked for, and soon after it everything is
    asked: list[str] = []
    karim.on("request", lambda request: asked.append(request.url) if "/home/new/" in request.url else None)
    publish_new(Sheet(body="La deuxième", community=place), by=world.nadia)
    expect(karim.locator(".news")).to_have_text("1 nouvelle publication")
    assert asked == []  # how many came with the news
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
    is_watched(nadia)
    polls: list[str] = []
    nadia.on("request", lambda request: polls.append(request.url) if "/doors/" in request.url else None)
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    expect(nadia.locator(".asked-list")).to_contain_text("Et la ligne 3")
    answering_doors.answer(asked, "Elle reste.", by=world.thomas)
    expect(nadia.locator(".told")).to_contain_text("Elle reste.")
    nadia.wait_for_timeout(6000)  # longer than the pause between two polls
    assert polls == []  # both came with the news, and the page no longer asks by itself


def at_a_door(browser, world):
    """An open door, its first question, and Nadia's page, which watches it."""
    door = door_of(world, opened=True)
    first = asking.ask(door, "La première", by=world.cleo)
    nadia = browser("nadia", **FREE)
    visit(nadia, f"/doors/{door.pk}/")
    is_watched(nadia)
    return door, first, nadia


def test_what_came_with_the_news_is_pressed_and_what_was_there_stays(browser, streams, world):
    door, first, nadia = at_a_door(browser, world)
    nadia.evaluate(f"document.getElementById('question-{first.pk}').kept = true")
    nadia.locator(f"#vote-{first.pk}").focus()
    asked = asking.ask(door, "Et la ligne 3", by=world.karim)
    for who in (world.helene, world.paul):
        asking.me_too(asked, by=who)
    expect(nadia.locator(f"#vote-{asked.pk} strong")).to_have_text("2")
    assert nadia.evaluate(f"document.getElementById('question-{first.pk}').kept")
    assert nadia.evaluate("document.activeElement.id") == f"vote-{first.pk}"
    expect(nadia.locator(".asked").first).to_contain_text("Et la ligne 3")  # most asked
    nadia.locator(f"#vote-{asked.pk}").click()
    expect(nadia.locator(f"#vote-{asked.pk}")).to_have_attribute("aria-pressed", "true")
    asking.me_too(asked, by=world.yves)
    expect(nadia.locator(f"#vote-{asked.pk} strong")).to_have_text("4")
    expect(nadia.locator(f"#vote-{asked.pk}")).to_have_attribute("aria-pressed", "true")  # still hers
    answering_doors.answer(asked, "Elle reste.", by=world.thomas)
    expect(nadia.locator("#said")).to_contain_text("Thomas vient de répondre")


def test_a_page_that_lacks_something_asks_for_the_list(browser, streams, world):
    door, first, nadia = at_a_door(browser, world)
    nadia.evaluate(f"document.getElementById('question-{first.pk}').remove()")
    asking.ask(door, "Et la ligne 3", by=world.karim)
    expect(nadia.locator(".asked-list")).to_contain_text("La première")
    expect(nadia.locator(".asked-list")).to_contain_text("Et la ligne 3")


def test_signing_out_elsewhere_ends_the_stream(browser, streams, world):
    nadia = browser("nadia", **FREE)
    listens(nadia)
    other = nadia.context.new_page()
    visit(other, "/")
    other.evaluate("document.querySelector(\"form[action='/sign-out/']\").submit()")
    becomes(nadia, "!('live' in document.documentElement.dataset)")


def test_a_server_that_starts_again_is_found_again(browser, streams, world):
    nadia = browser("nadia", **FREE)
    listens(nadia)
    streams.running[-1].terminate()
    assert streams.running[-1].wait(20) == 0
    becomes(nadia, "!('live' in document.documentElement.dataset)")
    streams.start()
    listens(nadia)


def test_without_the_server_the_page_is_as_it_was(browser, world):
    nadia = browser("nadia")
    visit(nadia, "/")
    expect(nadia.locator("[data-behaviour=live]")).to_have_count(0)
    expect(nadia.locator("html[data-live]")).to_have_count(0)
