"""A page of the intranet says how much it is spoken of: closed by default, to named sites only, of what everybody may read, never of few."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from parvis.intranet.opening import open_to
from parvis.kernel.refusals import Refused
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new

SITE, ADDRESS = "https://intranet.example", "https://intranet.example/actus/marge"


@pytest.fixture
def crowd(world):
    return [Person.objects.create(handle=f"p{n}", name=f"P {n}") for n in range(12)]


@pytest.fixture
def post(world):
    return publish_new(Sheet(body="On a payé d’avance", link=ADDRESS), by=world.helene)


def asked(client, **more):
    cache.clear()
    return client.get("/embed/talk.json", {"url": f"{ADDRESS}?utm_source=x"}, **more)


def test_closed_until_a_site_is_named(world, client, post):
    for address in ("/embed/talk/", "/embed/talk.json"):
        assert client.get(address, {"url": ADDRESS}).status_code == 404
    open_to(SITE, by=world.sofia)
    assert asked(client).status_code == 200
    for other in (
        "https://dehors.example/x",
        "http://intranet.example/actus/marge",
        "",
        "javascript:x",
        "https://intranet.example.evil.example/",
    ):
        assert client.get("/embed/talk.json", {"url": other}).status_code == 404


def test_the_number_is_of_many_and_of_what_everybody_reads(world, client, post, crowd):
    open_to(SITE, by=world.sofia)
    for person in crowd[:9]:
        comment_on(post, "Un mot", by=person)
    assert asked(client).json()["comments"] is None, "nine people are few"
    hidden = publish_new(Sheet(body="Entre nous", link=ADDRESS, community=world.place("aurore")), by=world.cleo)
    comment_on(hidden, "Oui", by=world.nadia)
    assert asked(client).json()["comments"] is None, "what few may read is not counted"
    comment_on(post, "Un mot", by=crowd[9])
    comment_on(post, "Un autre", by=crowd[9])
    assert asked(client).json()["comments"] == 11
    for _turn in range(40):
        comment_on(post, "Encore moi", by=crowd[0])
    assert asked(client).json()["comments"] is None, "one person made most of it"


def test_only_named_sites_may_frame_or_read_it(world, client, post):
    open_to(SITE, by=world.sofia)
    page = client.get("/embed/talk/", {"url": ADDRESS})
    assert f"frame-ancestors {SITE}" in page["Content-Security-Policy"]
    assert "script-src" not in page["Content-Security-Policy"]
    assert not page.has_header("X-Frame-Options")
    assert "share-to/?url=https%3A%2F%2Fintranet.example" in page.content.decode()
    assert "En parler sur Parvis" in page.content.decode()
    assert "Speak of it" in client.get("/embed/talk/", {"url": ADDRESS, "lang": "en"}).content.decode()
    assert asked(client, headers={"origin": SITE})["Access-Control-Allow-Origin"] == SITE
    for other in ("https://evil.example", "null", "https://intranet.example.evil.example"):
        assert not asked(client, headers={"origin": other}).has_header("Access-Control-Allow-Origin")
    for answer in (asked(client), page):
        assert not answer.cookies
        assert "cookie" not in answer.get("Vary", "").lower(), "what is kept for all is the same for all"
    assert "DENY" in client.get("/sign-in/")["X-Frame-Options"], "the other pages are framed by nobody"


@pytest.mark.parametrize("words", ["", "x", "https://intranet.example/page", "javascript:x", "https://*.example", "https://a.example; script-src *", "https://u@a.example"])  # fmt: skip
def test_a_site_is_an_address(world, words):
    with pytest.raises(Refused):
        open_to(words, by=world.sofia)


def test_an_administrator_opens_and_closes(world, signed_in, client, post):
    browser = signed_in("sofia")
    assert browser.post("/admin/intranet/origins/", {"origin": "pas un site"}).status_code == 422
    browser.post("/admin/intranet/origins/", {"origin": SITE})
    assert asked(client).status_code == 200
    page = browser.get("/admin/intranet/").content.decode()
    assert "&lt;iframe src=&#34;" in page or "&lt;iframe src=&quot;" in page
    row = page.partition("/admin/intranet/origins/")[2].partition("/")[0]
    browser.post(f"/admin/intranet/origins/{row}/", {"_method": "DELETE", "confirmed": "1"})
    assert asked(client).status_code == 404
    assert signed_in("marine").post("/admin/intranet/origins/", {"origin": SITE}).status_code == 404
