"""Who receives what: a hint goes only to who may see its subject, at the moment it leaves, once it has settled."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.communities.joining import leave
from parvis.kernel import clock, turns
from parvis.leadership import answering_doors, asking
from parvis.leadership.tests.door_scenes import door_of
from parvis.people.following import follow
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.editing import withdraw
from parvis.posts.models import Post, UnsettledReaction
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from parvis.posts.visibility import readers_among

EVERYBODY = ["yves", "helene", "thomas", "cleo", "nadia", "karim", "marine", "sofia", "paul", "gus"]
STAFF = set(EVERYBODY) - {"gus"}
# place -> who hears of what is said under a post of cleo's (or thomas') there
READ_BY = {
    "": STAFF, "la-place": STAFF, "relation-client": STAFF, "managers": {"cleo", "helene", "thomas", "marine"},
    "aurore": {"cleo", "helene", "thomas", "marine", "nadia"}, "fournisseurs": {"thomas", "sofia", "gus"},
}  # fmt: skip
# place -> on whose home page it is news
AT_HOME = READ_BY | {"": {"paul"}, "relation-client": {"cleo", "nadia", "karim", "helene", "paul"}}


def author_of(world, place: str) -> Person:
    return world.thomas if place == "fournisseurs" else world.cleo


def post_in(world, place: str, body: str = "Bonjour à tous"):
    return publish_new(Sheet(body=body, community=world.place(place) if place else None), by=author_of(world, place))


def time_passes() -> None:
    """What waits is due, and settles."""
    due = clock.now() - dt.timedelta(seconds=1)
    Post.objects.exclude(settles_at=None).update(settles_at=due)
    UnsettledReaction.objects.update(settles_at=due)
    turns.take()


def who(pages) -> set[str]:
    return {handle for handle, page in pages.items() if page.heard}


@pytest.mark.parametrize("place", READ_BY)
def test_what_is_said_is_heard_by_who_may_read_it_and_by_nobody_else(world, signed_in, live, place):
    post = post_in(world, place)
    live.look()
    pages = {handle: live.open(signed_in(handle), f"post:{post.pk}", after=str(post.pk + 2**40)) for handle in EVERYBODY}  # fmt: skip
    for page in pages.values():
        page.body = b""  # what it had missed
    comment_on(post, "Une réponse", by=author_of(world, place))
    live.look()
    assert who(pages) == READ_BY[place]
    assert all(page.heard == [{"post": [str(post.pk)]}] for page in pages.values() if page.heard)


@pytest.mark.parametrize("place", READ_BY)
def test_a_post_is_news_on_the_home_pages_it_will_be_on(world, signed_in, live, place):
    follow(author_of(world, place), by=world.paul)
    pages = {handle: live.open(signed_in(handle), "home") for handle in EVERYBODY}
    live.look()
    post = post_in(world, place)
    live.look()
    author = author_of(world, place).handle
    assert who(pages) == AT_HOME[place] - {author}
    for handle, page in pages.items():
        if page.heard:
            assert page.heard == [{"home": 1}]
            assert str(post.pk) not in page.body.decode()  # only that there is something
            assert signed_in(handle).get("/home/new/?since=").json()["count"] == 1


def test_the_rule_turned_around_is_the_rule(world):
    posts = [post_in(world, place) for place in READ_BY]
    withdraw(posts[0], by=world.cleo)
    people = list(Person.objects.all())
    found = readers_among([post.pk for post in posts], [person.pk for person in people])
    for post in posts:
        read = {person.pk for person in people if Post.objects.visible_to(person).filter(pk=post.pk).exists()}
        assert found.get(post.pk, set()) == read, post.community
    assert any(found.values())


def test_what_was_moved_taken_back_or_left_meanwhile_is_not_told(world, signed_in, live):
    moved, gone, left = (post_in(world, "relation-client", f"Texte {n}") for n in range(3))
    page = live.open(signed_in("paul"), f"post:{moved.pk},post:{gone.pk}", after=str(left.pk + 2**40))
    member = live.open(signed_in("helene"), f"post:{left.pk}", after=str(left.pk + 2**40))
    page.body = member.body = b""
    for post in (moved, gone, left):
        comment_on(post, "Un mot", by=world.nadia)
    withdraw(gone, by=world.cleo)
    Post.objects.filter(pk__in=[moved.pk, left.pk]).update(audience="members")
    leave(world.place("relation-client"), by=world.helene)
    live.look()
    assert page.heard == []
    assert member.heard == []
    page = live.open(signed_in("karim"), f"post:{moved.pk},post:{gone.pk}")
    assert page.heard == [{"post": [str(moved.pk)]}]  # who is still there hears


@pytest.mark.settling
def test_nothing_is_told_before_it_has_settled(world, signed_in, live):
    home = live.open(signed_in("nadia"), "home")
    publish_new(Sheet(body="Pas encore", community=world.place("relation-client")), by=world.cleo)
    turns.take()
    live.look()
    assert home.heard == []
    time_passes()
    live.look()
    assert home.heard == [{"home": 1}]


@pytest.mark.settling
def test_a_reaction_is_told_once_settled_and_undone_before_never(world, signed_in, live):
    post = post_in(world, "la-place")
    time_passes()
    page = live.open(signed_in("paul"), f"post:{post.pk}")
    live.look()
    page.body = b""
    react(post, "bravo", by=world.nadia)
    live.look()
    assert page.heard == []
    time_passes()
    live.look()
    assert page.heard == [{"post": [str(post.pk)]}]


@pytest.mark.parametrize(("place", "hears"), [("la-place", STAFF), ("managers", {"cleo", "helene", "thomas", "marine"}), ("fournisseurs", {"thomas", "sofia", "gus"})])  # fmt: skip
def test_a_question_at_a_door_is_heard_by_who_sees_the_door(world, signed_in, live, place, hears):
    door = door_of(world, place, by="thomas", opened=True)
    state = signed_in("thomas").get(f"/doors/{door.pk}/live/")["ETag"].removeprefix('W/"').removesuffix('"')
    pages = {handle: live.open(signed_in(handle), f"door:{door.pk}:{state}") for handle in EVERYBODY}
    live.look()
    assert who(pages) == set()  # they have what there is
    asked = asking.ask(door, "Et la ligne 3", by=world.sofia if place == "fournisseurs" else world.marine)
    live.look()
    assert who(pages) == hears
    for page in pages.values():
        page.body = b""
    answering_doors.answer(asked, "Elle reste.", by=world.thomas)
    live.look()
    assert who(pages) == hears
    live.look()
    assert all(len(page.heard) <= 1 for page in pages.values())  # once


def test_the_bell_counts_what_is_each_ones_own(world, signed_in, live):
    post = post_in(world, "relation-client")
    cleo, karim = (live.open(signed_in(handle), bell="0") for handle in ("cleo", "karim"))
    live.look()
    comment_on(post, "Un mot pour toi", by=world.nadia)
    turns.take()
    live.look()
    assert cleo.heard == [{"bell": 1}]
    assert karim.heard == []
    signed_in("cleo").post("/notices/read/")
    live.look()
    assert cleo.heard == [{"bell": 1}, {"bell": 0}]


def test_numbers_go_along_to_who_may_read_and_are_the_same_for_all(
    world, signed_in, live, django_assert_max_num_queries
):
    post, secret = post_in(world, "relation-client"), post_in(world, "managers")
    pages = {
        who: live.open(signed_in(who), f"post:{post.pk},post:{secret.pk}", age="0")
        for who in ("nadia", "karim", "helene")
    }
    live.look()
    for page in pages.values():
        page.body = b""
    for one in (post, secret):
        comment_on(one, "Oui", by=world.cleo)
    react(post, "bravo", by=world.karim)
    time_passes()
    live.look()
    here = {"comments": 1, "signs": {"bravo": 1}}
    for handle in ("nadia", "karim"):
        assert pages[handle].numbers == [{"post": {str(post.pk): here}}]
        assert str(secret.pk) not in pages[handle].body.decode()
    assert pages["helene"].numbers == [{"post": {str(post.pk): here, str(secret.pk): {"comments": 1, "signs": {}}}}]


def test_who_watches_a_door_hears_which_version_it_has_now(world, signed_in, live):
    door = door_of(world, opened=True)
    client = signed_in("nadia")
    page = live.open(client, f"door:{door.pk}:x")
    live.look()
    asking.ask(door, "Et la ligne 3", by=world.karim)
    live.look()
    shown = client.get(f"/doors/{door.pk}/live/")["ETag"].removeprefix('W/"').removesuffix('"')
    assert page.numbers[-1] == {"door": {str(door.pk): shown}}
