"""How many posts are new on a home page is what the page would be answered if it asked, for each reader; what one has muted is not new."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.feed.models import PersonMute
from parvis.feed.muting import mute
from parvis.kernel import clock
from parvis.live import telling
from parvis.live.tests.listening import Listening
from parvis.people.following import follow
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.sharing import share

READERS = ["nadia", "karim", "helene", "paul", "yves", "gus", "thomas"]


@pytest.fixture
def live(db):
    listening = Listening()
    yield listening
    listening.close()


def publish(world, place: str, body: str, by: str = "cleo") -> Post:
    return publish_new(Sheet(body=body, community=world.place(place) if place else None), by=world.people[by])


def told(page) -> int:
    """What the page adds up."""
    return sum(hint["now"]["home"] for hint in page.hints)


def newest_of(client) -> str:
    return client.get("/").content.decode().split('data-url="/home/new/?since=')[1].split('"')[0]


def test_what_is_told_is_what_would_be_answered_whoever_reads(world, signed_in, live):
    publish(world, "la-place", "Avant")
    follow(world.cleo, by=world.paul)
    follow(world.cleo, by=world.helene)
    mute(world.cleo, by=world.helene, span="week")
    mute(world.place("la-place"), by=world.yves, span="always")
    mute(world.nadia, by=world.karim, span="day")
    clients = {handle: signed_in(handle) for handle in READERS}
    since = {handle: newest_of(client) for handle, client in clients.items()}
    pages = {handle: live.open(client, "home") for handle, client in clients.items()}
    live.look()
    for page in pages.values():
        page.body = b""
    for n, (place, by) in enumerate([("la-place", "cleo"), ("relation-client", "cleo"), ("", "cleo"), ("relation-client", "nadia"), ("managers", "cleo"), ("fournisseurs", "sofia"), ("aurore", "nadia")]):  # fmt: skip
        publish(world, place, f"Nouvelle {n}", by)
        live.look()
    counts = {handle: told(page) for handle, page in pages.items()}
    for handle, client in clients.items():
        answered = client.get(f"/home/new/?since={since[handle]}").json()["count"]
        own = 2 if handle == "nadia" else 0  # one is not told of one's own
        assert counts[handle] == answered - own, handle
    assert counts["paul"] > counts["yves"]
    assert counts["karim"] > 0
    assert counts["helene"] == 2, "she follows cleo and has muted her: what nadia writes where she is, is left"


def test_a_mute_that_has_ended_counts_no_more(world, signed_in, live):
    mute(world.cleo, by=world.karim, span="day")
    page = live.open(signed_in("karim"), "home")
    publish(world, "relation-client", "Une")
    live.look()
    assert page.hints == []
    PersonMute.objects.update(until=clock.now() - dt.timedelta(minutes=1))
    publish(world, "relation-client", "Deux")
    live.look()
    assert page.hints == [{"home": 1, "now": {"home": 1}}]


def test_one_post_counts_once_however_often_it_is_told(world, signed_in, live):
    page = live.open(signed_in("karim"), "home")
    publish(world, "relation-client", "Une")
    publish(world, "relation-client", "Deux")
    live.look()
    assert page.hints == [{"home": 1, "now": {"home": 2}}]
    live.app.hub.follower.taken.clear()  # they are looked at again
    live.look()
    assert len(page.hints) == 1


def test_what_was_missed_is_asked_for_and_not_counted_again(world, signed_in, live):
    publish(world, "relation-client", "Pendant que la page se dessinait")
    page = live.open(signed_in("karim"), "home", age="500")
    live.look()  # finds it for the first time
    assert page.hints == [{"home": 1}]
    publish(world, "relation-client", "Ensuite")
    live.look()
    assert page.hints[1:] == [{"home": 1, "now": {"home": 1}}]


def test_a_share_counts_once_and_not_for_the_place_of_what_is_shared(world, signed_in, live):
    original = publish(world, "la-place", "À partager")
    live.look()
    karim, yves = (live.open(signed_in(handle), "home", after=str(original.pk + 2**40)) for handle in ("karim", "yves"))
    for page in (karim, yves):
        page.body = b""
    share(original, community=world.place("relation-client"), body="Voyez", by=world.nadia)
    live.look()
    assert told(karim) == 1
    assert yves.hints == []


def test_a_crowd_that_is_told_how_much_asks_nothing(world, signed_in, live, monkeypatch):
    monkeypatch.setattr(telling, "SPREAD_FROM", 1)
    pages = [live.open(signed_in(handle), "home") for handle in ("karim", "nadia", "paul")]
    live.look()
    publish(world, "la-place", "Pour tous")
    live.look()
    assert [page.hints for page in pages] == [[{"home": 1, "now": {"home": 1}}]] * 3
