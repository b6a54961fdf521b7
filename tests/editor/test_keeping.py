"""Nothing typed in the rich editor is ever lost: refused forms, ended sessions, two pages, another visit."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from parvis.posts.drafting import Typed, keep
from parvis.posts.models import Comment, Post
from parvis.posts.publishing import Sheet, publish_new
from tests.editor.hands import WORDS, publish, write
from tests.test_browser import pytestmark, sign_in  # noqa: F401 (the marks of browser tests)
from tests.windows import lively, written


def test_a_refused_form_keeps_the_rich_text(page, signed_in):
    write(page, "/posts/new/?kind=article", "## Titre\n**gras** ")
    page.click("button[data-audience]")
    page.wait_for_selector("text=Un article a besoin d’un titre")
    written(page)
    expect(page.locator(f"{WORDS} h2")).to_have_count(1)
    expect(page.locator(f"{WORDS} strong")).to_have_count(1)
    sent = {
        "kind": "article",
        "place": "la-place",
        "body": "<h2>Titre</h2><p><strong>gras</strong></p>",
        "format": "html",
    }
    answer = signed_in("nadia").post("/posts/", sent).content.decode()
    assert "## Titre\n\n**gras**</textarea>" in answer  # without JavaScript, the same words as Markdown
    assert 'data-html="&lt;h2&gt;Titre' in answer


def test_a_session_that_ends_while_one_writes_loses_nothing(page, world):
    write(page, "/posts/new/?kind=question", "Qui charge **le soir** ?")
    page.fill("#id_title", "Le soir")
    page.select_option("[name=place]", "relation-client")
    page.context.clear_cookies(name="sessionid")
    page.click("button[data-audience]")
    page.wait_for_selector("text=Vous êtes déconnecté")
    assert "Qui charge le soir ?" in page.eval_on_selector_all("textarea", "all => all.map(e => e.value)")
    assert not Post.objects.exists()
    page.click("a.button--act")
    page.click("text=/Ceci est une démo|demo/")
    page.click("form[action='/demo/sign-in/nadia/'] button")
    page.wait_for_selector("text=Voici le texte que vous aviez commencé")
    page.wait_for_selector(f"{WORDS} strong")
    expect(page.locator("#id_title")).to_have_value("Le soir")
    expect(page.locator("button[data-audience]")).to_contain_text("Relation client · ")
    publish(page)
    assert "<strong>le soir</strong>" in Post.objects.get().body_html
    write(page)
    expect(page.locator(".kept-copy")).to_have_count(0)
    expect(page.locator(WORDS)).to_have_text("")


def test_back_after_publishing_and_a_double_click_publish_once(page):
    write(page, words="Une seule fois")
    page.dblclick("button[data-audience]")
    page.wait_for_url(re.compile(r"/posts/\d+/$"))
    page.go_back()
    lively(page)
    written(page)
    expect(page.locator(WORDS)).to_have_text("")
    assert Post.objects.count() == 1


def test_what_was_begun_comes_back_and_can_be_put_aside(page, world):
    write(page, words="Un **début**  ")
    write(page, "/posts/new/?kind=article")
    page.wait_for_selector(f"{WORDS} strong")
    page.click(".kept-copy button")
    expect(page.locator(WORDS)).to_have_text("")
    write(page)
    expect(page.locator(WORDS)).to_have_text("")
    page.goto(f"{page.home}/drafts/")
    expect(page.locator("a.draft")).to_contain_text("Un début")  # put aside, it is found again


def test_going_from_a_note_to_an_article_is_no_conflict_with_oneself(page):
    write(page, words="Un début")
    page.click("nav.tablist a[href*='kind=article']")
    page.wait_for_selector(".editor[data-ready]")
    page.wait_for_function("() => document.querySelector('.rich__words').innerText.includes('Un début')")
    page.click(WORDS)
    page.keyboard.press("Control+End")
    page.keyboard.type(" et la suite")
    page.wait_for_selector("[data-kept][data-state=kept]")
    assert page.locator("[data-notice] a").count() == 0, "the page takes itself for another one"


def test_two_pages_of_one_draft_say_which_is_newer_and_keep_both(page, world):
    post = keep(Typed("k1", {"kind": "note", "place": "la-place", "body": "commun"}), by=world.nadia).draft.post
    other = page.context.new_page()
    for one in (page, other):
        one.goto(f"{page.home}/posts/{post.pk}/edit/")
        one.wait_for_selector(".editor[data-ready]")
    for one, words in ((page, " du bureau"), (other, " du téléphone")):
        one.bring_to_front()
        one.click(WORDS)
        one.keyboard.press("Control+End")
        one.keyboard.type(words)
        one.wait_for_selector("[data-kept][data-state=kept]" if one is page else "[data-notice]")
    assert "Les deux sont gardés" in other.inner_text("[data-notice]")
    assert other.inner_text(WORDS).strip() == "commun du téléphone"
    other.click("[data-notice] button:has-text('Prendre l’autre texte')")
    other.wait_for_function("() => document.querySelector('.rich__words').innerText.includes('du bureau')")
    other.goto(f"{page.home}/drafts/")
    other.click("text=Versions antérieures")
    assert "commun du téléphone" in other.inner_text("main")


def test_an_answer_begun_is_found_again(page, world):
    post = publish_new(Sheet(body="Bonjour"), by=world.cleo)
    page.goto(f"{page.home}/posts/{post.pk}/")
    page.click("#id_body")
    page.wait_for_selector(".editor[data-ready]")
    page.keyboard.type("Je réponds bientôt")
    page.wait_for_selector("[data-kept][data-state=kept]")
    page.evaluate("() => indexedDB.deleteDatabase('parvis')")
    page.goto(f"{page.home}/posts/{post.pk}/")
    page.focus("#id_body")
    page.wait_for_function("() => document.querySelector('#comments form').innerText.includes('Je réponds bientôt')")
    page.click("#comments form.composer .button--act")
    page.wait_for_url(re.compile("comment-"))
    assert Comment.objects.get().body_text == "Je réponds bientôt"
