"""A fact to check: an address that leads to a fact of the intranet is shown as that fact, to who may see it; any other stays an address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.leadership import facts, remarking
from parvis.leadership.facts import KnownFact
from parvis.leadership.models import DraftRemark
from parvis.leadership.tests.conftest import BODY

PAGE = "https://intranet.example/usine/ligne-3"
FACT = KnownFact("La <b>ligne 3</b> arrêtée", "Journal de l’usine", "/facts/7/", PAGE, None, "Trois heures.")


@pytest.fixture
def intranet(monkeypatch, world):
    """An area above that holds one fact: at its page, and at its home here. Hélène may not see it unless `open_to` holds her."""
    asked, open_to = [], {world.marine.pk, world.helene.pk}
    monkeypatch.setattr(facts, "_resolve", [])
    monkeypatch.setattr(facts, "_lately", [])

    def resolve(viewer, addresses):
        asked.append(list(addresses))
        is_it = {a: FACT for a in addresses if a == PAGE or facts.own_path(a) == "/facts/7/"}
        return {**is_it, "https://never.asked/": FACT} if viewer.pk in open_to else {}

    facts.offer(resolve, lambda viewer, limit: [FACT][:limit])
    return asked, open_to


def brought(opened, world, address: str) -> DraftRemark:
    return remarking.remark(opened, "À vérifier", by=world.marine, kind="fact", address=address)


def page(opened, signed_in, who: str = "helene") -> str:
    return signed_in(who).get(f"/companions/drafts/{opened.pk}/").content.decode()


def test_without_an_intranet_an_address_stays_an_address(opened, world, signed_in):
    brought(opened, world, PAGE)
    text = page(opened, signed_in)
    assert f'<a href="{PAGE}" rel="noopener noreferrer nofollow">' in text
    assert "fact-brought" not in text
    assert "facts-lately" not in page(opened, signed_in, "marine")


@pytest.mark.parametrize("typed", [PAGE, "/facts/7/"])
def test_a_known_fact_is_shown_as_one_whatever_was_typed(opened, world, signed_in, intranet, settings, typed):
    row = brought(opened, world, typed)
    assert row.address.startswith("http")
    for who in ("helene", "marine"):
        text = page(opened, signed_in, who)
        assert 'href="/facts/7/"' in text
        assert "La &lt;b&gt;ligne 3&lt;/b&gt; arrêtée" in text
        assert row.address not in text.split('id="remarks"')[1].split("</section>")[0]
    assert f'<option value="{PAGE}">' in page(opened, signed_in, "marine")


def test_who_may_not_see_the_fact_sees_the_address(opened, world, signed_in, intranet):
    _asked, open_to = intranet
    open_to.discard(world.helene.pk)
    brought(opened, world, PAGE)
    text = page(opened, signed_in)
    assert "Journal de l’usine" not in text
    assert PAGE in text


def test_an_unknown_address_and_one_of_another_host(opened, world, signed_in, intranet):
    brought(opened, world, "https://elsewhere.example/facts/7/")
    assert "fact-brought" not in page(opened, signed_in)
    for address in ("javascript:alert(1)", "//elsewhere.example/", "facts/7/", "/" * 600):
        answered = signed_in("marine").post(f"/companions/drafts/{opened.pk}/remarks/", {"kind": "fact", "words": BODY[:40], "address": address})  # fmt: skip
        assert answered.status_code == 422, address
        assert BODY[:40] in answered.content.decode()


def test_facts_are_asked_for_once_a_page(opened, world, signed_in, intranet):
    asked, _open_to = intranet
    client, counts = signed_in("helene"), []
    for number in (3, 27):
        for turn in range(number):
            brought(opened, world, f"{PAGE}?{number}-{turn}")
        client.get(f"/companions/drafts/{opened.pk}/")
        asked.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/companions/drafts/{opened.pk}/")
        counts.append(len(queries))
        assert len(asked) == 1
    assert counts[1] <= counts[0]
