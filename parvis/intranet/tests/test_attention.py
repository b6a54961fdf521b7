"""Before speaking to many: what each part of them received this week, said of ten people at least."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from parvis.communities.audiences import headcount
from parvis.communities.models import Membership
from parvis.intranet.attention import attention_of
from parvis.kernel import clock
from parvis.people.models import Person, Unit
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new


@pytest.fixture
def many(world):
    """Forty people of industry, four of communication; twenty of the former are in Relation client."""
    headcount.forget()
    people = {}
    for slug, count in (("industrie", 40), ("communication", 4), ("finances", 20)):
        unit = Unit.objects.get(slug=slug)
        people[slug] = [
            Person.objects.create(handle=f"{slug}-{n}", name=f"{slug} {n}", unit=unit) for n in range(count)
        ]
    place, now = world.place("relation-client"), clock.now()
    for person in [*people["industrie"][:30], *people["finances"][:12]]:
        Membership.objects.create(person=person, community=place, role="member", at=now)
    place.member_count += 42
    place.save()
    return people


def by_name(place=None):
    return {part.name: part for part in attention_of(place).parts}


def test_each_part_is_counted_and_few_are_not_said(world, many):
    for number in range(3):
        publish_new(Sheet(body=f"À tous {number}", community=world.place("la-place")), by=world.marine)
    publish_new(Sheet(body="Aux miens", community=world.place("relation-client")), by=world.cleo)
    publish_new(Sheet(body="Un collègue parle", community=world.place("la-place")), by=world.nadia)
    parts = by_name()
    industry = parts["Direction industrielle"]
    assert (industry.received, industry.left) == (pytest.approx(3 + 30 / industry.people, abs=0.1), 1)
    assert parts["Direction financière"].received == 3.6
    for language, words in (("fr", "3,6"), ("en", "3.6")):
        with translation.override(language):
            assert parts["Direction financière"].words == words
    assert parts["Communication"].received is None
    assert by_name(world.place("relation-client"))["Direction industrielle"].received == 4.0


def test_after_a_week_it_counts_no_more(world, many):
    post = publish_new(Sheet(body="À tous", community=world.place("la-place")), by=world.marine)
    Post.objects.filter(pk=post.pk).update(published_at=clock.now() - dt.timedelta(days=8))
    assert by_name()["Direction industrielle"].received == 0


def test_it_is_shown_to_who_speaks_to_many_and_keeps_nobody_from_writing(world, many, signed_in):
    for number in range(5):
        publish_new(Sheet(body=f"À tous {number}", community=world.place("la-place")), by=world.marine)
    page = signed_in("marine").get("/posts/new/?in=la-place").content.decode()
    assert "Leur attention cette semaine" in page
    assert "Il ne reste rien pour certains" in page
    assert "Choisir l’heure" in page
    assert "Communication" in page.partition("trop peu de monde")[0].rpartition("<p")[2]
    assert "Leur attention" in signed_in("cleo").get("/posts/new/?in=relation-client").content.decode(), (
        "she owns the place"
    )
    for handle, place in (("nadia", "la-place"), ("cleo", "aurore"), ("helene", "la-place")):
        assert "Leur attention" not in signed_in(handle).get(f"/posts/new/?in={place}").content.decode()
    assert (
        signed_in("marine").post("/posts/", {"kind": "note", "place": "la-place", "body": "Une de plus"}).status_code
        == 303
    )


def test_it_costs_the_same_whatever_was_said(world, many, django_assert_max_num_queries):
    publish_new(Sheet(body="À tous", community=world.place("la-place")), by=world.marine)
    with django_assert_max_num_queries(8) as few:
        attention_of(None)
    for number in range(12):
        publish_new(Sheet(body=f"À tous {number}", community=world.place("la-place")), by=world.marine)
    with django_assert_max_num_queries(len(few)):
        attention_of(None)
