"""Articles with pictures and a cover; files chosen while one writes."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from parvis.posts.models import Attachment, Post
from tests.editor.hands import WORDS, picture_file, publish, write
from tests.test_browser import pytestmark, sign_in  # noqa: F401 (the marks of browser tests)
from tests.windows import becomes


def test_an_article_with_heading_picture_and_cover(page, tmp_path, signed_in):
    write(page, "/posts/new/?kind=article", "## Le quai")
    page.fill("#id_title", "Une nuit à Lyon")
    page.set_input_files("[name=cover]", picture_file(tmp_path, "navy"))
    expect(page.locator(".cover-choice__seen")).to_be_visible()
    page.fill("[name=cover_alt]", "Le quai au petit matin")
    page.click(WORDS)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Voyez :")
    page.click("[data-does=image]")
    page.set_input_files("#ask-file", picture_file(tmp_path))
    page.click("dialog .button--act")
    expect(page.locator("dialog[open] [role=alert]")).to_contain_text("Dites en quelques mots")
    page.fill("#ask-alt", "Le camion vert")
    page.click("dialog[open] .button--act")
    expect(page.locator(f"{WORDS} img[alt='Le camion vert']")).to_have_count(1)
    expect(page.locator("dialog[open]")).to_have_count(0)
    publish(page)
    post = Post.objects.get()
    assert {row.kind for row in post.attachments.all()} == {"inline", "cover"}
    assert "<h2>Le quai</h2>" in post.body_html
    becomes(
        page,
        "() => document.querySelector('article .cover img').getBoundingClientRect().y < document.querySelector('article header').getBoundingClientRect().y",
    )
    shown = page.locator("article .body img")
    shown.scroll_into_view_if_needed()
    becomes(page, "document.querySelector('article .body img').naturalWidth > 0")
    assert shown.get_attribute("alt") == "Le camion vert"
    assert [shown.get_attribute("width"), shown.get_attribute("height")] == ["900", "500"]
    address = shown.get_attribute("src")
    assert signed_in("karim").get(address).status_code == 200
    Post.objects.filter(pk=post.pk).update(community=None)
    write(page, f"/posts/{post.pk}/edit/")
    expect(page.locator(f"{WORDS} img[alt='Le camion vert']")).to_have_count(1)
    page.click("[data-remove]:visible")
    page.click("form.composer .button--act")
    page.wait_for_url(re.compile(r"/posts/\d+/$"))
    post.refresh_from_db()
    assert "cover" not in post.embeds_html
    assert "Le camion vert" in post.body_html
    assert not Attachment.objects.filter(kind="cover").exists()
    assert page.problems == []


def test_chosen_files_are_in_the_draft_and_a_correction_is_one_tap(page, tmp_path):
    write(page, words="Voici le quai, commment ?")
    page.set_input_files("#id_files", picture_file(tmp_path))
    page.wait_for_selector(".files__one input[name=kept]", state="attached")
    page.fill(".files__one input[name^=alt-]", "Le quai au matin")
    page.wait_for_selector(".remark:has-text('commment')")
    page.click(".remark__acts button:has-text('comment')")
    page.wait_for_function("() => document.querySelector('.rich__words').innerText.includes('quai, comment ?')")
    page.click("[data-undo]")
    page.wait_for_function("() => document.querySelector('.rich__words').innerText.includes('commment')")
    page.click(".remark__acts button:has-text('Ignorer')")
    page.wait_for_selector(".remark:has-text('commment')", state="detached")
    page.wait_for_function("() => document.querySelector('[data-kept]').dataset.state === 'kept'")
    write(page)
    page.wait_for_selector(".files__one input[name=kept]", state="attached")
    assert page.input_value(".files__one input[name^=alt-]") == "Le quai au matin"
    publish(page)
    row = Attachment.objects.get()
    assert (row.alt, row.post.body_text) == ("Le quai au matin", "Voici le quai, commment ?".replace(" ?", "\u202f?"))
