"""The echoes of a post and one's own, by keyboard, in a real browser and without JavaScript; axe-core on both, wide and narrow, in light
and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from parvis.feed.models import EchoesSince
from parvis.kernel import clock
from parvis.posts.models import Comment
from parvis.ripple.tests.conversations import DAY, crowd, published, said, worked_out
from tests.journeys.test_keyboard import open_menu_of, press, settled
from tests.journeys.test_reading_aloud import found_by_axe
from tests.walking import Walker
from tests.windows import visit

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def lived(world):
    post = worked_out(world)
    mine = published(world.karim, clock.now() - 5 * DAY)
    for person in crowd(world, 6):
        said(mine, "Merci", person, clock.now() - DAY)
    return post


def test_a_voice_is_reached_by_keyboard(browser, world, lived):
    """From the post's menu to its echoes, to one voice of the tree, to its words."""
    page = browser("helene")
    visit(page, f"/posts/{lived.pk}/")
    open_menu_of(page, lived.pk)
    press(page, "a", "Ses échos")
    settled(page, r"/echoes/$")
    expect(page.get_by_role("heading", level=1)).to_have_text("Échos d’une publication")
    press(page, "svg a[aria-label^='Paul Texier']")
    said_by_paul = Comment.objects.get(author=world.paul)
    expect(page).to_have_url(re.compile(rf"/posts/{lived.pk}/#comment-{said_by_paul.pk}$"))


def test_from_a_post_to_the_effect_by_keyboard(browser, lived):
    """A post of one's own, its echoes and their table, the network, what leaders change, how it is computed, and home again."""
    page = browser("helene")
    visit(page, f"/posts/{lived.pk}/")
    open_menu_of(page, lived.pk)
    press(page, "a", "Ses échos")
    settled(page, r"/echoes/$")
    press(page, "summary", "Lire en tableau")
    expect(page.locator(".echo-table tbody tr:visible").first).to_be_visible()
    press(page, "nav a[href='/echoes/']")
    settled(page, r":\d+/echoes/$")
    press(page, ".net-tabs a", "Quand les dirigeants parlent")
    settled(page, r"/echoes/leaders/$")
    press(page, ".net-tabs a", "Comment c’est calculé")
    settled(page, r"/echoes/method/$")
    expect(page.get_by_role("heading", level=1)).to_have_text("Comment c’est calculé")
    press(page, "nav a[href='/']")
    settled(page, r":\d+/$")


def test_the_table_says_what_is_drawn(browser, lived):
    page = browser("helene", **PHONE)
    visit(page, f"/posts/{lived.pk}/echoes/")
    voices = page.locator("svg.echo-tree a").count() - 1
    assert voices == 7
    page.get_by_text("Lire en tableau").tap()
    expect(page.locator(".echo-table tbody tr:visible")).to_have_count(voices)


def test_one_begins_again_by_keyboard(browser, lived):
    page = browser("karim")
    page.on("dialog", lambda dialog: dialog.accept())
    visit(page, "/me/echoes/")
    expect(page.locator("svg.echo-map")).to_be_visible()
    press(page, "button", "Oublier")
    expect(page.locator("svg.echo-map")).to_have_count(0)
    expect(page.get_by_text("Compté depuis")).to_be_visible()
    assert EchoesSince.objects.count() == 1


def test_without_javascript(world, lived):
    walker = Walker().sign_in("karim")
    walker.go("/people/karim/").follow("Mes échos")
    walker.press("Oublier, et recommencer aujourd’hui").press("Recommencer")
    assert EchoesSince.objects.filter(person=world.karim).exists()


def test_axe_finds_nothing(browser, lived):
    page = browser("helene")
    assert found_by_axe(page, ["/posts/{post}/echoes/", "/me/echoes/"], {"post": lived}) == {}
