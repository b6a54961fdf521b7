"""The third time a page is told in a week to nearly the same people, one is led to the conversation that is there."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.communities.audiences import headcount, overlaps
from parvis.intranet.guarding import keys_in, told_this_week
from parvis.intranet.tests.site import told
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.rereading import of_sheet
from parvis.posts.sharing import share

ADDRESS = "https://intranet.example/actus/marge"


def says(world, handle, words, place="la-place"):
    return publish_new(Sheet(body=words, link=ADDRESS, community=world.place(place) if place else None), by=world.people[handle])  # fmt: skip


def again(world, place="la-place", *, by=None, words="Voici ce que j’en pense", link=ADDRESS):
    found = of_sheet(Sheet(body=words, link=link, community=world.place(place)), by=by or world.nadia)
    return [one.finding.why for one in found if one.finding.kind == "again"]


@pytest.fixture
def twice(world):
    told("Marge", address=ADDRESS)
    return says(world, "paul", "Le quai du soir y est pour beaucoup"), says(world, "helene", "On a payé d’avance")


def test_the_second_time_nothing_is_said_the_third_one_is_led_to_the_talk(world):
    first = says(world, "paul", "Le quai du soir y est pour beaucoup")
    assert again(world) == []
    second = says(world, "helene", "On a payé d’avance")
    assert again(world) == [f"/posts/{second.pk}/"]
    comment_on(first, "Pourquoi ?", by=world.karim)
    assert again(world) == [f"/posts/{first.pk}/"], "where it is discussed"


def test_an_address_in_the_words_counts(world, twice):
    assert again(world, link="", words=f"À lire : {ADDRESS}?utm_source=x.") != []
    assert again(world, link="", words="À lire : https://intranet.example/autre") == []


def test_other_people_are_not_wearied(world):
    for handle in ("cleo", "helene"):
        says(world, handle, f"Mot de {handle}", "aurore")
    inside = overlaps(world.place("la-place"), [world.place("aurore")])[world.place("aurore").pk]
    assert 0 < inside < 0.9
    assert bool(again(world, by=world.helene)) == (inside > 0.5)
    assert again(world, "aurore", by=world.helene) != []
    assert again(world, by=world.karim) == [], "what he may not read is never named"


def test_what_is_a_week_old_counts_no_more(world, twice):
    for post in twice:
        Post.objects.filter(pk=post.pk).update(published_at=post.published_at - dt.timedelta(days=8))
    assert again(world) == []


def test_a_share_counts(world):
    first = says(world, "paul", "Le quai du soir y est pour beaucoup")
    share(first, by=world.helene, community=world.place("la-place"), body="À lire")
    assert again(world) != []


def test_it_is_said_on_the_page_without_script(world, signed_in, twice):
    page = signed_in("nadia").get("/posts/new/", {"link": ADDRESS}).content.decode()
    assert "Dit deux fois déjà cette semaine" in page
    assert f"/posts/{twice[0].pk}/#comments" in page


def test_who_passes_on_for_the_third_time_is_shown_the_talk(world, signed_in):
    post = publish_new(Sheet(body="Sans page", community=world.place("la-place")), by=world.paul)
    browser = signed_in("nadia")
    assert "Dit deux fois" not in browser.get(f"/posts/{post.pk}/shares/").content.decode()
    passed = share(post, by=world.helene, community=world.place("la-place"), body="À lire")
    page = browser.get(f"/posts/{post.pk}/shares/").content.decode()
    assert "Dit deux fois déjà cette semaine" in page
    assert f"/posts/{passed.pk}/#comments" in page
    sent = browser.post(f"/posts/{post.pk}/shares/", {"body": "Quand même", "place": "la-place", "format": "markdown"})
    assert sent.status_code == 303, "nobody is kept from it"


def test_ones_own_published_post_is_not_told_so_when_edited(world, twice):
    found = of_sheet(Sheet(body="Le quai du soir y est", link=ADDRESS, community=world.place("la-place")), by=world.paul, post=twice[0])  # fmt: skip
    assert [one for one in found if one.finding.kind == "again"] == []


def test_the_most_discussed_first_and_at_a_fixed_cost(world, twice, django_assert_max_num_queries):
    assert [post.pk for post in told_this_week(world.nadia, world.place("la-place"), keys=keys_in("", ADDRESS))] == [twice[1].pk, twice[0].pk]  # fmt: skip
    for number in range(12):
        says(world, "helene", f"Encore {number}", "relation-client" if number % 2 else "la-place")
    with django_assert_max_num_queries(6):
        assert len(told_this_week(world.nadia, world.place("la-place"), keys=keys_in("", ADDRESS))) >= 8


def test_what_is_beside_follows_the_place_and_is_no_page_of_its_own(world, signed_in, twice):
    browser = signed_in("nadia")
    given = {"place": "la-place", "link": ADDRESS}
    assert (
        "Dit deux fois déjà cette semaine"
        in browser.get("/posts/beside/", given, headers={"hx-request": "true"}).content.decode()
    )
    shared = browser.get("/posts/beside/", {**given, "passing": twice[0].pk}, headers={"hx-request": "true"})
    assert "Dit deux fois déjà cette semaine" in shared.content.decode()
    secret = says(world, "cleo", "Entre nous", "aurore")
    assert (
        signed_in("karim")
        .get("/posts/beside/", {"place": "la-place", "passing": secret.pk}, headers={"hx-request": "true"})
        .status_code
        == 404
    )
    assert (
        browser.get("/posts/beside/", given)["Location"]
        == f"/posts/new/?in=la-place&link={ADDRESS.replace(':', '%3A').replace('/', '%2F')}"
    )


def test_without_script_it_is_said_of_the_place_that_was_chosen_when_a_form_comes_back(world, signed_in):
    headcount.forget()
    for who in ("cleo", "helene"):
        says(world, who, f"Mot de {who}", "aurore")
    Person.objects.bulk_create([Person(handle=f"p{n}", name=f"P {n}") for n in range(60)])
    browser = signed_in("helene")
    sent = {"kind": "note", "body": "", "link": ADDRESS}
    assert "Dit deux fois" not in browser.get("/posts/new/", {"link": ADDRESS}).content.decode()
    refused = browser.post("/posts/", {**sent, "place": "aurore"})
    assert refused.status_code == 422
    assert "Dit deux fois déjà cette semaine" in refused.content.decode()
    assert "Dit deux fois" not in browser.post("/posts/", {**sent, "place": "la-place"}).content.decode()
    post = Post.objects.filter(community=world.place("aurore")).first()
    refused = browser.post(f"/posts/{post.pk}/shares/", {"place": "aurore", "body": "x" * 100_000})
    assert refused.status_code == 422
    assert "Dit deux fois déjà cette semaine" in refused.content.decode()
