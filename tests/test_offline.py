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
    page.goto(f"{live_server.url}/people/")
    expect(page.locator("h1")).to_have_text("Pas de réseau")
    expect(page.locator("form[data-behaviour=offline][data-attached]")).to_have_count(1)
    page.fill("textarea[name=body]", "Écrit dans le train")
    expect(page.locator("[data-says]")).to_have_text("Gardé sur cet appareil")
    context.set_offline(False)
    # A copy nobody has touched for a minute is given to the server by the next page where one writes.
    page.clock.set_fixed_time(dt.datetime.now() + dt.timedelta(minutes=3))
    with page.expect_response(lambda answer: answer.url.endswith("/drafts/") and answer.request.method == "POST"):
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
