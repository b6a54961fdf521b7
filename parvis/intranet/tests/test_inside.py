"""What Parvis fetches of the intranet beside its feeds: the pictures of facts, and what a link to one of its pages shows. Both go through
the guarded door, to the hosts an administrator named; what they bring is read by whoever may."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from parvis.intranet.keeping import name_host
from parvis.intranet.models import Fact
from parvis.intranet.picturing import HEIGHT, WIDTH, fetch_picture
from parvis.intranet.reading import item
from parvis.intranet.taking import put_aside, take
from parvis.posts.models import LinkCard
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.unfolding import unfold

PICTURE = "https://intranet.example/une.jpg"
PAGE = b"<html><head><title>La cantine rouvre</title></head><body>Secret</body></html>"


def jpeg(width=1600, height=1200):
    with io.BytesIO() as kept:
        picture = Image.new("RGB", (width, height), "sienna")
        exif = Image.Exif()
        exif[0x010E] = "pris chez nous"
        picture.save(kept, "JPEG", exif=exif)
        return kept.getvalue()


@pytest.fixture
def fact(world, site):
    site.pages["/une.jpg"] = ("image/jpeg", jpeg())
    made = item("https://intranet.example/actus/une", "La une", "Des mots", PICTURE)
    return take([made], None, origin="Intranet").new[0]


@pytest.fixture
def named(world):
    name_host("intranet.example", by=world.sofia)


def fetched(fact):
    fetch_picture(fact_id=fact.pk)
    return Fact.objects.get(pk=fact.pk)


def test_a_picture_is_fetched_through_the_door_made_small_and_kept_here(world, fact, named, site, signed_in):
    found = fetched(fact)
    assert site.reached == ["10.1.2.3"]
    with Image.open(found.picture.open("rb")) as kept:
        assert kept.width <= WIDTH
        assert kept.height <= HEIGHT
        assert not kept.getexif()
    fetch_picture(fact_id=fact.pk)
    assert len(site.asked) == 1, "once"
    browser = signed_in("karim")
    page = browser.get(f"/facts/{fact.pk}/").content.decode()
    assert f'src="/facts/{fact.pk}/picture/' in page
    assert PICTURE not in page, "nobody's browser asks the intranet"
    response = browser.get(f"/facts/{fact.pk}/picture/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("image/")
    assert "public" not in response["Cache-Control"]


def test_who_may_not_read_the_fact_does_not_see_its_picture(world, fact, named, signed_in, client):
    found = fetched(fact)
    assert found.picture
    assert signed_in("karim").get(f"/facts/{fact.pk}/picture/").status_code == 200
    assert signed_in("gus").get(f"/facts/{fact.pk}/picture/").status_code == 404
    assert client.get(f"/facts/{fact.pk}/picture/").status_code in (302, 303)
    assert client.get(f"/media/{found.picture.name}").status_code == 404
    put_aside(fact, by=world.marine)
    assert signed_in("karim").get(f"/facts/{fact.pk}/picture/").status_code == 404


def test_a_host_nobody_named_is_not_asked(world, fact, site, signed_in):
    assert not fetched(fact).picture
    assert site.asked == []
    assert signed_in("karim").get(f"/facts/{fact.pk}/picture/").status_code == 404


@pytest.mark.parametrize(("kind", "body"), [("image/jpeg", b"no picture"), ("image/svg+xml", b"<svg/>"), ("text/html", b"<html>")])  # fmt: skip
def test_what_is_no_picture_leaves_a_fact_without(world, fact, named, site, kind, body):
    site.pages["/une.jpg"] = (kind, body)
    assert not fetched(fact).picture
    assert len(site.asked) == 1


def card_of(world, handle):
    post = publish_new(Sheet(body="À lire : https://intranet.example/cantine", community=world.place("fournisseurs") if handle == "gus" else None), by=world.people[handle])  # fmt: skip
    card = LinkCard.objects.get()
    unfold(card_id=card.pk)
    post.refresh_from_db()
    return post, LinkCard.objects.get()


def test_a_page_of_a_named_host_has_its_card(world, named, site):
    site.pages["/cantine"] = ("text/html", PAGE)
    post, card = card_of(world, "nadia")
    assert (card.title, card.site) == ("La cantine rouvre", "intranet.example")
    assert "La cantine rouvre" in post.embeds_html


def test_a_page_of_a_host_nobody_named_stays_a_plain_link(world, site):
    site.pages["/cantine"] = ("text/html", PAGE)
    post, card = card_of(world, "nadia")
    assert (card.title, post.embeds_html, site.asked) == ("", "", [])


def test_a_guest_opens_nothing_of_the_inside(world, named, site):
    site.pages["/cantine"] = ("text/html", PAGE)
    post, card = card_of(world, "gus")
    assert (card.title, post.embeds_html, site.asked) == ("", "", [])


def test_our_own_pages_are_not_asked_what_they_say(world, site, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"address": "https://intranet.example"})
    name_host("intranet.example", by=world.sofia)
    site.pages["/cantine"] = ("text/html", PAGE)
    post, card = card_of(world, "nadia")
    assert (card.title, post.embeds_html, site.asked) == ("", "", [])
