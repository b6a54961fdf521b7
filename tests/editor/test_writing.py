"""The rich editor in a real browser: typing, keyboard, links, names, and no violation axe knows of."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from parvis.posts.models import Comment, Post
from parvis.posts.publishing import Sheet, publish_new
from tests.editor.hands import SELECTED, WORDS, paste, publish, write
from tests.test_browser import pytestmark, sign_in  # noqa: F401 (the marks of browser tests)
from tests.windows import becomes, focused, patient, visit, written


def test_markdown_turns_into_its_shape_while_one_types(page):
    write(page, words="Du **gras**, de l’*italique*, du ~~barré~~ et du `code`.")
    for line in ["- un", "deux", "", "1. premier", "second", "", "> dit-elle"]:
        page.keyboard.press("Enter")
        page.keyboard.type(line)
    for shape in ["strong", "em", "s", "code", "ul li:nth-child(2)", "ol li:nth-child(2)", "blockquote"]:
        expect(page.locator(f"{WORDS} {shape}")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("## pas un titre dans une note")
    expect(page.locator(WORDS)).to_contain_text("## pas un titre dans une note")
    expect(page.locator(f"{WORDS} h2")).to_have_count(0)
    expect(page.locator("[name=format]")).to_have_value("html")
    publish(page)
    stored = Post.objects.get().body_html
    assert "<strong>gras</strong>" in stored
    assert "<blockquote><p>dit-elle" in stored
    assert page.problems == []


def test_the_toolbar_by_keyboard(page):
    write(page, words="mot")
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Gras")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")  # at once: the words have the focus again before Enter is over
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Bloc de code")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(page.locator(f"{WORDS} > p > strong > em")).to_have_text("mot")
    expect(page.locator("[data-does=bold]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[role=toolbar] [tabindex='0']")).to_have_count(1)
    names = page.eval_on_selector_all("[role=toolbar] button", "all => all.map(b => b.getAttribute('aria-label'))")
    assert all(names)
    page.keyboard.press("Shift+Tab")
    focused(page, "[role=toolbar] *")


def test_who_types_before_the_editor_is_there_loses_no_key(page):
    held = []
    page.route("**/django_prose_editor/editor.js", lambda route: held.append(route))
    page.goto(f"{page.home}/posts/new/")
    page.focus("#id_body")
    page.keyboard.type("Du **gras**, ")
    expect(page.locator("html[data-lively]")).to_have_count(1)
    expect(page.locator(".editor[data-ready]")).to_have_count(0)
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    written(page)
    expect(page.locator(WORDS)).to_be_focused()
    page.keyboard.type(" puis la suite")
    expect(page.locator(WORDS)).to_have_text("Du gras, puis la suite")
    expect(page.locator(f"{WORDS} strong")).to_have_text("gras")


@pytest.mark.parametrize("why", ["busy", "cut"])
def test_words_that_could_not_be_read_as_html_are_published_as_they_were_meant(page, why):
    held = []
    page.route("**/django_prose_editor/editor.js", lambda route: held.append(route))
    page.route("**/renderings/", lambda route: route.fulfill(status=503) if why == "busy" else route.abort())
    page.goto(f"{page.home}/posts/new/")
    page.focus("#id_body")
    page.keyboard.type("Du **gras**")
    while not held:
        page.wait_for_timeout(20)
    with page.expect_console_message(lambda said: said.type == "warning"):
        held[0].continue_()
    expect(page.locator("#id_body")).to_have_value("Du **gras**")
    page.click("button[data-audience]")
    page.wait_for_url(re.compile(r"/posts/\d+/$"))
    expect(page.locator("article strong")).to_have_text("gras")


def test_links_by_dialog_and_by_pasting_over_a_selection(page):
    write(page, words="voir ")
    page.keyboard.press("Control+k")
    page.fill("#ask-href", "pas une adresse")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [role=alert]")).to_contain_text("Ce n’est pas une adresse")
    page.fill("#ask-href", "lanterne.example/page")
    page.fill("#ask-words", "la page")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog", state="hidden")
    expect(page.locator(WORDS)).to_be_focused()
    page.keyboard.type("et ici")
    for _step in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    becomes(page, SELECTED, "ici")
    paste(page, "", "https://lanterne.example/ici")
    publish(page)
    stored = Post.objects.get().body_html
    assert '<a href="https://lanterne.example/page" rel="noopener nofollow ugc">la page</a>' in stored
    assert '<a href="https://lanterne.example/ici" rel="noopener nofollow ugc">ici</a>' in stored


def test_names_are_completed_by_keyboard(page):
    write(page, words="Merci @hel")
    expect(page.locator("[role=option]").first).to_contain_text("Hélène")
    expect(page.locator(WORDS)).to_have_attribute("aria-activedescendant", re.compile("^offers-"))
    page.keyboard.press("Enter")
    page.keyboard.type("et #rel")
    expect(page.locator(WORDS)).to_have_text("Merci @helene et #rel")
    publish(page)
    assert 'class="mention"' in Post.objects.get().body_html


def test_subjects_in_use_are_completed(page, world):
    publish_new(Sheet(body="On en parle #relance"), by=world.cleo)
    publish_new(Sheet(body="Entre nous #relation-secrete", community=world.place("fournisseurs")), by=world.thomas)
    write(page, words="Sur #rel")
    expect(page.locator("[role=option]")).to_have_text(["#relance"])
    page.keyboard.press("Tab")
    expect(page.locator(WORDS)).to_have_text("Sur #relance")


def test_a_comment_and_its_edition(page, world):
    post = publish_new(Sheet(body="Bonjour"), by=world.cleo)
    visit(page, f"{page.home}/posts/{post.pk}/")
    expect(page.locator(".editor[data-attached]")).to_have_count(1)
    expect(page.locator(".rich")).to_have_count(0)  # fetched only when one writes
    page.click("#id_body")
    page.keyboard.type("- a")
    written(page)
    expect(page.locator(WORDS)).to_be_focused()
    page.keyboard.type("h **oui** ")
    page.click("#comments form.composer .button--act")
    page.wait_for_url(re.compile("comment-"))
    comment = Comment.objects.get()
    assert "<strong>oui</strong>" in comment.body_html
    write(page, f"/comments/{comment.pk}/edit/")
    expect(page.locator(f"{WORDS} strong")).to_have_count(1)
    page.click(WORDS)
    page.keyboard.press("Control+Home")
    page.keyboard.type("encore ")
    page.click("form.composer .button--act")
    page.wait_for_url(re.compile("comment-"))
    comment.refresh_from_db()
    assert "encore" in comment.body_text
    assert "<strong>oui</strong>" in comment.body_html


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_composer_and_edition_have_no_axe_violation(browser, live_server, world, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    post = publish_new(
        Sheet(kind="article", title="T", body="## Titre\n\n**gras** et [lien](https://a.example)"), by=world.nadia
    )
    page = patient(
        browser.new_context(color_scheme=scheme, locale="fr-FR", viewport={"width": width, "height": 844}).new_page()
    )
    page.home = live_server.url
    sign_in(page, live_server, "nadia")
    found = {}
    for address in ["/posts/new/", "/posts/new/?kind=article", f"/posts/{post.pk}/edit/", f"/posts/{post.pk}/"]:
        write(page, address)
        found[address] = Axe().run(page).response["violations"]
        becomes(page, "most => document.documentElement.scrollWidth <= most", width)
    write(page, "/posts/new/?kind=article", "@hel")
    page.wait_for_selector("[role=option]")
    found["offers"] = Axe().run(page).response["violations"]
    page.keyboard.press("Escape")
    for tool in ["link", "image"]:
        page.click(f"[data-does={tool}]")
        found[tool] = Axe().run(page).response["violations"]
        page.keyboard.press("Escape")
    assert {a: [(v["id"], v["nodes"][0]["html"][:160]) for v in vs] for a, vs in found.items() if vs} == {}
