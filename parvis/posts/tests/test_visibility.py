"""The reading rule, as a truth table: every viewer of the cast × every audience, through every door."""

from __future__ import annotations

import pytest

from parvis.feed.composing import compose
from parvis.posts.commenting import comment_on
from parvis.posts.editing import withdraw
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, draft, publish_new

PLACES = {
    "storyline": None,
    "la-place": "la-place",
    "open": "relation-client",
    "closed": "managers",
    "secret": "aurore",
    "guests": "fournisseurs",
}
AUTHOR = {
    "storyline": "cleo",
    "la-place": "cleo",
    "open": "cleo",
    "closed": "cleo",
    "secret": "cleo",
    "guests": "thomas",
}
EVERYBODY = {"nadia", "karim", "cleo", "helene", "thomas", "yves", "marine", "paul", "sofia"}
READERS = {
    "storyline": EVERYBODY, "la-place": EVERYBODY, "open": EVERYBODY,
    "closed": {"cleo", "helene", "thomas", "marine"}, "secret": {"cleo", "helene", "thomas", "marine", "nadia"},
    "guests": {"thomas", "sofia", "gus"},
}  # fmt: skip
VIEWERS = sorted(EVERYBODY | {"gus"})


@pytest.fixture(params=sorted(PLACES))
def case(request, world):
    place = PLACES[request.param]
    author = world.people[AUTHOR[request.param]]
    post = publish_new(Sheet(body="canari-7f3a ici", community=world.place(place) if place else None), by=author)
    return request.param, post


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_reads(case, world, signed_in, viewer):
    name, post = case
    may = viewer in READERS[name]
    assert Post.objects.visible_to(world.people[viewer]).filter(pk=post.pk).exists() is may
    client = signed_in(viewer)
    doors = [
        f"/posts/{post.pk}/",
        f"/posts/{post.pk}/reactions/",
        f"/posts/{post.pk}/history/",
        f"/posts/{post.pk}/shares/",
        f"/posts/{post.pk}/comments/",
    ]
    for door in doors:
        assert client.get(door).status_code == (200 if may else 404), door
    missing = client.get("/posts/1/")
    if not may:
        hidden = client.get(f"/posts/{post.pk}/")
        assert hidden.status_code == missing.status_code
        assert client.get(f"/posts/{post.pk}/", headers={"accept": "application/json"}).status_code == 404
        assert client.post(f"/posts/{post.pk}/reaction/", {"_method": "PUT", "sign": "bravo"}).status_code == 404
        assert client.post(f"/posts/{post.pk}/comments/", {"body": "x"}).status_code == 404


@pytest.mark.parametrize("viewer", VIEWERS)
def test_home_shows_nothing_one_may_not_read(case, world, signed_in, viewer):
    name, _post = case
    page = signed_in(viewer).get("/").content.decode()
    if viewer not in READERS[name]:
        assert "canari-7f3a" not in page
    found = {row.id for row in compose(world.people[viewer])}
    readable = set(Post.objects.visible_to(world.people[viewer]).values_list("pk", flat=True))
    assert found <= readable


def test_a_draft_is_its_authors_alone(world, signed_in):
    post = draft(Sheet(body="brouillon", community=world.place("relation-client")), by=world.nadia)
    assert signed_in("nadia").get(f"/posts/{post.pk}/edit/").status_code == 200
    for viewer in ("cleo", "sofia", "marine"):
        client = signed_in(viewer)
        assert client.get(f"/posts/{post.pk}/").status_code == 404
        assert client.get(f"/posts/{post.pk}/edit/").status_code == 404
        assert client.post(f"/posts/{post.pk}/publication/").status_code == 404


def test_withdrawn_is_gone_unless_others_answered(world, signed_in):
    alone = publish_new(Sheet(body="seul"), by=world.nadia)
    answered = publish_new(Sheet(body="secret-de-nadia"), by=world.nadia)
    comment_on(answered, "ma réponse", by=world.karim)
    withdraw(alone, by=world.nadia)
    withdraw(answered, by=world.nadia)
    client = signed_in("karim")
    assert client.get(f"/posts/{alone.pk}/").status_code == 404
    trace = client.get(f"/posts/{answered.pk}/")
    assert trace.status_code == 200
    assert "ma réponse" in trace.content.decode()
    assert "secret-de-nadia" not in trace.content.decode()
    assert "ma réponse" not in client.get("/").content.decode()


def test_closing_a_community_narrows_its_posts(world, signed_in):
    from parvis.communities.hosting import Charter, settle

    place = world.place("relation-client")
    post = publish_new(Sheet(body="avant", community=place), by=world.nadia)
    assert signed_in("paul").get(f"/posts/{post.pk}/").status_code == 200
    settle(place, Charter(place.name, "", "closed", "everyone"), by=world.cleo)
    assert signed_in("paul").get(f"/posts/{post.pk}/").status_code == 404
    assert signed_in("karim").get(f"/posts/{post.pk}/").status_code == 200


def test_an_ex_member_reads_no_more(world, signed_in):
    from parvis.communities.joining import leave

    post = publish_new(Sheet(body="entre nous", community=world.place("aurore")), by=world.cleo)
    assert signed_in("nadia").get(f"/posts/{post.pk}/").status_code == 200
    leave(world.place("aurore"), by=world.nadia)
    assert signed_in("nadia").get(f"/posts/{post.pk}/").status_code == 404
    assert signed_in("nadia").get("/communities/aurore/").status_code == 404
