"""Feeds become facts: through the guarded door, once, politely; what goes wrong is said in plain words."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.intranet import fetching, keeping
from parvis.intranet.models import Fact, InsideHost, Source
from parvis.kernel import clock
from parvis.kernel.refusals import Refused

MARGIN = ("Résultats : marge à 4,2 %", "http://intranet.example/actus/marge/?utm_source=rss", "<p>Le <b>comité</b> revient sur l’année.</p><script>x()</script>", "Thu, 12 Feb 2026 08:00:00 GMT")  # fmt: skip
LINE = (
    "La ligne 3 repart",
    "http://intranet.example/actus/ligne-3",
    "Lundi à six heures.",
    "Wed, 11 Feb 2026 08:00:00 GMT",
)


def asks(source: Source) -> Source:
    Source.objects.filter(pk=source.pk).update(next_at=clock.now())
    fetching.fetch_source(source_id=source.pk)
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def named(world):
    return keeping.name_host("intranet.example", by=world.sofia)


@pytest.fixture
def source(world, site, named):
    site.says(MARGIN, LINE)
    site.headers = {"ETag": '"a"', "Last-Modified": "Thu, 12 Feb 2026 08:00:00 GMT"}
    return keeping.add("Actualités", "feed", "http://intranet.example/feed/", by=world.sofia)


def test_items_become_facts_made_safe(source):
    asks(source)
    fact = Fact.objects.get(title=MARGIN[0])
    assert (fact.address, fact.excerpt, fact.origin) == ("http://intranet.example/actus/marge", "Le comité revient sur l’année.", "Actualités")  # fmt: skip
    assert fact.said_at == dt.datetime(2026, 2, 12, 8, tzinfo=dt.UTC)
    assert Fact.objects.count() == 2


def test_the_same_page_is_one_fact_and_follows_the_intranet(world, site, source):
    asks(source)
    before = Fact.objects.get(title=MARGIN[0])
    site.says(
        ("Marge : 4,3 % après correction", "https://INTRANET.example/actus/marge?fbclid=x#haut", "Corrigé.", MARGIN[3])
    )
    asks(source)
    again = Fact.objects.get(pk=before.pk)
    assert (again.title, Fact.objects.count()) == ("Marge : 4,3 % après correction", 2)
    other = keeping.add("Autre", "feed", "http://intranet.example/autre/", by=world.sofia)
    site.says(("Dit par un autre", "http://intranet.example/actus/marge", "", MARGIN[3]))
    asks(other)
    assert Fact.objects.get(pk=before.pk).title == again.title, "who told it first keeps it"


def test_it_asks_only_for_what_changed(site, source):
    asks(source)
    site.status, site.body = 304, b""
    row = asks(source)
    assert site.asked[-1]["if-none-match"] == '"a"'
    assert site.asked[-1]["if-modified-since"] == "Thu, 12 Feb 2026 08:00:00 GMT"
    assert (row.trouble, row.failures, Fact.objects.count()) == ("", 0, 2)


def test_it_asks_more_and_more_rarely_then_is_well_again(site, source):
    site.status = 503
    waits = []
    for _turn in range(4):
        row = asks(source)
        waits.append((row.next_at - row.asked_at).total_seconds() / 60)
    assert waits == [30, 60, 120, 240]
    assert (row.trouble, row.failures) == ("broken", 4)
    site.headers["Retry-After"] = "80000"
    row = asks(source)
    assert (row.next_at - row.asked_at).total_seconds() == 80000
    site.status = 200
    assert (asks(source).trouble, Source.objects.get().failures) == ("", 0)


def test_two_workers_never_ask_the_same_at_once(site, source):
    fetching.fetch_source(source_id=source.pk)
    fetching.fetch_source(source_id=source.pk)
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("http://intranet.example/feed/", "inside"), ("http://intranet.example:8080/feed/", "port"), ("http://cles.example/", "inside"),
        ("http://nulle-part.example/", "unknown"), ("ftp://dehors.example/", "address"), ("http://a:b@dehors.example/", "address"),
        ("http://dehors.example/feed/", ""), ("", "address"),
    ],
)  # fmt: skip
def test_the_door_is_guarded(world, site, address, trouble):
    site.says(MARGIN)
    found, reading = fetching.ask(address)
    assert reading.trouble == trouble
    assert bool(site.reached) == (not trouble)
    assert bool(found) == bool(site.reached)


def test_a_named_host_alone_is_let_through(world, site, named):
    site.says(MARGIN)
    assert not fetching.ask("http://intranet.example/feed/")[1].trouble
    assert fetching.ask("http://intranet.example:8080/feed/")[1].trouble == "port"
    keeping.name_host("http://intranet.example:8080/x", by=world.sofia)
    assert not fetching.ask("http://intranet.example:8080/feed/")[1].trouble
    assert site.asked[-1]["host"] == "intranet.example:8080"
    keeping.name_host("cles.example", by=world.sofia)
    assert fetching.ask("http://cles.example/")[1].trouble == "inside", "keys of machines are never asked for"


def test_a_public_site_cannot_send_inside(world, site):
    site.status, site.headers = 302, {"Location": "http://intranet.example/feed/"}
    assert fetching.ask("http://dehors.example/")[1].trouble == "inside"
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "trouble"),
    [
        (401, b"", "closed"), (404, b"", "missing"), (410, b"", "gone"), (500, b"", "broken"), (200, b"<html><p>Bonjour", "nofeed"),
        (200, b"", "nofeed"), (200, b"<rss version='2.0'><channel></channel></rss>", "empty"), (200, b"x" * 2_000_001, "large"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said(world, site, source, signed_in, status, body, trouble):
    site.status, site.body, site.headers = status, body, {}
    row = asks(source)
    assert row.trouble == trouble
    page = signed_in("sofia").get("/admin/intranet/").content.decode()
    assert "À réparer" in page
    assert "errors" in page
    assert not Fact.objects.exists()


@pytest.mark.parametrize("words", ["", " ", "ftp://x", "a b", "x" * 300, "http://", "é.example", "169.254.169.254", "[fe80::1]", "x:99999", "//evil", "a_b"])  # fmt: skip
def test_a_host_is_a_name(world, words):
    with pytest.raises(Refused):
        keeping.name_host(words, by=world.sofia)
    assert not InsideHost.objects.exists()


def test_one_looks_before_adding(world, site, named, signed_in):
    site.says(MARGIN, LINE, ("Sans adresse", "javascript:alert(1)", "", ""))
    browser, form = signed_in("sofia"), {"kind": "feed", "address": "http://intranet.example/feed/", "name": ""}
    page = browser.post("/admin/intranet/sources/", {**form, "save": "look"}).content.decode()
    assert "Résultats : marge à 4,2" in page
    assert 'value="Actualités Lanterne"' in page, "the feed says its own name"
    assert "javascript" not in page
    assert not Source.objects.exists()
    browser.post("/admin/intranet/sources/", {**form, "name": "Actualités", "save": "add"})
    assert Source.objects.get().name == "Actualités"


def test_refused_it_keeps_what_was_typed(world, signed_in, source):
    form = {"kind": "feed", "address": "http://intranet.example/feed", "name": "Encore elle", "save": "add"}
    response = signed_in("sofia").post("/admin/intranet/sources/", form)
    assert response.status_code == 422
    assert 'value="http://intranet.example/feed"' in response.content.decode()
    assert Source.objects.count() == 1


def test_paused_nothing_is_asked(world, site, source, signed_in):
    browser, at = signed_in("sofia"), f"/admin/intranet/sources/{source.pk}/"
    browser.post(f"{at}pause/")
    asks(source)
    assert not site.asked
    assert "En pause" in browser.get("/admin/intranet/").content.decode()
    browser.post(f"{at}pause/", {"_method": "DELETE"})
    asks(source)
    assert Fact.objects.count() == 2
    browser.post(at, {"_method": "DELETE"})
    assert Source.objects.exists(), "it asks first"
    browser.post(at, {"_method": "DELETE", "confirmed": "1"})
    assert not Source.objects.exists()
    assert {fact.origin for fact in Fact.objects.all()} == {"Actualités"}


@pytest.mark.parametrize("handle", ["nadia", "marine", "helene", "gus"])
def test_only_administrators_keep_sources(world, source, signed_in, handle):
    browser = signed_in(handle)
    assert browser.get("/admin/intranet/").status_code == 404
    for address in ("sources/", f"sources/{source.pk}/pause/", "hosts/"):
        assert browser.post(f"/admin/intranet/{address}", {"name": "x.example"}).status_code == 404
    with pytest.raises(Refused):
        keeping.add("X", "hook", "", by=world.people[handle])
