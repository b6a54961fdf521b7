"""The page for the board and the file to hand out: one page, the same figures, nothing that is kept back."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from parvis.people.models import Person, Unit
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401 (a week whose figures are known)
from parvis.ripple.tests.test_network import bridges, text_of  # noqa: F401

ADDRESS, FILE = "/echoes/board/", "/echoes/board.pdf"


def read(response) -> tuple[int, str]:
    """How many pages, and their words."""
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.content)).pages
    words = " ".join(page.extract_text() for page in pages)
    return len(pages), re.sub(r"\s+", " ", words.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("handle", "status"), [("marine", 200), ("nadia", 404), ("helene", 404), ("sofia", 404), ("gus", 404)]
)
def test_who_may_hand_it_out(signed_in, frozen_week, handle, status):  # noqa: F811
    client = signed_in(handle)
    assert [client.get(address).status_code for address in (ADDRESS, FILE)] == [status] * 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Ce qui se dit, et ce que cela met en mouvement"),
        ("en", "What is said, and what it sets in motion"),
    ],
)
def test_one_page_says_what_the_screen_says(signed_in, bridges, language, words):  # noqa: F811
    Person.objects.filter(handle="marine").update(language=language)
    client = signed_in("marine")
    screen = client.get(ADDRESS).text
    pages, told = read(client.get(FILE))
    assert pages == 1
    assert words in told
    keys = re.findall(r'<dd class="figure[^"]*">([^<]+)</dd>', screen[screen.index("net-board__keys") :])
    assert len(keys) == 5
    for figure in keys:
        assert text_of(figure).strip() in told
    for count in re.findall(r"net-tie__count[^>]*>(\d+)<", screen):
        assert re.search(rf"\b{count}\b", told)
    assert text_of(re.findall(r"Groupes[^<]+|Groups[^<]+", screen)[0]).strip() in told


def test_what_is_kept_back_is_in_neither(signed_in, bridges):  # noqa: F811
    Figure.objects.filter(measure__in=["participation", "replies", "survival", "leaders"]).update(value=None, withheld="few-people")  # fmt: skip
    Figure.objects.filter(measure="bridges").update(value=None, withheld="complement")
    client = signed_in("marine")
    _pages, told = read(client.get(FILE))
    screen = text_of(client.get(ADDRESS).text)
    for words in (told, screen):
        assert "trop peu de personnes" in words
        assert not re.search(r"\b(23|63 %)", words)


def test_units_called_in_any_letters_and_at_any_length_stay_on_one_page(signed_in, frozen_week):  # noqa: F811
    snapshot = Snapshot.objects.get()
    Figure.objects.filter(measure="bridges").delete()
    names = ["Łódź", "Αθήνα", "Београд", "<b>Équipe</b> & Cie " * 9, *(f"Unité {n}" for n in range(20))]
    units = []
    for n, name in enumerate(names):
        unit = Unit(name=name[:120], slug=f"u-{n}")
        unit.path = f"/{unit.pk}/"
        unit.save()
        units.append(unit.pk)
    for one, other in zip(sorted(units), sorted(units)[1:], strict=False):
        Figure.objects.create(snapshot=snapshot, measure="bridges", partition="unit×unit", cell=f"{one}:{other}", people=20, value={"ties": 60 if one in units[:4] else 20})  # fmt: skip
    Figure.objects.create(snapshot=snapshot, measure="bridges", partition="unit×unit", cell=f"{units[0]}:{units[0]}", people=20, value={"ties": 99})  # fmt: skip
    client = signed_in("marine")
    pages, told = read(client.get(FILE))
    assert pages == 1
    assert all(name in told for name in names[:3])
    assert "<b>Équipe" not in client.get(ADDRESS).text


def test_before_the_first_week_the_file_leads_to_the_page_that_says_when(signed_in, world):
    response = signed_in("marine").get(FILE, follow=True)
    assert response.redirect_chain
    assert "Les premiers chiffres arrivent un lundi" in response.text
