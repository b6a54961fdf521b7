"""Names, titles and answers invisible, turned around or alike: shown as they are, or refused in words."""

from __future__ import annotations

import re

import pytest

from parvis.communities.models import Community
from parvis.kernel.lines import likeness, line
from parvis.people.models import Person, Unit
from parvis.posts.models import Post

TURNED, HIDDEN = "\u202egnirts\u202c", "\u200b\u2060\ufeff\u00ad\u2066"


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        (f"  Nadia{HIDDEN} Belkacem\u202e ", "Nadia Belkacem"),
        ("a\r\nb\tc", "a b c"),
        (HIDDEN, ""),
        ("\u3164\u2800\u200d", ""),
        ("👩\u200d🔧 et \u0646\u0648\u0631", "👩\u200d🔧 et \u0646\u0648\u0631"),
        ("Où\u202f?", "Où\u202f?"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_a_line_is_what_is_seen_of_it(typed, seen):
    assert line(typed) == seen


def test_what_looks_the_same_is_the_same():
    assert (
        len(
            {
                likeness(text)
                for text in ["Le quai", f"Le{HIDDEN} quai", "LE\u00a0QUAI", "Ｌｅ quai", "Le  quai ", "Le quai\ufe0f"]
            }
        )
        == 1
    )
    assert likeness("Le quai") != likeness("Le quaí")


def clean(page: str) -> bool:
    return not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2060]", page)


def test_names_and_titles_show_nothing_hidden_or_turned(world, walk):
    nadia, sofia = walk("nadia"), walk("sofia")
    nadia.go("/posts/new/?kind=article").press(
        "Publier", title=f"Titre {TURNED}{HIDDEN}", body=f"corps {TURNED}{HIDDEN}"
    )
    assert clean(nadia.page)
    assert Post.objects.get().title == "Titre gnirts"
    nadia.press("Retirer").press("Retirer")
    nadia.go("/posts/new/?kind=article").press("Publier", title=HIDDEN, body="corps", expect=422)
    assert "Un article a besoin d’un titre" in nadia.words
    nadia.go("/people/nadia/edit/").press(
        "Enregistrer", line=f"Ma {TURNED}", site=f"Li{HIDDEN}lle", asks=f"re{HIDDEN}lance, {HIDDEN}"
    )
    assert clean(nadia.page)
    assert (Person.objects.get(handle="nadia").site, list(world.nadia.asks.values_list("label", flat=True))) == (
        "Lille",
        ["relance"],
    )
    nadia.go("/communities/new/").press(
        "L’ouvrir", name=f"Les{HIDDEN} midis", purpose=TURNED, kind="open", starters="everyone"
    )
    assert clean(nadia.page)
    assert Community.objects.get(slug="les-midis").name == "Les midis"
    sofia.go("/admin/people/").press(
        "Inviter", "/admin/people/", name=f"Ada {TURNED}", email="ada@lanterne.example", job=f"X{HIDDEN}"
    )
    assert clean(sofia.page)
    assert Person.objects.get(email="ada@lanterne.example").name == "Ada gnirts"
    sofia.go("/admin/people/").press(
        "Inviter", "/admin/people/", name=HIDDEN, email="bela@lanterne.example", expect=422
    )
    assert not Person.objects.filter(email="bela@lanterne.example").exists()
    sofia.go("/admin/people/karim/").press("Enregistrer", name=f"Karim{HIDDEN} {TURNED}")
    assert clean(sofia.go("/people/karim/").page)
    assert Person.objects.get(handle="karim").name == "Karim gnirts"
    sofia.client.handler.enforce_csrf_checks = False
    sofia.client.post("/admin/units/", {"name": f"Quai {TURNED}{HIDDEN}"})
    assert Unit.objects.filter(name="Quai gnirts").exists()
    sofia.client.post("/admin/units/", {"_method": "PUT", "unit": "finances", "name": HIDDEN})
    assert Unit.objects.get(slug="finances").name == "Direction financière"
    assert "obligatoire" in sofia.go("/admin/units/").words


def test_two_answers_of_a_poll_that_look_the_same_are_refused(world, walk):
    nadia = walk("nadia")
    for options in [f"oui\no{HIDDEN}ui", "oui\nOUI ", "oui\nｏｕｉ", f"oui\n{HIDDEN}"]:
        nadia.go("/posts/new/?kind=poll").press("Publier", expect=422, body="Quand ?", options=options)
        assert "Deux réponses du sondage sont les mêmes" in nadia.words or "deux à dix réponses" in nadia.words
        assert nadia.value("options") == options
    assert not Post.objects.exists()


def test_no_community_passes_for_another_and_no_secret_is_betrayed(world, walk):
    paul, cleo = walk("paul"), walk("cleo")
    for name in ["Relation client", f"Relation{HIDDEN} client", "RELATION\u00a0CLIENT", "Ｒelation client"]:
        paul.go("/communities/new/").press("L’ouvrir", expect=422, name=name, kind="open", starters="everyone")
        assert "porte déjà ce nom" in paul.words
    paul.go("/communities/new/").press(
        "L’ouvrir", name="Projet Aurore", kind="open", starters="everyone"
    )  # theirs is secret
    cleo.go("/communities/relation-client/settings/").press("Enregistrer", name=f"La{HIDDEN} place", expect=422)
    assert "porte déjà ce nom" in cleo.words
    cleo.go("/communities/relation-client/settings/").press("Enregistrer", name="Relation Client")
    assert Community.objects.get(slug="relation-client").name == "Relation Client"
