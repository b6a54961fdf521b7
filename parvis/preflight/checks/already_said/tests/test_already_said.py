import gzip
import json
import random
import re
from pathlib import Path

import pytest

from parvis.preflight.checks.already_said.check import MUCH, check, containment, figures
from parvis.preflight.manuscript import Manuscript, Text

FACT = "La cantine de Nantes rouvre lundi 12 janvier avec 320 places, 4 menus par jour et 15 % de produits locaux pour tous les salariés du site."
SHEETS = Path(__file__).resolve().parents[6] / "shared" / "data" / "fr_hr_pages" / "fiches.jsonl.gz"
with_sheets = pytest.mark.skipif(not SHEETS.exists(), reason="the sheets of ../shared/data are not on this machine")


def test_a_text_said_again_is_recognised_and_underlined():
    text = "Bonjour, " + FACT
    [found] = check(
        Manuscript(text, published=(Text("Autre chose encore."), Text(FACT, "La cantine rouvre", "/faits/1/")))
    )
    assert found.kind == "same"
    assert "La cantine rouvre" in found.message
    assert found.why == "/faits/1/"
    assert text[found.start : found.end] == FACT.rstrip(".")


def test_half_of_it_is_much():
    words = FACT.split()
    text = (
        " ".join(words[:14])
        + " et nous irons tous ensemble manger dehors avec les collègues de Rennes dès mardi prochain si le soleil est là"
    )
    [found] = check(Manuscript(text, published=(Text(FACT, "La cantine rouvre"),)))
    assert found.kind == "much"
    assert FACT.startswith(text[found.start : found.end])


def test_ones_own_words_are_said_to_be_ones_own():
    [found] = check(Manuscript(FACT, published=(Text(FACT, "La cantine", kind="own"),)))
    assert "You" in found.message or "Vous" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "320 places et 4 menus dès la semaine prochaine, dont 15 % bio !",
        "Il y aura 320 nouvelles places, 4 menus et 15% de local.",
    ],
)
def test_the_same_figures_in_other_words(text):
    [found] = check(Manuscript(text, published=(Text(FACT),)))
    assert found.kind == "figures"


def test_two_shared_figures_are_chance():
    assert not list(check(Manuscript("320 places et 4 menus, 20 % de rabais", published=(Text(FACT),))))


@pytest.mark.parametrize(
    ("one", "other"),
    [("1 200 salariés", "1\u202f200 salarié"), ("4,000 people", "4000 people"), ("3,50 €", "3.5 €"), ("12 M€", "12 m€"), ("15 %", "15%"), ("2 000 d’entre nous", "2000 d'entre nous")],
)  # fmt: skip
def test_a_figure_is_the_same_however_it_is_written(one, other):
    assert {number for number, _unit in figures(one)} == {number for number, _unit in figures(other)} != set()


def test_another_text_is_another_text():
    assert not list(
        check(Manuscript("Qui vient courir mardi midi au bord de l'Erdre avec nous ?", published=(Text(FACT),)))
    )
    assert not list(check(Manuscript("Bonjour à tous et à toutes", published=(Text("Bonjour à tous et à toutes"),))))


def pages(count):
    with gzip.open(SHEETS, "rt") as file:
        texts = [re.sub(r"<[^>]+>", " ", json.loads(line)["intro_html"]) for line in file]
    return [" ".join(text.split()[:60]) for text in texts if len(text.split()) >= 60][:count]


@with_sheets
def test_real_pages_edited_are_recognised_and_other_pages_are_not():
    """60 words, as in the notes on adoption: a tenth of the words changed is seen 95 times in 100; another page never is."""
    texts, draw = pages(100), random.Random(7)
    seen = 0
    for text in texts:
        words = text.split()
        for at in draw.sample(range(len(words)), len(words) // 10):
            words[at] = draw.choice(["quai", "brume", "atelier"])
        seen += containment(" ".join(words), text) >= MUCH
    assert seen >= 0.95 * len(texts)
    others = [containment(one, other) for one in texts[:60] for other in texts[:60] if one != other]
    assert sum(value >= MUCH for value in others) <= 0.005 * len(others)


@with_sheets
def test_the_beginning_of_a_real_page_is_recognised():
    for text in pages(60):
        assert containment(" ".join(text.split()[:24]), text) == 1
