import json
from pathlib import Path

import pytest

from parvis.preflight.typography import typography

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "text_errors"


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("C'est prêt !", "C’est prêt\u202f!"),
        ("Vraiment?! Oui;", "Vraiment\u202f?! Oui\u202f;"),
        ("Voici : trois", "Voici\u00a0: trois"),
        ('Il dit "bonjour" à tous.', "Il dit «\u202fbonjour\u202f» à tous."),
        ("« Oui »", "«\u202fOui\u202f»"),
        ("«Oui»", "«\u202fOui\u202f»"),
        ("12 % de 300 €", "12\u202f% de 300\u202f€"),
    ],
)
def test_french_is_put_right(typed, published):
    assert typography(typed, "fr") == published


@pytest.mark.parametrize(
    "left",
    [
        "`if (a ? b : c)`",
        "```\nprint('oui !') ; x ?\n```",
        "    l'indenté ! reste",
        "https://exemple.fr/d'ici?a=1;b=2",
        "[ici](https://exemple.fr/?q=l'eau)",
        "anne.d'arc@exemple.fr",
        '<a title="l\'eau">',
        "10:30",
        ":sourire:",
        "C:\\dossier",
    ],
)
def test_code_and_addresses_stay(left):
    assert typography(left, "fr") == left


def test_text_around_code_is_still_put_right():
    assert typography("Tapez `a ?` : c'est tout !", "fr") == "Tapez `a ?`\u00a0: c’est tout\u202f!"


def test_english_stays():
    assert typography('It\'s "done" !', "en") == 'It\'s "done" !'


@pytest.mark.skipif(not DATA.exists(), reason="the shared lines are not here")
def test_nothing_but_spaces_quotes_and_apostrophes_changes_and_twice_is_once():
    """On the sentences of the Ministry of Labour and of the Debian handbook."""
    drop = str.maketrans({"\u202f": None, "\u00a0": None, " ": None, "«": '"', "»": '"', "’": "'", "\u2009": None})
    for name in ("fr_correct_hr", "fr_correct_published"):
        for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            once = typography(text, "fr")
            assert once.translate(drop) == text.translate(drop)
            assert typography(once, "fr") == once
