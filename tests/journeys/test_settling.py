"""In a real browser: the way back while something settles, without a jump or a blink, and a finger that scrolls reacts to nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from parvis.kernel import turns
from parvis.posts.models import Post, PostReaction
from parvis.posts.publishing import Sheet, publish_new
from tests.windows import visit

LONG = 20_000
SLIP = """(moved) => {
  const there = document.querySelector(".reactions"), say = (kind, more) => new PointerEvent(kind, { bubbles: true, pointerType: "touch", ...more });
  there.dispatchEvent(say("pointerdown", { clientX: 5, clientY: 5 }));
  there.dispatchEvent(say("pointermove", { clientX: 5, clientY: 5 + moved }));
  return !there.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
}"""


@pytest.fixture
def wait(settings, monkeypatch):
    """`wait(seconds)`: how long things settle; the server itself lets them."""
    monkeypatch.setattr(turns._Known, "serves", True)
    turns.forget()

    def so_long(seconds: int) -> None:
        given = dict.fromkeys(
            ("settle_posts_s", "settle_first_post_s", "settle_comments_s", "settle_reactions_s"), seconds
        )
        settings.PARVIS = settings.PARVIS.model_copy(update=given)

    return so_long


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_a_post_counts_down_then_everybody_sees_it(browser, world, wait, motion):
    wait(4)
    page = browser("nadia", reduced_motion=motion)
    page.goto(f"/posts/{publish_new(Sheet(body='Un essai'), by=world.nadia).pk}/")
    bar = page.locator(".undo")
    expect(bar).to_contain_text("Visible pour les autres dans")
    assert Axe().run(page).response["violations"] == []
    expect(page.locator("#comments")).to_have_count(0)
    expect(page.locator("#comments")).to_be_visible(timeout=LONG)
    expect(bar).to_have_count(0)
    expect(page.locator("#said")).to_contain_text("Les autres peuvent le voir")
    expect(page.locator("footer .reactions")).to_be_visible()
    assert Post.objects.visible_to(world.karim).filter(body_text="Un essai").exists()


def test_the_keyboard_takes_it_back(browser, world, wait):
    wait(600)
    page = browser("nadia", viewport={"width": 390, "height": 844})
    post = publish_new(Sheet(body="Un lapsus"), by=world.nadia)
    page.goto("/")
    page.locator(".undo button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/posts/{post.pk}/edit/")
    expect(page.locator("main")).to_contain_text("Personne d’autre ne l’a vue")
    assert Post.objects.get(pk=post.pk).published_at is None


def test_a_comment_and_a_reply_come_to_their_place(browser, world, wait):
    wait(0)
    post = publish_new(Sheet(body="Un essai", community=world.place("relation-client")), by=world.karim)
    wait(5)
    page = browser("nadia")
    visit(page, f"/posts/{post.pk}/comments/")
    page.locator("[name=body]").first.evaluate(
        "(field) => { field.value = 'Bien vu'; HTMLFormElement.prototype.submit.call(field.form); }"
    )
    expect(page.locator(".comment--waits")).to_contain_text("Bien vu")
    expect(page.locator(".comment--waits")).to_have_count(0, timeout=LONG)
    expect(page.locator(".thread .comment")).to_contain_text("Bien vu")
    expect(page.locator("#comments h2")).to_contain_text("1 commentaire")


def test_a_reaction_says_that_it_can_be_undone_and_a_scrolling_finger_does_not_react(browser, world, wait):
    wait(0)
    post = publish_new(Sheet(body="Un essai", community=world.place("relation-client")), by=world.karim)
    wait(600)
    page = browser("nadia", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(f"/posts/{post.pk}/")
    for _turn in range(80):  # the behaviour comes after the page
        if page.evaluate(SLIP, 40):
            break
        page.wait_for_timeout(100)
    assert page.evaluate(SLIP, 40)
    page.wait_for_timeout(400)  # the page is still
    assert not page.evaluate(SLIP, 2)
    page.locator("html").evaluate(
        "() => new Promise((done) => { const look = () => window.htmx ? done() : setTimeout(look, 50); look(); })"
    )
    page.locator("footer .reactions button").first.tap()
    note = page.locator(".fresh")
    expect(note).to_contain_text("Visible de vous seul·e")
    expect(page.locator("footer .reactions button").first).to_have_attribute("aria-pressed", "true")
    note.locator("button").tap()
    expect(note).to_have_count(0)
    expect(page.locator("footer .reactions button").first).to_have_attribute("aria-pressed", "false")
    assert not PostReaction.objects.exists()
