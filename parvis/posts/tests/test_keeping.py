"""What a process keeps of posts and threads is never older than the database, and is never shown to who may not read it."""

from __future__ import annotations

import pytest

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.people.models import Mandate, Person
from parvis.posts import keeping
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.editing import edit
from parvis.posts.models import Post, ServiceSignature
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react


@pytest.fixture
def said(world):
    place = world.place("relation-client")
    post = publish_new(Sheet(body="Premier jet du matin", community=place), by=world.karim)
    comment = comment_on(post, "Bien vu, collègue", by=world.cleo)
    return {"post": post, "comment": comment, "place": place}


def signed(post: Post, name: str) -> None:
    ServiceSignature.objects.create(post=post, name=name, at=clock.now())


CHANGES = {
    "the words": (lambda w, s: edit(s["post"], Sheet(body="Second jet", community=s["place"]), by=w.karim, version=1), "Second jet", "Premier jet"),
    "the name of the author": (lambda w, s: Person.objects.filter(pk=w.karim.pk).update(name="Karim Renommé"), "Karim Renommé", "Karim Diallo"),
    "a mandate": (lambda w, s: Mandate.objects.create(person=w.cleo, title="Comité tout neuf", by=w.cleo, at=clock.now()), "Comité tout neuf", ""),
    "a signature": (lambda w, s: signed(s["post"], "Le bon service"), "Le bon service, par Karim Diallo", ""),
    "the name of the place": (lambda w, s: Community.objects.filter(pk=s["place"].pk).update(name="Autre nom"), "Autre nom", ""),
    "a comment": (lambda w, s: edit_comment(s["comment"], "Mieux vu encore", by=w.cleo, version=1), "Mieux vu encore", "Bien vu, collègue"),
    "a comment taken back": (lambda w, s: withdraw_comment(s["comment"], by=w.cleo), "Premier jet", "Bien vu, collègue"),
    "another comment": (lambda w, s: comment_on(s["post"], "Un mot de plus", by=w.nadia), "Un mot de plus", ""),
    "a reaction": (lambda w, s: react(s["post"], "bravo", by=w.cleo), "Bravo · 1", ""),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
@pytest.mark.parametrize("page", ["/", "/posts/{}/"])
def test_a_change_is_seen_at_once(change, page, world, said, signed_in):
    act, appears, goes = CHANGES[change]
    address, client = page.format(said["post"].pk), signed_in("nadia")
    before = client.get(address).content.decode()
    assert before.count("Premier jet du matin")
    assert client.get(address).status_code == 200
    assert change == "a comment taken back" or appears not in before
    assert not goes or goes in before
    act(world, said)
    after = client.get(address).content.decode()
    assert appears in after
    assert not goes or f">{goes}" not in after


@pytest.mark.parametrize("page", ["/", "/posts/{}/"])
def test_a_signature_changed_or_taken_away_is_seen_at_once(page, world, said, signed_in):
    address, client = page.format(said["post"].pk), signed_in("nadia")
    signed(said["post"], "Premier service")
    for _again in range(2):
        assert "Premier service, par Karim Diallo" in client.get(address).content.decode()
    ServiceSignature.objects.update(name="Second service")
    words = client.get(address).content.decode()
    assert "Second service, par Karim Diallo" in words
    assert "Premier service" not in words
    ServiceSignature.objects.all().delete()
    assert "service, par" not in client.get(address).content.decode()


def test_what_is_kept_is_not_shown_to_who_may_not_read_it(world, said, signed_in):
    address = f"/posts/{said['post'].pk}/"
    Community.objects.filter(pk=said["place"].pk).update(kind=Community.Kind.CLOSED)
    Post.objects.filter(pk=said["post"].pk).update(audience="members")
    assert signed_in("karim").get(address).status_code == 200
    assert signed_in("yves").get(address).status_code == 404
    assert "Premier jet du matin" not in signed_in("yves").get("/").content.decode()


def test_the_shelf_starts_again_when_full():
    shelf: keeping.Shelf[str] = keeping.Shelf(2)
    for number in range(3):
        shelf.put(number, "name", "row")
    assert shelf.get(2, "name") == "row"
    assert shelf.get(2, "another name") is None
    assert shelf.get(0, "name") is None
