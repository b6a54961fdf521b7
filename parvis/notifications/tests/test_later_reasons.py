"""What is heard of after the fact: a name added by an edit, a door that opened, a reading that is about to end."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.communities.joining import accept, ask, leave
from parvis.communities.models import JoinRequest
from parvis.kernel import clock
from parvis.notifications.tests.test_deciding import heard, told
from parvis.posts.commenting import comment_on, edit_comment
from parvis.posts.confirming import ask as ask_to_read
from parvis.posts.confirming import confirm, no_longer_ask, remind_of_what_ends
from parvis.posts.editing import edit
from parvis.posts.models import MustRead, Post
from parvis.posts.publishing import Sheet, publish_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(world):
    return publish_new(Sheet(body="On a testé avec @karim.", community=world.place("relation-client")), by=world.nadia)


def test_a_name_added_by_an_edit_is_told_and_only_that_one(world, note, signed_in):
    assert heard(world.karim) == ["mention"]
    before = heard(world.cleo)
    edit(note, Sheet(body="On a testé avec @karim et @cleo, par @nadia."), by=world.nadia, version=note.version)
    assert heard(world.cleo) == ["mention", *before]
    assert heard(world.karim) == ["mention"]
    assert "mention" not in heard(world.nadia)
    assert "Nadia Belkacem vous a nommé" in told(signed_in("cleo"))
    fresh = Post.objects.get(pk=note.pk)
    edit(fresh, Sheet(body="Toujours @karim et @cleo."), by=world.nadia, version=fresh.version)
    assert heard(world.cleo) == ["mention", *before]  # named already


def test_a_name_added_to_a_comment_is_told(world, note):
    said = comment_on(note, "Combien ?", by=world.karim)
    assert heard(world.helene) == []
    edit_comment(said, "Combien, @helene ?", by=world.karim, version=said.version)
    assert heard(world.helene) == ["mention"]


@pytest.mark.settling
def test_a_name_added_before_others_see_it_is_told_once_when_they_do(world):
    post = publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.nadia)
    edit(post, Sheet(body="Bonjour @karim"), by=world.nadia, version=post.version)
    assert heard(world.karim) == []


def test_who_cannot_read_the_place_is_not_told_by_an_edit(world):
    post = publish_new(Sheet(body="Entre nous", community=world.place("aurore")), by=world.cleo)
    edit(post, Sheet(body="Entre nous, @paul @nadia"), by=world.cleo, version=post.version)
    assert heard(world.paul) == []
    assert heard(world.nadia) == ["mention"]


def test_who_is_let_in_hears_of_it_while_they_are_in(world, signed_in):
    ask(world.place("managers"), by=world.nadia, words="Je reprends l’équipe")
    accept(JoinRequest.objects.get(), by=world.cleo)
    assert heard(world.nadia) == ["community.let_in"]
    page = told(signed_in("nadia"))
    assert "Cléo Aubin vous a fait entrer" in page
    assert "/communities/managers/" in signed_in("nadia").get("/notices/").content.decode() or "Managers" in page
    leave(world.place("managers"), by=world.nadia)
    assert "Cléo Aubin vous a fait entrer" not in told(signed_in("nadia"))


def ends_in(post, **left: int) -> None:
    now = clock.now()
    MustRead.objects.filter(post=post).update(at=now - dt.timedelta(days=3), until=now + dt.timedelta(**left))
    Post.objects.filter(pk=post.pk).update(must_read_until=now + dt.timedelta(**left))


def test_on_the_last_day_who_has_not_said_so_is_reminded_once(world, note, signed_in):
    ask_to_read(note, by=world.marine, days=4)
    heard(world.karim)
    ends_in(note, hours=60)
    remind_of_what_ends()
    assert "post.must_read_ending" not in heard(world.karim)
    confirm(note, by=world.helene)
    ends_in(note, hours=20)
    remind_of_what_ends()
    remind_of_what_ends()
    assert heard(world.karim).count("post.must_read_ending") == 1
    assert "post.must_read_ending" not in heard(world.helene)
    assert "Plus qu’un jour" in told(signed_in("karim"))
    confirm(note, by=world.karim)
    assert "Plus qu’un jour" not in told(signed_in("karim"))


def test_what_was_asked_for_one_day_or_is_asked_no_longer_reminds_nobody(world, note):
    ask_to_read(note, by=world.marine, days=1)
    remind_of_what_ends()
    assert "post.must_read_ending" not in heard(world.karim)
    no_longer_ask(note, by=world.marine)
    remind_of_what_ends()
    assert "post.must_read_ending" not in heard(world.karim)
