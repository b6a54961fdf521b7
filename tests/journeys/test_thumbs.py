"""On a phone what one presses is at least 44 pixels high: a thumb in a corridor, on the pages of leaders and of echoes. A link inside a sentence
keeps the height of its line (WCAG 2.5.8), and what is drawn has a table beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401 (a week whose figures are known)
from tests.windows import visit

TOO_LOW = """() => [...document.querySelectorAll("main :is(button, summary, select, .button, .tablist a, .toc a, input:not([type=hidden], [type=checkbox], [type=radio]))")]
    .filter(one => one.checkVisibility() && !one.closest(".hidden-text, p:not(:has(> .button))") && one.getBoundingClientRect().height < 43.9)
    .map(one => `${one.outerHTML.slice(0, 90)} ${one.getBoundingClientRect().height}`)"""
PAGES = {
    "marine": ["/accompaniment/", "/accompaniment/?view=board", "/accompaniment/yves/", "/accompaniment/programme/", "/echoes/", "/echoes/board/", "/echoes/leaders/", "/echoes/method/", "/what-parvis-measures/?all=1"],
    "thomas": ["/quarter/", "/quarter/slots/", "/path/", "/companions/", "/doors/new/", "/doors/standing/"],
    "nadia": ["/doors/", "/doors/{door}/", "/me/echoes/", "/what-parvis-measures/"],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("who", PAGES)
def test_what_one_presses_is_high_enough_for_a_thumb(browser, world, frozen_week, who):  # noqa: F811
    door = door_of(world)
    asked_unsigned(door, "Qui décide", world.karim)
    page = browser(who)
    page.set_viewport_size({"width": 390, "height": 844})
    found = {}
    for address in PAGES[who]:
        visit(page, address.format(door=door.pk))
        found[address] = page.evaluate(TOO_LOW)
    assert {address: low for address, low in found.items() if low} == {}


@pytest.mark.slow
def test_what_is_measured_is_printed_unfolded(browser, world):
    page = browser("nadia")
    visit(page, "/what-parvis-measures/")
    inside = page.locator("#measure-post dl")
    expect(inside).not_to_be_visible()
    page.emulate_media(media="print")
    expect(inside).to_be_visible()


@pytest.mark.slow
def test_on_a_phone_the_visit_is_noted_from_anywhere_in_the_sheet(browser, world):
    """The button stays above the bar of the phone while one writes: nobody scrolls to the end of a sheet in a corridor."""
    page = browser("marine")
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, "/accompaniment/yves/")
    page.locator("#id_saw").scroll_into_view_if_needed()
    expect(page.get_by_role("button", name="Noter la visite")).to_be_in_viewport(ratio=1)


@pytest.mark.slow
def test_refused_the_form_of_a_door_keeps_its_fields_side_by_side_level(browser, world):
    page = browser("thomas")
    visit(page, "/doors/new/")
    page.locator("form.card").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    expect(page.locator(".opening__when .wrong")).to_have_count(1)
    tops = page.locator(".opening__when :is(input, select)").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")  # fmt: skip
    assert max(tops) - min(tops) < 1
