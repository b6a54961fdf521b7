"""From a bookmark, a button of the intranet, or the share menu of a phone."""

from __future__ import annotations

import pytest

from parvis.intranet.tests.site import told
from parvis.posts.publishing import Sheet, publish_new

ADDRESS = "https://intranet.example/actus/marge"


@pytest.mark.parametrize(
    "given", [{"url": f"{ADDRESS}?utm_medium=x"}, {"text": f"À lire {ADDRESS}"}, {"title": ADDRESS}, {"url": "", "text": ADDRESS}]
)  # fmt: skip
def test_it_opens_the_composer_with_the_page(world, signed_in, given):
    response = signed_in("nadia").get("/share-to/", given, follow=True)
    page = response.content.decode()
    assert f'name="link" value="{ADDRESS}"' in page
    assert ("À lire</textarea>" in page) == ("À lire" in given.get("text", ""))


@pytest.mark.parametrize(
    "given", [{}, {"url": "javascript:alert(1)"}, {"url": "http://[", "text": "\x00"}, {"url": "//x"}]
)
def test_what_is_no_address_opens_an_empty_one(world, signed_in, given):
    page = signed_in("nadia").get("/share-to/", given, follow=True).content.decode()
    assert 'name="link"' not in page
    assert "alert(1)" not in page


def test_what_is_spoken_of_already_is_shown_first(world, signed_in):
    post = publish_new(Sheet(body="On a payé d’avance", link=ADDRESS), by=world.helene)
    secret = publish_new(Sheet(body="Entre nous", link=ADDRESS, community=world.place("aurore")), by=world.cleo)
    page = signed_in("karim").get("/share-to/", {"url": ADDRESS}).content.decode()
    assert f"/posts/{post.pk}/shares/" in page
    assert "Entre nous" not in page
    assert str(secret.pk) not in page


def test_a_communicator_may_make_it_a_fact(world, signed_in):
    page = signed_in("marine").get("/share-to/", {"url": ADDRESS, "title": "<b>Marge"}).content.decode()
    assert "/facts/new/?url=" in page
    assert "&lt;b&gt;Marge" in page
    told("Marge", address=ADDRESS)
    response = signed_in("marine").get("/share-to/", {"url": ADDRESS})
    assert response.status_code == 303


def test_signed_out_one_comes_back_to_it(client, world):
    response = client.get("/share-to/", {"url": ADDRESS})
    assert "next=/share-to/" in response["Location"]


def test_the_application_takes_shares(world, client):
    assert client.get("/manifest.webmanifest").json()["share_target"]["action"] == "/share-to/"
