"""Passages follow the author's edits, or are said to be gone; never pointed at wrongly."""

from __future__ import annotations

import random

import pytest

from parvis.kernel.passages import Passage, passage_in, sentences
from parvis.rehearsal.anchoring import moved
from parvis.rehearsal.screens import Thread, lines_of

TEXT = "On a coupé la ligne 3 mardi. Personne ne l’avait demandé.\n\nC’est la meilleure décision du mois 🙂 !"


def anchored(quote: str, new: str, old: str = TEXT) -> str | None:
    """The words the passage `quote` of `old` points at in `new`."""
    start = old.index(quote)
    found = moved(old, new, {1: (Passage(start, start + len(quote)), quote)})[1]
    return found.of(new) if found else None


@pytest.mark.parametrize(
    ("quote", "change", "now"),
    [
        ("la ligne 3", ("On a", "Hier, on a"), "la ligne 3"),  # text added before
        ("la ligne 3", ("\n\nC’est", "\n\nVoilà. C’est"), "la ligne 3"),  # after
        ("la ligne 3 mardi", ("ligne 3", "grande ligne 3"), "la grande ligne 3 mardi"),  # inside
        ("la ligne 3 mardi", (" mardi", ""), "la ligne 3"),  # cut at its end
        ("décision du mois 🙂", ("meilleure", "pire"), "décision du mois 🙂"),  # beyond an emoji
        (
            "Personne ne l’avait demandé.",
            ("Personne ne l’avait demandé.", "Tout le monde attendait."),
            None,
        ),  # rewritten
        ("Personne", ("Personne ne l’avait demandé.", ""), None),  # deleted
        ("meilleure", ("meilleure décision du mois 🙂 !", "chose."), None),
    ],
)
def test_an_edit_moves_a_passage(quote, change, now):
    assert anchored(quote, TEXT.replace(*change)) == now


def test_a_sentence_moved_elsewhere_is_found_again():
    first, rest = TEXT.split("\n\n")
    assert anchored("Personne ne l’avait demandé.", f"{rest}\n\n{first}") == "Personne ne l’avait demandé."


def test_of_two_same_words_the_nearest_is_meant():
    old = "oui, dit-il. Puis non. Puis oui, encore."
    start = old.rindex("oui")
    new = "Voilà : " + old
    found = moved(old, new, {1: (Passage(start, start + 3), "oui")})[1]
    assert found == Passage(new.rindex("oui"), new.rindex("oui") + 3)


def test_the_whole_text_rewritten_leaves_no_passage():
    assert anchored("la ligne 3", "Bonjour à vous.") is None
    assert anchored("la ligne 3", "") is None


def test_passages_stay_in_the_text_whatever_the_edits():
    """Random edits, one after the other: a passage is words of the text without spaces around, or nowhere."""
    luck = random.Random(7)
    words = TEXT.split()
    for _trial in range(60):
        text, quote = TEXT, " ".join(words[2:6])
        at = text.index(quote)
        place: Passage | None = Passage(at, at + len(quote))
        for _edit in range(6):
            low = luck.randrange(len(text) + 1)
            high = min(len(text), low + luck.choice([0, 0, 3, 20]))
            new = text[:low] + luck.choice(["", "x", " ligne 3 ", "\n\n", "🙂"]) + text[high:]
            if place:
                place = moved(text, new, {1: (place, quote)})[1]
            text = new
            if place:
                assert 0 <= place.start < place.end <= len(text)
                assert place.of(text) == place.of(text).strip()


def test_a_passage_has_no_spaces_around_and_is_in_the_text():
    assert passage_in("a bc d", 1, 5) == Passage(2, 4)
    for start, end in [(0, 0), (3, 2), (0, 99), (-1, 2), (1, 2)]:
        assert passage_in("a bc d", start, end) is None


def test_sentences_are_what_one_can_choose():
    found = [passage.of(TEXT) for passage in sentences(TEXT)]
    assert found == [
        "On a coupé la ligne 3 mardi.",
        "Personne ne l’avait demandé.",
        "C’est la meilleure décision du mois 🙂 !",
    ]
    assert [p.of("sans point") for p in sentences("sans point")] == ["sans point"]
    assert sentences("  \n \n") == []


def test_lines_hold_every_character_and_call_each_remark_once():
    class Said:
        pk = 5
        start, end = TEXT.index("ligne"), TEXT.index("meilleure") + 3

    lines = lines_of(TEXT, [Thread(Said, [], 1, False, "")])  # type: ignore[arg-type]
    assert "\n\n".join("".join(piece.text for piece in line.pieces) for line in lines) == TEXT
    assert [call for line in lines for piece in line.pieces for call in piece.calls] == [(1, 5)]
    assert "".join(p.text for line in lines for p in line.pieces if p.marked) == TEXT[Said.start : Said.end].replace(
        "\n", ""
    )
