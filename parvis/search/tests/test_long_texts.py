"""Of long texts little is read: what is found and shown is what reading them whole would find and show."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from parvis.posts.publishing import Sheet, publish_new
from parvis.search import candidates
from parvis.search.folding import fold, forms, sufficient, words

FILLING = " ".join(f"remplissage{n}" for n in range(400))


@pytest.fixture
def texts(world):
    def say(body: str, title: str = "") -> None:
        kind = "article" if title else "note"
        publish_new(Sheet(kind=kind, title=title, body=body, community=world.place("la-place")), by=world.nadia)

    say(f"La navette. {FILLING} Sous la passerelle.", "De bout en bout")
    say("Une navette sans rien.", "Courte")
    say(f"La passerelle. {FILLING}", "À moitié")
    say("Là où l’on attend.", "La navette et la passerelle")


@pytest.mark.django_db
@pytest.mark.parametrize("most", [0, candidates.BRIEF, 10**9])  # octets: no text is read, only short ones, all
def test_what_holds_all_the_words_is_found_whether_it_is_read_or_not(texts, ask, monkeypatch, most):
    monkeypatch.setattr(candidates, "BRIEF", most)
    monkeypatch.setattr(candidates, "_statements", {})
    found = ask("karim", "navettes passerelle")["posts"]
    assert found[:2] == ["La navette et la passerelle", "De bout en bout"]
    assert set(found[2:]) == {"Courte", "À moitié"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "between", [20, 250, 900]
)  # words: in the beginning that is read first, in the next, after both
def test_the_passage_is_where_most_is_said(texts, index, world, signed_in, between):
    filling = "ici " * between * 2
    body = f"Le belvédère d’abord. {filling} Puis le belvédère de la capitainerie."
    publish_new(Sheet(body=body, community=world.place("la-place")), by=world.nadia)
    index()
    page = signed_in("karim").get("/search/", {"q": "belvédère capitainerie"}).content.decode()
    assert "<mark>belvédère</mark>" in page
    assert ("<mark>capitainerie</mark>" in page) is (between < 900)  # in a very long text, its beginning is enough


def test_a_word_is_found_by_the_forms_that_are_asked_of_it():
    vocabulary: set[str] = set()
    for file in Path("demo/content").glob("*.yaml"):
        vocabulary.update(words(file.read_text(encoding="utf-8")))
    vocabulary |= {"Côtés", "cotes", "côté", "meetings", "meeting", "2026", "CSE", "œuvres", "oeuvre", "années"}
    assert len(vocabulary) > 3_000
    holding: dict[str, set[str]] = defaultdict(set)
    written: dict[str, set[str]] = defaultdict(set)
    for word in vocabulary:
        written[fold(word)].add(word)
        for form in forms(word):
            holding[form].add(word)
    asked = [word for word in vocabulary if forms(word)]
    for word in asked:
        found = set().union(*(holding[form] for form in sufficient(word)))
        assert written[fold(word)] <= found, word
        missed = set().union(*(holding[form] for form in forms(word))) - found
        assert all(fold(word) in forms(other)[1:] for other in missed), word  # of which it is but a stem
    assert sum(len(sufficient(word)) for word in asked) < sum(len(forms(word)) for word in asked)
