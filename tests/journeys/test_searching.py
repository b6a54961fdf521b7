"""Searching by keyboard in a real browser, on a large screen and on a phone; and what is found without JavaScript is the same page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.posts.publishing import Sheet, publish_new
from parvis.search import checking
from tests.test_browser import browser, pytestmark, sign_in  # noqa: F401 (fixtures)
from tests.windows import becomes, focused, patient, visit


@pytest.fixture
def said(world):
    publish_new(Sheet(body="La navette du quai sud part à 7 h 40.", community=world.place("la-place")), by=world.cleo)
    checking.repair_all()


def test_the_key_brings_to_the_box_and_arrows_walk_what_is_offered(browser, live_server, world, said):  # noqa: F811
    page = patient(browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900}).new_page())
    sign_in(page, live_server, "nadia")
    page.keyboard.press("/")
    focused(page, "#bar-q")
    page.keyboard.type("mar")
    expect(page.locator(".offered a").first).to_contain_text("Mar")
    page.keyboard.press("ArrowDown")
    focused(page, ".offered a")
    page.keyboard.press("Escape")
    focused(page, "#bar-q")
    expect(page.locator(".offered")).to_have_count(0)
    page.locator("#bar-q").fill("navettes")
    page.keyboard.press("Enter")
    expect(page.locator(".found mark")).to_have_text("navette")


def test_on_a_phone_nothing_found_becomes_a_question(browser, live_server, world, said):  # noqa: F811
    page = patient(browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844}).new_page())
    sign_in(page, live_server, "nadia")
    page.keyboard.press("/")  # where the box of the bar is hidden
    page.wait_for_url("**/search/")
    visit(page, live_server.url)
    page.locator(".search-go").click()
    page.locator("#search-q").fill("passerelle des brumes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Poser la question")).to_be_visible()
    becomes(page, "document.documentElement.scrollWidth <= 390")
    page.get_by_role("link", name="Poser la question").click()
    expect(page.locator("form textarea[name=body], .editor").first).to_contain_text("passerelle")
    visit(page, f"{live_server.url}/search/?q=navettes")
    page.keyboard.press("/")
    focused(page, "#search-q")
