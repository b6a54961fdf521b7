"""In a real browser: a message signed by the service and by the person who wrote it; one mandate for several people at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.people.models import Mandate
from parvis.posts.models import ServiceSignature
from tests.journeys.test_keyboard import settled
from tests.journeys.test_reading_aloud import found_by_axe
from tests.windows import visit, written

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIGNED = "La communication, par Marine Lebrun"


@pytest.mark.parametrize("screen", [{}, PHONE])
def test_a_communicator_signs_with_the_service_and_her_name(browser, world, screen):
    page = browser("marine", **screen)
    visit(page, "/posts/new/")
    written(page)
    page.click(".rich__words")
    page.keyboard.type("La cantine ferme vendredi à midi.")
    page.get_by_label(SIGNED).check()
    page.click("button[data-audience]")
    settled(page, r"/posts/\d+/$")
    assert ServiceSignature.objects.get().post.author == world.marine
    theirs = browser("karim", **screen)
    expect(theirs.locator(".post__service")).to_have_text(SIGNED)
    expect(theirs.locator(".post .name").first).to_have_text("Marine Lebrun")
    assert not theirs.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    visit(theirs, "/posts/new/")
    expect(theirs.locator("[name=for_service]")).to_have_count(0)


@pytest.mark.parametrize("screen", [{}, PHONE])
def test_several_mandates_at_once(browser, world, screen):
    """Marine sees who a group is made of, leaves one out, gives the rest their mandate, and ends one of them."""
    page = browser("marine", **screen)
    visit(page, "/admin/leaders/")
    page.locator("a[href='/admin/leaders/several/']").click()
    settled(page, r"/several/$")
    page.locator("#id_community").select_option("relation-client")
    page.get_by_role("button", name="Voir qui en fait partie").click()
    settled(page, r"community=relation-client")
    expect(page.locator("input[name=people]")).to_have_count(3)
    page.locator("#give-karim").uncheck()
    page.locator("#id_title").fill("Comité élargi")
    page.get_by_role("button", name="Donner le mandat").click()
    settled(page, r"/admin/leaders/$")
    expect(page.locator("#main").get_by_text("2 mandats sont donnés")).to_be_visible()
    expect(page.locator("#main")).to_contain_text("Cléo Aubin")
    assert set(Mandate.objects.filter(title="Comité élargi").values_list("person__handle", flat=True)) == {
        "cleo",
        "nadia",
    }
    assert not page.evaluate("() => document.documentElement.scrollWidth > innerWidth")


@pytest.mark.slow
def test_axe_finds_nothing(browser, world):
    several = "/admin/leaders/several/?community=relation-client"
    assert found_by_axe(browser("marine"), [several, "/admin/leaders/", "/posts/new/"], {}) == {}
