"""What somebody types is rendered once, safely."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parvis.kernel.refusals import Refused
from parvis.posts.writing import rendered

PAYLOADS = Path(__file__).resolve().parents[4] / "shared" / "data" / "payloads"
DANGEROUS = re.compile(
    r"<(?!/?(?:p|br|strong|em|b|i|s|ul|ol|li|blockquote|code|pre|a|hr)\b)[a-z!/]|\son\w+\s*=\s*[\"']?[^<>]*>|hx-|data-|style=|class=(?!\"(?:mention|subject)\")",
    re.IGNORECASE,
)
TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')


def tags(markup: str) -> str:
    return " ".join(TAG.findall(markup))


def test_markdown_becomes_a_few_tags():
    words = rendered("**gras** et *italique*\n\n- un\n- deux\n\nhttps://lanterne.example/x?a=1&b=2")
    assert "<strong>gras</strong>" in words.html
    assert "<li>un</li>" in words.html
    assert words.links == ("https://lanterne.example/x?a=1&b=2",)


def test_paste_from_a_word_processor_comes_out_clean():
    pasted = '<p class="MsoNormal" style="color:red"><o:p></o:p><b>Titre</b><span lang=FR>texte</span></p><!--[if gte mso]>x<![endif]-->'
    assert rendered(pasted, format="html").html == "<p><b>Titre</b>texte</p>"


def test_mentions_and_subjects_are_links_in_text_only():
    known = {"nadia": (7, "Nadia <B>")}
    words = rendered(
        "@nadia @inconnu #énergie `@nadia #x` a@nadia.fr",
        resolve=lambda handles: {h: known[h] for h in handles if h in known},
    )
    assert words.html.count('class="mention"') == 1
    assert "Nadia &lt;B&gt;" in words.html
    assert words.mentions == (7,)
    assert words.subjects == {"energie": "énergie"}


def test_nothing_is_woven_into_an_attribute():
    words = rendered(
        '<a href="https://x.example/?>@nadia#sujet">lien</a>',
        format="html",
        resolve=lambda handles: {"nadia": (1, "Nadia")},
    )
    assert words.html.count("<a ") == 1
    assert not words.mentions


def test_unseen_characters_are_removed():
    assert rendered("a\u202eb\u200bc\u2066d").text == "abcd"


@pytest.mark.parametrize("text", ["x" * 10_001, " ".join(f"#mot{n}x" for n in range(30))])
def test_too_much_is_refused_in_words(text):
    with pytest.raises(Refused):
        rendered(text)


def test_ten_thousand_mentions_are_refused():
    with pytest.raises(Refused):
        rendered(" ".join(f"@p{n}" for n in range(60)), resolve=lambda handles: {h: (int(h[1:]), h) for h in handles})


def payloads() -> list[str]:
    return [
        line
        for path in sorted(PAYLOADS.rglob("*xss*.txt")) + sorted((PAYLOADS / "xss").glob("*.txt"))
        for line in path.read_text(errors="replace").splitlines()
        if line.strip()
    ]


@pytest.mark.skipif(not PAYLOADS.exists(), reason="../shared/data/payloads is not beside the project")
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_no_payload_leaves_anything_that_runs(format):
    lines = payloads()
    assert len(lines) > 100
    for line in lines:
        markup = rendered(line[:9000], format=format, kind="note").html
        assert not DANGEROUS.search(tags(markup)), (line, markup)
        assert not re.search(r"href=\"\s*(?:javascript|data|vbscript|file)", tags(markup), re.IGNORECASE), (
            line,
            markup,
        )
