"""What is pasted into the rich editor comes out clean and inert."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from parvis.posts.models import Post
from parvis.posts.writing import sanitised
from tests.editor.hands import WORDS, paste, publish, write
from tests.test_browser import pytestmark, sign_in  # noqa: F401 (the marks of browser tests)

CLIPBOARD = Path(__file__).parents[1] / "fixtures" / "clipboard"


@pytest.mark.parametrize(("source", "shown"), [("word", ["relance", "mars"]), ("docs", ["grand", "vraiment"])])
def test_paste_from_a_word_processor_comes_out_clean(page, source, shown):
    write(page, "/posts/new/?kind=article")
    page.click(WORDS)
    paste(page, (CLIPBOARD / f"{source}.html").read_text())
    expect(page.locator(f"{WORDS} h2")).to_have_count(1)
    made = page.inner_html(WORDS)
    assert not re.search(r"mso|style=|class=\"Mso|o:p|font|span|<!--|docs-internal|file:", made), made
    assert page.locator(f"{WORDS} ul > li").count() == 3
    assert page.locator(f"{WORDS} ul ul > li").count() == 1
    assert page.inner_text(f"{WORDS} strong") == shown[0]
    assert page.inner_text(f"{WORDS} em") == shown[1]
    assert page.locator(f"{WORDS} s").count() == 1
    assert "·\u00a0" not in made
    if source == "word":
        assert page.eval_on_selector_all(f"{WORDS} ol > li", "all => all.map(e => e.innerText)") == [
            "mesurer",
            "décider",
        ]
        assert page.get_attribute(f"{WORDS} a", "href") == "https://lanterne.example/relance"
        assert "Lyon · 42" in page.inner_text(WORDS)
        assert "la relance du mois de mars est prête." in page.inner_text(WORDS)
    else:
        assert page.get_attribute(f"{WORDS} a", "href") == "https://lanterne.example/a?x=1"
    assert page.problems == []


@pytest.mark.parametrize("source", ["word", "docs"])
def test_the_door_of_the_server_cleans_too(source):
    made = sanitised((CLIPBOARD / f"{source}.html").read_text(), headings=True)
    assert not re.search(r"mso|style|class=|o:p|span|<!|docs-internal|file:|<h1|table", made), made
    assert "lanterne.example" in made


def test_a_hostile_paste_is_inert(page):
    ran = []
    page.expose_function("parvisRan", lambda: ran.append(1))
    write(page, "/posts/new/?kind=article")
    page.click(WORDS)
    paste(
        page,
        "<img src=x onerror=parvisRan()><svg onload=parvisRan()></svg><script>parvisRan()</script><a href='javascript:parvisRan()'>lien</a>"
        "<iframe srcdoc='<script>parent.parvisRan()</script>'></iframe><p onclick=parvisRan() style='background:url(javascript:1)'>mots</p>"
        "<p data-pm-slice='0 0 []'><img src='https://ailleurs.example/p.png'><a href='javascript:parvisRan()'>b</a></p>",
    )
    hostile = f"{WORDS} :is(img:not(.ProseMirror-separator), svg, script, iframe, a, [onclick], [onerror])"
    expect(page.locator(WORDS)).to_contain_text("mots")
    expect(page.locator(hostile)).to_have_count(0)
    # What was pasted has had its chance: a picture of ours asked after it has failed by now.
    page.evaluate("() => new Promise(done => Object.assign(new Image(), { onerror: done, src: '/absente.png' }))")
    page.fill("#id_title", "titre")
    publish(page)
    assert ran == []
    assert not re.search("javascript|<img|on(click|error)", Post.objects.get().body_html)
