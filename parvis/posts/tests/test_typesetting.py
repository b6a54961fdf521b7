"""What is published is set as French prints it, in French paragraphs only, and nothing typed becomes markup by it."""

from __future__ import annotations

import json
import random
import re

import pytest

from parvis.posts.models import Comment, Post
from parvis.posts.writing import rendered

N, W = "\u202f", "\u00a0"


def publish(client, body, **fields):
    sent = client.post("/posts/", {"kind": "note", "body": body, **fields}, headers={"accept": "application/json"})
    assert sent.status_code == 201, sent.content
    return Post.objects.get(pk=int(json.loads(sent.content)["id"]))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("C'est prêt : la salle est libre !", f"<p>C’est prêt{W}: la salle est libre{N}!</p>"),
        ('Il dit "oui" à tout le monde; vraiment?', f"<p>Il dit «{N}oui{N}» à tout le monde{N}; vraiment{N}?</p>"),
        (
            "Il dit **vraiment** ? L'*eau* est là.",
            f"<p>Il dit <strong>vraiment</strong>{N}? L’<em>eau</em> est là.</p>",
        ),
        ("« Les 12 % » du **budget** : oui", f"<p>«{N}Les 12{N}%{N}» du <strong>budget</strong>{W}: oui</p>"),
        ("Les outils R&D d'AT&T : 3 < 4 !", f"<p>Les outils R&amp;D d’AT&amp;T{W}: 3 &lt; 4{N}!</p>"),
        ("Parfait !", f"<p>Parfait{N}!</p>"),
    ],
)
def test_french_is_set_when_it_is_published(signed_in, typed, printed):
    assert publish(signed_in("nadia"), typed).body_html.strip() == printed


@pytest.mark.parametrize(
    "typed",
    [
        "It's done: \"great\" work, isn't it?",
        "Don't worry! The team's plan is ready; who's in?",
        "Great news!",
    ],
)
def test_english_stays_as_typed(signed_in, typed):
    assert publish(signed_in("nadia"), typed).body_html.strip() == f"<p>{typed}</p>"


def test_each_paragraph_has_its_language(signed_in):
    made = publish(signed_in("nadia"), "C'est la réunion d'hier : merci !\n\nIt's the team's plan: don't wait!")
    assert f"<p>C’est la réunion d’hier{W}: merci{N}!</p>" in made.body_html
    assert "<p>It's the team's plan: don't wait!</p>" in made.body_html


def test_code_links_addresses_and_mentions_stay(signed_in):
    body = (
        "L'astuce de @karim : tapez `if (a ? b : c) print('l'eau !')` puis voyez https://exemple.fr/d'ici?a=1;b=2 et "
        "[l'article !](https://exemple.fr/?q=l'eau) ou écrivez à anne.d'arc@exemple.fr #l'été\n\n```\nprint('oui !') ; x ?\n```"
    )
    made = publish(signed_in("nadia"), body)
    assert "<code>if (a ? b : c) print('l'eau !')</code>" in made.body_html
    assert "print('oui !') ; x ?" in made.body_html
    assert "https://exemple.fr/d'ici?a=1;b=2" in made.body_html
    assert ">l'article !</a>" in made.body_html
    assert "q=l'eau" in made.body_html
    assert "anne.d'arc@exemple.fr" in made.body_text
    assert made.body_html.startswith("<p>L’astuce de <a")
    assert f"</a>{W}: tapez" in made.body_html


def test_code_in_code_of_the_rich_editor_stays():
    sent = "<p>C'est <code>a <code>l'un ?</code> l'autre ?</code> l'eau !</p><pre>d'ici !</pre>"
    printed = rendered(sent, format="html").html
    assert "l'un ?" in printed
    assert "l'autre ?" in printed
    assert "<pre>d'ici !</pre>" in printed
    assert f"l’eau{N}!" in printed


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize(
    "hostile",
    [
        "C'est l'image &lt;img src=x onerror=\"alert('!')\"&gt; : là !",
        "C'est l'image &amp;lt;script&amp;gt;alert(\"l'eau\")&amp;lt;/script&amp;gt; !",
        "C'est « &lt;b title='\"l'eau\"'&gt; » : là !",
        "C'est \ue0000\ue001 l'eau <b>d'ici</b> !",
        "C'est &#60;svg/onload='alert(1)'&#62; l'eau !",
        'L\'un "<a href="https://x.example/?a=%22\'&quot;>l\'eau">là</a>" : "oui" !',
    ],
)
def test_what_was_escaped_stays_escaped(signed_in, hostile, format):
    printed = publish(signed_in("nadia"), hostile, format=format).body_html
    allowed = r'</?(?:p|b|strong|br)>|<a href="[^"]*" rel="[^"]*">|</a>'
    assert "<" not in re.sub(allowed, "", printed)
    if "\ue000" in hostile and format == "html":
        assert "C'est \ue0000\ue001 l'eau" in printed  # private characters of somebody else: all stays


def test_published_again_it_does_not_change(signed_in):
    client, typed = signed_in("nadia"), "C'est \"l'essai\" : vraiment? À 12 % & <b>\n\n- d'abord : `l'un`\n- puis !"
    made = publish(client, typed)
    before = made.body_html
    page = client.get(f"/posts/{made.pk}/edit/").content.decode()
    assert "l’essai" in page
    for _time in range(2):
        made.refresh_from_db()
        sent = client.post(
            f"/posts/{made.pk}/edit/",
            {"kind": "note", "body": made.body_html, "format": "html", "version": made.version},
        )
        assert sent.status_code in (200, 302, 303), sent.content
        made.refresh_from_db()
        assert made.body_html.replace("&nbsp;", W).strip() == before.strip()


def test_an_edit_a_comment_and_its_edit_are_set(signed_in):
    client = signed_in("nadia")
    made = publish(client, "Bonjour à tous.")
    client.post(f"/posts/{made.pk}/comments/", {"body": "J'arrive : merci !"})
    said = Comment.objects.get()
    assert said.body_html.strip() == f"<p>J’arrive{W}: merci{N}!</p>"
    client.post(f"/comments/{said.pk}/edit/", {"body": "J'y suis déjà !", "version": said.version})
    said.refresh_from_db()
    assert said.body_html.strip() == f"<p>J’y suis déjà{N}!</p>"


def test_titles_and_answers_of_polls_are_set(signed_in):
    client = signed_in("nadia")
    article = publish(client, "Le bilan de l'année.", kind="article", title="L'été : quel bilan ?")
    assert article.title == f"L’été{W}: quel bilan{N}?"
    english = publish(client, "What we've learnt this year.", kind="article", title="Summer: what's next?")
    assert english.title == "Summer: what's next?"
    poll = publish(client, "Où est-ce qu'on déjeune ?", kind="poll", options='L\'auberge !\nChez "Léa"')
    assert poll.poll.options.order_by("position")[0].words == f"L’auberge{N}!"
    long = "L'" + "été " * 49 + "«»"
    assert publish(client, "Le bilan de la fin.", kind="article", title=long).title == long  # no room for the spaces


def test_what_typography_adds_is_not_held_against_a_text_of_the_longest_length():
    line = 'L\'un dit "oui" à tous; vraiment? '
    text = (line * 400)[:10_000].strip()
    assert len(rendered(text).text) > 10_000


def test_nothing_but_spaces_quotes_and_apostrophes_changes():
    """On random texts made of what could go wrong."""
    bits = ["C'est", '"', "<b>", "&", "&lt;", " !", "?", " : ", "d'", "l'eau", "`a'b`", "**", "@karim", "https://a.fr/l'x", "\n\n", "é ", "« ", "»", "12 %", "&amp;nbsp;", "\ue000", "1\ue001", "les ", "the "]  # fmt: skip
    drop = str.maketrans({"\u202f": None, "\u00a0": None, " ": None, "«": '"', "»": '"', "’": "'", "\n": None})
    chance = random.Random(7)
    for _n in range(400):
        typed = "".join(chance.choice(bits) for _m in range(14))
        once = rendered(typed)
        plain = rendered(typed.replace("'", "’"))
        assert once.text.translate(drop) == plain.text.translate(drop), typed
        again = rendered(once.html, format="html")
        assert again.text.translate(drop) == once.text.translate(drop), typed
