"""The installed application without network: the last home page, a place to write, and nothing left after signing out."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from parvis.posts.publishing import Sheet, publish_new
from tests.test_browser import browser, sign_in  # noqa: F401 (a fixture)
from tests.windows import CHROMIUM, becomes, lively, patient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
READY = "navigator.serviceWorker.ready.then(() => true)"
KEPT = "caches.has('private')"


def test_home_and_words_without_network(browser, live_server, world):  # noqa: F811
    publish_new(Sheet(body="On a testé le rappel.", community=world.place("relation-client")), by=world.cleo)
    context = browser.new_context(locale="fr-FR")
    page = patient(context.new_page())
    sign_in(page, live_server, "nadia")
    assert page.evaluate(READY)
    page.reload()  # this time through the worker, which keeps it
    lively(page)
    becomes(page, KEPT)
    context.set_offline(True)
    page.goto(f"{live_server.url}/")
    expect(page.get_by_text("On a testé le rappel.").first).to_be_visible()
    expect(page.locator(".no-network")).to_contain_text("Pas de réseau")
    page.goto(f"{live_server.url}/share-to/?title=Le+titre&url=https%3A%2F%2Fintranet.example%2Fa")
    expect(page.locator("textarea[name=body]")).to_have_value("Le titre\nhttps://intranet.example/a")
    expect(page.locator("[data-says]")).to_have_text("Gardé sur cet appareil")
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{live_server.url}/people/")
    expect(page.locator("h1")).to_have_text("Pas de réseau")
    expect(page.locator("form[data-behaviour=offline][data-attached]")).to_have_count(1)
    page.fill("textarea[name=body]", "Écrit dans le train")
    expect(page.locator("[data-says]")).to_have_text("Gardé sur cet appareil")
    context.set_offline(False)
    # Copies nobody has touched for a minute are given to the server by the next page where one writes.
    page.clock.set_fixed_time(dt.datetime.now() + dt.timedelta(minutes=3))
    with page.expect_response(
        lambda answer: answer.url.endswith("/drafts/") and "train" in (answer.request.post_data or "")
    ):
        page.goto(f"{live_server.url}/posts/new/")
    page.goto(f"{live_server.url}/drafts/")
    expect(page.get_by_text("Écrit dans le train").first).to_be_visible()
    page.goto(f"{live_server.url}/")
    lively(page)
    page.locator(".bar details.menu > summary").click()
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    becomes(page, f"{KEPT}.then((is) => !is)")
    context.close()


def composer(page, live_server) -> None:
    """Opened later than a copy rests."""
    page.clock.set_fixed_time(dt.datetime.now() + dt.timedelta(minutes=3))
    page.goto(f"{live_server.url}/posts/new/")
    lively(page)
    expect(page.locator("form[data-behaviour=keep][data-attached]")).to_have_count(1)


def test_who_comes_next_on_the_same_browser_finds_nothing(browser, live_server, world):  # noqa: F811
    context = browser.new_context(locale="fr-FR")
    page = patient(context.new_page())
    sign_in(page, live_server, "nadia")
    assert page.evaluate(READY)
    page.reload()
    lively(page)
    becomes(page, KEPT)
    page.evaluate("localStorage.setItem('parvis:rehearsal-1-new', JSON.stringify({ at: Date.now(), body: 'Répété' }))")
    context.set_offline(True)
    page.goto(f"{live_server.url}/people/")
    expect(page.locator("form[data-behaviour=offline][data-attached]")).to_have_count(1)
    page.fill("textarea[name=body]", "Entre moi et moi")
    expect(page.locator("[data-says]")).to_have_text("Gardé sur cet appareil")
    context.set_offline(False)
    context.clear_cookies()  # her session has ended; nobody pressed "sign out"
    sign_in(page, live_server, "karim")
    lively(page)
    becomes(page, "localStorage.getItem('parvis-who') === 'karim'")
    composer(page, live_server)
    page.wait_for_timeout(1500)  # long enough for what it would give
    page.goto(f"{live_server.url}/drafts/")
    expect(page.get_by_text("Entre moi et moi")).to_have_count(0)
    context.set_offline(True)
    page.goto(f"{live_server.url}/people/")
    assert "Entre moi et moi" not in page.locator("textarea[name=body]").input_value()
    context.set_offline(False)
    context.clear_cookies()
    sign_in(page, live_server, "nadia")
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/") and answer.request.method == "POST"):
        composer(page, live_server)
    page.goto(f"{live_server.url}/drafts/")
    expect(page.get_by_text("Entre moi et moi").first).to_be_visible()
    assert page.evaluate("localStorage.getItem('parvis:rehearsal-1-new')"), "what is rehearsed is no copy of a draft"
    context.close()
