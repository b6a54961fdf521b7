"""What owners, hosts and members do with a community, through the pages: invite by name, pin and unpin, archive, leave and undo."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.communities.models import Archive, Community, Invitation, Membership
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.people.profiling import searchable
from parvis.posts.models import Pin
from parvis.posts.publishing import Sheet, publish_new

HOME = "/communities/relation-client/"


@pytest.fixture
def cleo(signed_in, world):
    for person in world.people.values():
        Person.objects.filter(pk=person.pk).update(search_text=searchable(person, []))
    return signed_in("cleo")


@pytest.mark.parametrize("typed", ["paul", "@paul", "PAUL", "paul@lanterne.example", "Paul Texier", "paul texier"])
def test_a_host_invites_by_whatever_they_know(cleo, world, typed):
    assert cleo.post(f"{HOME}invitations/", {"handle": typed}).status_code == 303
    assert Invitation.objects.get().person == world.paul


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "hana", "pau", "nadia", "\x00", "é" * 9000])
def test_whom_one_cannot_invite_is_said_and_what_was_typed_stays(cleo, typed):
    response = cleo.post(f"{HOME}invitations/", {"handle": typed})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert typed.replace("\x00", "\ufffd").strip()[:80] in response.content.decode().replace("\x00", "\ufffd")
    assert not Invitation.objects.exists()


def test_an_invitation_is_taken_back_and_that_undone(cleo, world):
    cleo.post(f"{HOME}invitations/", {"handle": "paul"})
    cleo.post(f"{HOME}invitations/paul/", {"_method": "DELETE"})
    assert not Invitation.objects.exists()
    page = cleo.get(f"{HOME}invitations/").content.decode()
    assert re.search(r'action="/communities/relation-client/invitations/".*?name="handle" value="paul"', page, re.S)


def test_only_hosts_invite_or_take_back(cleo, signed_in, world):
    cleo.post(f"{HOME}invitations/", {"handle": "paul"})
    karim = signed_in("karim")
    assert karim.post(f"{HOME}invitations/", {"handle": "thomas"}).status_code == 404
    assert karim.post(f"{HOME}invitations/paul/", {"_method": "DELETE"}).status_code == 404
    assert Invitation.objects.count() == 1


def test_a_pinned_post_is_unpinned_from_the_community_and_from_its_page(cleo, signed_in, world):
    post = publish_new(Sheet(body="À garder en haut", community=world.place("relation-client")), by=world.karim)
    assert "Épingler" in cleo.get(f"/posts/{post.pk}/").content.decode()
    cleo.post(f"/posts/{post.pk}/pin/")
    assert "Ne plus épingler" in cleo.get(f"/posts/{post.pk}/").content.decode()
    assert "Désépingler" in cleo.get(f"{HOME}posts/").content.decode()
    assert "Désépingler" not in signed_in("karim").get(f"{HOME}posts/").content.decode()
    cleo.post(f"/posts/{post.pk}/pin/", {"_method": "DELETE"})
    assert not Pin.objects.exists()


def test_an_archived_community_is_found_read_and_reopened(cleo, signed_in, world):
    cleo.post(f"{HOME}archive/", {"confirmed": "1"})
    assert Archive.objects.exists()
    karim = signed_in("karim")
    assert "Relation client" not in re.sub(
        r"<nav.*?</nav>", "", karim.get("/communities/").content.decode(), flags=re.S
    )
    assert HOME in karim.get("/communities/?archived=1").content.decode()
    assert karim.get(HOME).status_code == 200
    assert "Rouvrir" in cleo.get(HOME).content.decode()
    assert "Rouvrir" not in karim.get(HOME).content.decode()
    cleo.post(f"{HOME}archive/", {"_method": "DELETE"})
    assert not Archive.objects.exists()


@pytest.mark.parametrize(
    ("handle", "slug", "role"),
    [("karim", "relation-client", "member"), ("nadia", "relation-client", "host"), ("nadia", "aurore", "member")],
)
def test_leaving_is_undone_as_one_was(signed_in, world, handle, slug, role):
    browser, place = signed_in(handle), world.place(slug)
    before = place.member_count
    response = browser.post(f"/communities/{slug}/membership/", {"_method": "DELETE", "confirmed": "1"})
    assert not Membership.objects.filter(community=place, person__handle=handle).exists()
    page = browser.get(response["location"]).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert signed_in("paul").post("/memberships/", {"token": token}).status_code == 303
    assert not Membership.objects.filter(community=place, person__handle="paul").exists(), "the way back is one's own"
    browser.post("/memberships/", {"token": token})
    browser.post("/memberships/", {"token": token})
    assert Membership.objects.get(community=place, person__handle=handle).role == role
    place.refresh_from_db()
    assert place.member_count == before


@pytest.mark.parametrize("token", ["", "x", "\x00"])
def test_a_made_up_way_back_leads_nowhere(signed_in, world, token, settings):
    forged = signing.dumps({"by": world.paul.pk, "place": world.place("aurore").pk, "role": "owner"}, salt="else")
    for sent in (token, forged):
        assert signed_in("paul").post("/memberships/", {"token": sent}).status_code == 303
    assert not Membership.objects.filter(person=world.paul).exists()


def test_the_last_owner_is_told_what_to_do(cleo, world):
    page = cleo.get(HOME).content.decode()
    assert "Vous êtes seul·e propriétaire" in page
    assert f'href="{HOME}members/"' in page
    cleo.post(f"{HOME}membership/", {"_method": "DELETE", "confirmed": "1"})
    assert Membership.objects.filter(person=world.cleo, community=world.place("relation-client")).exists()
    cleo.post(f"{HOME}members/", {"_method": "PUT", "handle": "nadia", "role": "owner"})
    cleo.post(f"{HOME}membership/", {"_method": "DELETE", "confirmed": "1"})
    assert not Membership.objects.filter(person=world.cleo, community=world.place("relation-client")).exists()


@pytest.mark.parametrize("address", ["/communities/", f"{HOME}members/", f"{HOME}invitations/", f"{HOME}requests/"])
def test_lists_cost_the_same_for_3_and_30(cleo, world, address):
    def add(numbers) -> None:
        for n in numbers:
            person = Person.objects.create(handle=f"p{n}", name=f"Personne {n}", unit=world.nadia.unit)
            Membership.objects.create(person=person, community=world.place("relation-client"), at=clock.now())
            other = Person.objects.create(handle=f"q{n}", name=f"Autre {n}", unit=world.nadia.unit)
            Invitation.objects.create(
                person=other, community=world.place("relation-client"), by=world.cleo, at=clock.now()
            )
            Community.objects.create(slug=f"c{n}", name=f"Communauté {n}")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert cleo.get(address).status_code == 200
        return len(queries)

    add(range(3))
    cost()
    few = cost()
    add(range(3, 33))
    assert cost() == few
