"""Home as it is lived, through HTTP: paging while others write, filters, mutes that end, what is new, what comes from beyond."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from parvis.feed.models import FeedChoice, PostMute, ReadMark
from parvis.kernel import clock
from parvis.people.following import follow
from parvis.posts.answering import accept_answer
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new


@pytest.fixture
def later(monkeypatch):
    """`later(days=8)`: it is now that much later than the last time it was said."""
    gone = {"by": dt.timedelta()}
    monkeypatch.setattr(clock, "now", lambda: timezone.now() + gone["by"])

    def move(**span: float) -> None:
        gone["by"] += dt.timedelta(**span)

    return move


def ids(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'<article[^>]* id="post-(\d+)"', page)]


def home(client, query: str = "") -> list[int]:
    return ids(client.get(f"/{query}").content.decode())


def says(world, by: str, words: str, place: str | None = "relation-client", **more):
    return publish_new(Sheet(body=words, community=world.place(place) if place else None, **more), by=world.people[by])


@pytest.mark.parametrize("arrivals", [0, 1, 5, 25])
def test_paging_has_no_gap_and_no_repeat_while_posts_arrive(world, signed_in, later, arrivals):
    client, there = signed_in("nadia"), []
    for number in range(47):
        later(seconds=1)
        there.append(says(world, "cleo", f"n{number}").pk)
    seen, address = [], "/"
    while address:
        page = client.get(address).content.decode()
        seen += ids(page)
        for number in range(arrivals):
            later(seconds=1)
            says(world, "karim", f"entre-temps {number}")
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == sorted(there, reverse=True)


@pytest.mark.parametrize(("span", "days"), [("day", 1), ("week", 7), ("always", None)])
@pytest.mark.parametrize("what", ["post", "person", "community"])
def test_a_mute_hides_until_its_end(world, signed_in, later, what, span, days):
    client, post = signed_in("nadia"), says(world, "cleo", "à taire")
    assert post.pk in home(client)
    client.post("/mutes/", {"post": str(post.pk), "what": what, "span": span})
    assert post.pk not in home(client)
    assert post.pk in ids(
        client.get("/communities/relation-client/posts/").content.decode()
    )  # less on home, not forbidden
    later(days=(days or 400) - 0.01)
    assert post.pk not in home(client)
    if days:
        later(days=0.02)
        assert post.pk in home(client)


def test_filters(world, signed_in):
    client = signed_in("nadia")
    note, asked = says(world, "cleo", "note"), says(world, "cleo", "qui ?", kind="question")
    lead = says(world, "helene", "un mot", None)
    follow(world.helene, by=world.nadia)
    assert set(home(client)) == {note.pk, asked.pk, lead.pk}
    assert home(client, "?filter=questions") == [asked.pk]
    assert home(client, "?filter=leaders") == [lead.pk]
    accept_answer(asked, comment_on(asked, "moi", by=world.karim), by=world.cleo)
    assert home(client, "?filter=questions") == []


def test_opening_a_post_marks_it_read_without_script(world, signed_in, later, django_assert_num_queries):
    client, one, two = signed_in("nadia"), says(world, "cleo", "un"), says(world, "cleo", "deux")
    assert set(home(client, "?filter=unread")) == {one.pk, two.pk}
    later(seconds=5)
    client.get(f"/posts/{one.pk}/")
    assert home(client, "?filter=unread") == [two.pk]
    [mark] = ReadMark.objects.all()
    client.get(f"/posts/{one.pk}/")
    assert ReadMark.objects.get().at == mark.at  # read already: nothing is written
    client.get(f"/posts/{two.pk}/", headers={"sec-purpose": "prefetch"})
    client.get(f"/posts/{two.pk}/", headers={"accept": "application/json"})
    assert ReadMark.objects.count() == 1
    later(seconds=5)
    comment_on(one, "du nouveau", by=world.karim)
    assert one.pk in home(client, "?filter=unread")
    later(seconds=5)
    client.get(f"/posts/{one.pk}/")
    assert one.pk not in home(client, "?filter=unread")


def test_nobody_marks_what_they_may_not_read(world, signed_in):
    secret = says(world, "cleo", "secret", "aurore")
    assert signed_in("paul").get(f"/posts/{secret.pk}/").status_code == 404
    assert not ReadMark.objects.exists()


def test_since_the_last_visit(world, signed_in, later):
    client = signed_in("nadia")
    says(world, "cleo", "ancien")
    client.get("/")
    later(hours=2)
    says(world, "cleo", "nouveau")
    page = client.get("/").content.decode()
    assert page.count("Depuis votre dernière visite") == 1
    assert page.index("nouveau") < page.index("Depuis votre dernière visite") < page.index("ancien")


def test_new_posts_are_counted_for_who_may_read_them(world, signed_in, later):
    client = signed_in("nadia")
    says(world, "cleo", "avant")
    page = client.get("/").content.decode()
    address = re.search(r'data-url="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.get(address).json() == {"count": 0}
    later(seconds=5)
    for number in range(4):
        later(seconds=1)
        says(world, "cleo", f"après {number}")
    says(world, "cleo", "pas pour elle", "managers")
    assert client.get(address).json() == {"count": 4}


def test_beyond_is_at_most_one_in_eight_and_can_be_turned_off(world, signed_in, later):
    client, mine, far = signed_in("nadia"), [], []
    for number in range(24):
        later(seconds=1)
        mine.append(says(world, "cleo", f"ici {number}").pk)
        far.append(says(world, "paul", f"ailleurs {number}", None).pk)
    seen = home(client)
    assert 1 <= len(set(seen) & set(far)) <= len(seen) / 8
    client.post("/home/choices/", {})
    assert FeedChoice.objects.get(person=world.nadia).beyond_my_team is False
    assert not set(home(client)) & set(far)


def test_a_first_voice_is_greeted_by_hosts_and_followers_alone(world, signed_in):
    follow(world.karim, by=world.helene)
    post = says(world, "karim", "ma première fois")
    greeted = {
        h: "Première prise de parole" in signed_in(h).get(f"/posts/{post.pk}/").content.decode()
        for h in ("cleo", "nadia", "helene", "paul", "sofia")
    }
    assert greeted == {"cleo": True, "nadia": True, "helene": True, "paul": False, "sofia": False}


def test_a_mute_is_ones_own(world, signed_in):
    post = says(world, "cleo", "à taire")
    signed_in("nadia").post("/mutes/", {"post": str(post.pk), "what": "post", "span": "always"})
    row = PostMute.objects.get()
    signed_in("karim").post("/mutes/", {"_method": "DELETE", "kind": "post", "id": str(row.pk)})
    assert PostMute.objects.exists()
    assert post.pk in home(signed_in("karim"))


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/posts/{post}/",
        "/communities/relation-client/posts/",
        "/people/cleo/posts/",
        "/questions/",
        "/bookmarks/",
        "/subjects/relance/",
    ],
)
def test_lists_cost_the_same_for_three_and_thirty(world, signed_in, later, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, first = signed_in("nadia"), says(world, "cleo", "le premier #relance", kind="question")
    counts = []
    for much in (3, 30):
        for number in range(much):
            later(seconds=1)
            post = says(world, "cleo", f"{much} {number} #relance", kind="question")
            comment_on(first, f"{much} {number}", by=world.people["karim"])
            client.post(f"/posts/{post.pk}/bookmark/")
        client.get(address.format(post=first.pk))
        with CaptureQueriesContext(
            connection,
        ) as spent:
            client.get(address.format(post=first.pk))
        counts.append(len(spent))
    assert counts[1] <= counts[0] + 1, counts
