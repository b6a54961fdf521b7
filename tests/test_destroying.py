"""Every destructive act asks first (also without JavaScript) or can be undone by the message that says it. The routes are walked:
a new one that destroys and does neither fails here."""

from __future__ import annotations

import re

import pytest

from parvis.communities.joining import ask, join
from parvis.communities.models import Invitation, JoinRequest, Membership
from parvis.feed.models import PostMute
from parvis.kernel import clock
from parvis.people.following import follow
from parvis.people.models import Follow, Unit
from parvis.posts.answering import accept_answer
from parvis.posts.commenting import comment_on
from parvis.posts.marking import bookmark, pin
from parvis.posts.models import AcceptedAnswer, Bookmark, Pin
from parvis.posts.publishing import Sheet, draft, publish_new
from tests.routes import every_route

# Destructive by another method than DELETE: (address, method).
ALSO = {("communities/<slug:slug>/archive/", "POST")}


def test_every_destructive_route_asks_or_can_be_undone():
    for route in every_route():
        for method, view in route.views.items():
            if method == "DELETE" or (route.address, method) in ALSO:
                assert getattr(view, "safety", None) in {"asks", "undo", "toggle"}, (
                    f"{method} {route.address} destroys at once: decorate its view with @asks_first(question, button), or offer the "
                    'way back with say(…, undo=…) and mark it @safe_because("undo"); a button that puts it back in its place is "toggle"'
                )


@pytest.fixture
def made(world):
    place = world.place("relation-client")
    post = publish_new(Sheet(body="Bonjour", community=place), by=world.nadia)
    comment = comment_on(post, "oui", by=world.nadia)
    question = publish_new(Sheet(kind="question", body="Qui ?"), by=world.nadia)
    answered = comment_on(question, "Moi", by=world.karim)
    accept_answer(question, answered, by=world.nadia)
    return {
        "post": post,
        "comment": comment,
        "question": question,
        "answer": answered,
        "draft": draft(Sheet(body="a"), by=world.nadia),
    }


def question_on(response) -> str:
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="confirmed" value="1"' in page
    assert "Annuler" in page
    return page


def test_without_javascript_one_is_asked_before_words_are_lost(world, signed_in, made):
    client = signed_in("nadia")
    rows = [("comments", made["comment"]), ("posts", made["post"]), ("posts", made["draft"])]
    for kind, row in rows:
        address = f"/{kind}/{row.pk}/"
        page = question_on(client.post(address, {"_method": "DELETE", "next": "/drafts/"}))
        row.refresh_from_db()
        assert row.body_text  # nothing happened yet
        sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        assert client.post(address, {name: sent[name] for name in ("_method", "confirmed", "next")}).status_code == 303
    made["post"].refresh_from_db()
    assert made["post"].body_text == ""


def test_leaving_a_place_one_cannot_walk_back_into_is_asked(world, signed_in):
    client = signed_in("nadia")
    question_on(client.post("/communities/aurore/membership/", {"_method": "DELETE"}))
    assert Membership.objects.filter(person=world.nadia, community__slug="aurore").exists()
    client.post("/communities/aurore/membership/", {"_method": "DELETE", "confirmed": "1"})
    assert not Membership.objects.filter(person=world.nadia, community__slug="aurore").exists()


def test_removing_declining_and_archiving_are_asked(world, signed_in):
    client, place = signed_in("cleo"), world.place("relation-client")
    question_on(client.post("/communities/relation-client/members/", {"_method": "DELETE", "handle": "nadia"}))
    question_on(client.post("/communities/relation-client/archive/"))
    closed = world.place("managers")
    owner = closed.memberships.filter(role="owner").first().person.handle
    ask(closed, by=world.paul)
    question_on(signed_in(owner).post("/communities/managers/requests/", {"_method": "DELETE", "handle": "paul"}))
    assert JoinRequest.objects.filter(person=world.paul).exists()
    Invitation.objects.create(person=world.nadia, community=closed, by=world.cleo, at=clock.now())
    question_on(signed_in("nadia").post("/communities/managers/invitations/", {"_method": "DELETE"}))
    assert Invitation.objects.filter(person=world.nadia).exists()
    assert Membership.objects.filter(person=world.nadia, community=place).exists()


def test_an_administrator_is_asked(world, signed_in):
    client, unit = signed_in("sofia"), Unit.objects.create(slug="vide", name="Vide", path="/1/")
    question_on(client.post("/admin/units/", {"_method": "DELETE", "unit": "vide"}))
    page = client.get("/admin/people/karim/departure/").content.decode()  # said in words on a page of its own
    assert "Ce qui se passe" in page
    assert 'href="/admin/people/karim/"' in page
    assert Unit.objects.filter(pk=unit.pk).exists()
    assert not hasattr(type(world.karim).objects.get(pk=world.karim.pk), "departure")


def undone(client, response) -> None:
    """Press the button "Annuler" of the message on the next page."""
    page = client.get(response["Location"].split("#")[0]).content.decode()
    message = re.search(r'<div class="messages".*?</div>', page, re.S)
    assert message, page[:2000]
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', message[0], re.S)
    assert form, message[0]
    assert "Annuler" in form[2]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    assert client.post(form[1], sent).status_code == 303


def test_small_acts_are_undone_by_the_message_that_says_them(world, signed_in, made):
    client, post, question = signed_in("nadia"), made["post"], made["question"]
    follow(world.helene, by=world.nadia)
    undone(client, client.post("/people/helene/follow/", {"_method": "DELETE"}))
    assert Follow.objects.filter(person=world.nadia, followed=world.helene).exists()
    bookmark(post, by=world.nadia)
    undone(client, client.post(f"/posts/{post.pk}/bookmark/", {"_method": "DELETE", "next": "/bookmarks/"}))
    assert Bookmark.objects.filter(person=world.nadia, post=post).exists()
    undone(client, client.post(f"/posts/{question.pk}/accepted-answer/", {"_method": "DELETE"}))
    assert AcceptedAnswer.objects.get(post=question).comment_id == made["answer"].pk
    undone(client, client.post("/mutes/", {"post": str(question.pk), "what": "post", "span": "week"}))
    assert not PostMute.objects.exists()
    client.post("/mutes/", {"post": str(question.pk), "what": "post", "span": "week"})
    row = PostMute.objects.get()
    client.get("/")
    undone(client, client.post("/mutes/", {"_method": "DELETE", "kind": "post", "id": str(row.pk)}))
    assert PostMute.objects.exists()
    other = signed_in("cleo")
    pin(post, by=world.cleo)
    undone(other, other.post(f"/posts/{post.pk}/pin/", {"_method": "DELETE"}))
    assert Pin.objects.filter(post=post).exists()
    join(world.place("relation-client"), by=world.paul)
    third = signed_in("paul")
    undone(third, third.post("/communities/relation-client/membership/", {"_method": "DELETE"}))
    assert Membership.objects.filter(person=world.paul, community__slug="relation-client").exists()
