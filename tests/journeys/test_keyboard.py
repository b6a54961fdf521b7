"""The whole network by keyboard alone: every act is reached with Tab, its focus is seen, and afterwards the focus is where one
would go on from."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from parvis.people.profiling import searchable
from parvis.posts.publishing import Sheet, publish_new
from parvis.search import checking
from tests.windows import becomes, focused, lively, visit, written

SEEN = """() => { const e = document.activeElement; const s = getComputedStyle(e); const r = e.getBoundingClientRect();
  return { outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none', inside: r.bottom > 0 && r.top < innerHeight && r.width > 0, html: e.outerHTML.slice(0, 160) } }"""
SEEN_WHOLE = f"() => {{ const seen = ({SEEN})(); return seen.outline && seen.inside; }}"
IS = "selector => document.activeElement?.matches(selector) && document.activeElement.innerText + '|' + (document.activeElement.getAttribute('aria-label') ?? '')"


def tab_to(page, selector: str, words: str = "", most: int = 140) -> None:
    """Press Tab until what has the focus matches; its focus must be visible, and on the screen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(IS, selector)
        if here and words in here:
            becomes(page, SEEN_WHOLE)
            return
    raise AssertionError(f"Tab never reached {selector} {words!r}; stopped at {page.evaluate(SEEN)['html']}")


def press(page, selector: str, words: str = "") -> None:
    tab_to(page, selector, words)
    page.keyboard.press("Enter")


def open_menu_of(page, post_id: int) -> None:
    press(page, f"#post-{post_id} header summary")


def settled(page, pattern: str) -> None:
    page.wait_for_url(re.compile(pattern))
    lively(page)


def test_signing_in_and_skipping_to_the_words(browser, said):
    page = browser()
    visit(page, "/sign-in/")
    tab_to(page, "input[name=login]")
    page.keyboard.type("nadia@lanterne.example")
    page.keyboard.press("Tab")
    page.keyboard.type("sur le parvis")
    page.keyboard.press("Enter")
    settled(page, r":\d+/$")
    page.keyboard.press("Tab")
    focused(page, "a.skip")
    becomes(page, SEEN_WHOLE)
    page.keyboard.press("Enter")
    expect(page.locator("main#main")).to_be_focused()
    page.keyboard.press("Tab")
    focused(page, "main *")


def test_menus_open_walk_and_close(browser, said):
    page = browser("nadia")
    press(page, "header.bar summary")
    menu = page.locator("header.bar details[open]")
    expect(menu).to_have_count(1)
    page.keyboard.press("Tab")
    focused(page, ".menu__body *")
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(page.locator("header.bar summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu).to_have_count(1)
    page.keyboard.press("Shift+Tab")  # the focus goes on: nothing stays open over what one reads
    expect(menu).to_have_count(0)


def test_a_menu_closes_though_no_behaviour_came(browser, said):
    page = browser("nadia")
    page.route("**/behaviours/*", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("html[data-lively]")).to_have_count(1)
    expect(page.locator("[data-attached]")).to_have_count(0)
    open_menu_of(page, said["note"].pk)
    menu = page.locator(f"#post-{said['note'].pk} header details[open]")
    expect(menu).to_have_count(1)
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)


def test_reacting_keeps_the_focus_and_says_so(browser, said):
    page, post = browser("karim"), said["note"]
    visit(page, f"/posts/{post.pk}/")
    box = f"#reactions-{post.pk}"
    press(page, f"{box} > form button")
    expect(page.locator(f"{box} > form button[aria-pressed=true]")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Votre réaction est notée.")
    page.keyboard.press("Enter")
    expect(page.locator(f"{box} > form button[aria-pressed=false]")).to_be_focused()
    expect(page.locator("#said")).to_have_text("Votre réaction est retirée.")
    press(page, f"{box} summary")
    press(page, f"{box} .menu__body button", "Bravo")
    page.wait_for_selector(f"{box} > form button[aria-pressed=true]")
    focused(page, box)
    post.refresh_from_db()
    assert post.bravo_count == 1


def test_commenting_and_replying(browser, said):
    page, post = browser("nadia"), said["note"]
    visit(page, f"/posts/{post.pk}/")
    press(page, f"#comment-{said['comment'].pk} a", "Répondre")
    settled(page, r"to=\d+")
    tab_to(page, "textarea[name=body], [contenteditable=true]")
    written(page)
    page.keyboard.type("Douze, ce matin.")
    press(page, "form button", "Envoyer")
    settled(page, r"#comment-\d+$")
    page.keyboard.press("Tab")  # goes on from the new comment
    focused(page, f"#{page.url.partition('#')[2]} *")
    assert post.comments.count() == 2


def test_publishing_a_note_a_question_and_a_poll(browser, said, world):
    page = browser("nadia")
    for kind, words in [("note", "Bonjour à tous"), ("question", "Qui a la clé ?"), ("poll", "Quel midi ?")]:
        visit(page, f"/posts/new/?kind={kind}")
        written(page)
        tab_to(page, "textarea[name=body], [contenteditable=true]")
        page.keyboard.type(words)
        if kind == "poll":
            tab_to(page, "textarea[name=options]")
            page.keyboard.type("mardi\njeudi")
        press(page, "button[data-audience]", "Publier")
        settled(page, r"/posts/\d+/")
        expect(page.locator("article")).to_contain_text(words)
    assert world.nadia.posts.count() == 4


def test_me_too_and_the_accepted_answer(browser, said):
    page, question = browser("karim"), said["question"]
    visit(page, "/questions/")
    press(page, f"#post-{question.pk} footer button", "Moi aussi")
    page.wait_for_selector(f"#post-{question.pk} button[aria-pressed=true]:has-text('Moi aussi')")
    lively(page)
    page.keyboard.press("Tab")  # goes on from the post, not from the top
    focused(page, f"#post-{question.pk}")
    other = browser("paul")
    visit(other, f"/posts/{question.pk}/")
    press(other, f"#comment-{said['answer'].pk} button", "Cela répond")
    other.wait_for_selector(".comment--accepted")
    question.refresh_from_db()
    assert (question.me_too_count, question.is_answered) == (1, True)


def test_keeping_muting_joining(browser, said, world):
    page, post = browser("karim"), said["note"]
    open_menu_of(page, post.pk)
    press(page, f"#post-{post.pk} .menu__body button", "Garder pour plus tard")
    page.wait_for_selector(".messages")
    lively(page)
    assert world.karim.bookmarks.count() == 1
    open_menu_of(page, post.pk)
    press(page, f"#post-{post.pk} .menu__body a", "Moins de ceci")
    settled(page, r"/mutes/")
    press(page, "main button", "En voir moins")
    settled(page, r":\d+/$")
    expect(page.locator(f"#post-{post.pk}")).to_have_count(0)
    press(page, ".messages button", "Annuler")
    page.wait_for_selector(".messages:has-text('de nouveau')")
    page.goto("/")
    expect(page.locator(f"#post-{post.pk}")).to_have_count(1)
    other = browser("paul")
    visit(other, "/communities/relation-client/")
    press(other, "main button", "Rejoindre")
    other.wait_for_selector(".messages")
    assert world.paul.memberships.filter(community__slug="relation-client").exists()


def test_sharing_editing_and_taking_back(browser, said, world):
    page, post = browser("nadia"), said["note"]
    visit(page, f"/posts/{post.pk}/")
    press(page, f"#post-{post.pk} footer a", "Partager")
    settled(page, r"/shares/")
    written(page)
    tab_to(page, "textarea[name=body], [contenteditable=true]")
    page.keyboard.type("À lire")
    press(page, "main form button", "Partager")
    settled(page, r"/posts/\d+/$")
    visit(page, f"/posts/{post.pk}/")
    open_menu_of(page, post.pk)
    press(page, f"#post-{post.pk} .menu__body a", "Modifier")
    settled(page, r"/edit/")
    written(page)
    tab_to(page, "textarea[name=body], [contenteditable=true]")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Suite.")
    press(page, "main form button", "Garder la modification")
    settled(page, r"/posts/\d+/$")
    expect(page.locator("article")).to_contain_text("Suite.")
    page.on("dialog", lambda dialog: dialog.accept())
    open_menu_of(page, post.pk)
    press(page, f"#post-{post.pk} .menu__body button", "Retirer")
    settled(page, r":\d+/$")
    post.refresh_from_db()
    assert post.body_text == ""


def test_finding_and_following_somebody(browser, said, world):
    world.helene.search_text = searchable(world.helene, [])
    world.helene.save()
    checking.repair_all()
    page = browser("nadia")
    tab_to(page, "header.bar input[type=search], .search input")
    page.keyboard.type("marchand")
    page.keyboard.press("Enter")
    settled(page, r"/search/\?q=marchand")
    press(page, "main a.name", "Hélène")
    settled(page, r"/people/helene/$")
    press(page, "main button", "Suivre")
    page.wait_for_selector(".messages")
    assert world.helene.followers.filter(person=world.nadia).exists()


def test_new_posts_are_offered_aloud_and_never_shoved_in(browser, said, world):
    page = browser()
    page.clock.install()
    page.goto("/demo/")
    page.locator("form[action='/demo/sign-in/nadia/'] button").click()
    page.wait_for_selector("#cards article")
    lively(page)
    before = page.locator("#cards article").count()
    for number in range(4):
        publish_new(Sheet(body=f"nouvelle {number}", community=world.place("relation-client")), by=world.cleo)
    page.clock.fast_forward(50_000)
    expect(page.locator(".news:not([hidden])")).to_have_text("4 nouvelles publications")
    expect(page.locator(".news")).to_have_role("status")
    expect(page.locator("#cards article")).to_have_count(before)
