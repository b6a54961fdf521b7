"""The picture of a community is put by its owners and seen by whoever sees the community."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.drawing import draw


@pytest.fixture
def pictured(world, signed_in):
    client = signed_in("cleo")
    for slug in ("relation-client", "aurore"):
        answer = client.post(f"/communities/{slug}/picture/", {"picture": SimpleUploadedFile("a.png", draw("quai", 1))})
        assert answer.status_code == 303
    return world


@pytest.mark.parametrize(("who", "slug", "sees"), [("karim", "relation-client", True), ("nadia", "aurore", True), ("karim", "aurore", False), ("gus", "relation-client", False)])  # fmt: skip
def test_who_sees_the_community_sees_its_picture(pictured, signed_in, who, slug, sees):
    response = signed_in(who).get(f"/communities/{slug}/picture/")
    assert response.status_code == (200 if sees else 404)


def test_it_is_on_the_page_and_in_the_directory(pictured, signed_in):
    address = pictured.place("relation-client")
    address.refresh_from_db()
    for page in ("/communities/relation-client/", "/communities/"):
        assert f'src="{address.picture_address}"' in signed_in("karim").get(page).content.decode()


def test_only_its_owners_change_it(pictured, signed_in):
    for method in ("POST", "DELETE"):
        sent = {"_method": method, "confirmed": "1", "picture": SimpleUploadedFile("a.png", draw("quai", 2))}
        assert signed_in("karim").post("/communities/relation-client/picture/", sent).status_code == 404


def test_refused_it_says_why_and_removed_it_is_gone(pictured, signed_in):
    client = signed_in("cleo")
    bad = client.post(
        "/communities/relation-client/picture/", {"picture": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n")}
    )
    assert bad.status_code == 422
    assert "abîmée" in bad.content.decode()
    client.post("/communities/relation-client/picture/", {"_method": "DELETE", "confirmed": "1"})
    assert client.get("/communities/relation-client/picture/").status_code == 404
