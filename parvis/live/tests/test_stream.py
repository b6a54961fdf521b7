"""A stream: who may open one, that it goes on where it was cut, and when it ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.chronicle.models import Entry
from parvis.kernel import clock, heartbeat
from parvis.kernel.ids import first_id_at
from parvis.live import entering, watching
from parvis.people.departing import depart
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new


@pytest.fixture
def post(world):
    return publish_new(Sheet(body="Une note", community=world.place("relation-client")), by=world.cleo)


def test_nobody_comes_in_without_a_session(world, signed_in, live):
    assert live.open(None).status == 401
    nobody = signed_in("nadia")
    nobody.cookies["sessionid"] = "inconnue"
    assert live.open(nobody).status == 401
    nadia = signed_in("nadia")
    assert live.open(nadia).status == 200
    assert live.open(nadia, path="/live/autre").status == 404
    assert live.open(nadia, method="POST").status == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"origin": "https://ailleurs.example"}, 403), ({"sec-fetch-site": "cross-site"}, 403), ({"host": "ailleurs.example"}, 403),
     ({"sec-fetch-site": "same-origin"}, 200), ({"origin": "http://{host}:9"}, 200)],
)  # fmt: skip
def test_no_page_of_elsewhere_listens(world, signed_in, live, settings, headers, status):
    given = {name: value.format(host=settings.ALLOWED_HOSTS[0]) for name, value in headers.items()}
    assert live.open(signed_in("nadia"), headers=given).status == status


def test_what_was_said_during_a_cut_is_heard_after_it(world, signed_in, live, post):
    client = signed_in("nadia")
    page = live.open(client, f"home,post:{post.pk}")
    comment_on(post, "Entendu", by=world.karim)
    live.look()
    cursor = page.cursor
    assert cursor
    assert page.heard
    live.leave(page)
    live.look()
    other = publish_new(Sheet(body="Pendant la coupure", community=post.community), by=world.karim)
    live.look()  # told to nobody: she is not there
    for back in (
        live.open(client, f"home,post:{post.pk}", headers={"last-event-id": cursor}),
        live.open(client, f"home,post:{post.pk}", after=cursor),
    ):
        assert back.heard[0]["home"] == 1
        assert str(other.pk) not in back.body.decode()


def test_a_page_hears_what_came_while_it_was_drawn(world, signed_in, live, post):
    comment_on(post, "À l’instant", by=world.karim)
    assert live.open(signed_in("nadia"), f"post:{post.pk}", age="1500").heard == [{"post": [str(post.pk)]}]


def test_after_a_long_cut_a_page_asks_for_all_it_shows(world, signed_in, live, post):
    long_ago = str(first_id_at(clock.now() - dt.timedelta(hours=2)))
    assert live.open(signed_in("nadia"), f"post:{post.pk}", after=long_ago).heard == [{"stale": 1}]


def test_a_cursor_of_the_future_or_of_fancy_is_no_cursor(world, signed_in, live, post):
    for cursor in (str(2**62), "-1", "x" * 5000, "9" * 30):
        page = live.open(signed_in("nadia"), f"post:{post.pk}", after=cursor)
        assert page.status == 200
        live.leave(page)


def test_what_is_too_much_is_left_out():
    on = ",".join(
        ["post:1:x", "nothing:3", "post:-4", "door:5:" + "é" * 500, "home:7", *(f"post:{n}" for n in range(300))]
    )
    found = watching.watch_of(f"on={on}&bell=zz&bell=2")
    assert len(found.subjects["post"]) <= 60
    assert found.whole == {"home"}
    assert len(found.states["door", 5]) <= watching.LONGEST_WORD
    assert found.numbers == {"bell": 0}


def test_signing_out_closes_what_is_open(world, signed_in, live, post):
    client, other = signed_in("nadia"), signed_in("karim")
    page, stays = live.open(client, f"post:{post.pk}"), live.open(other, f"post:{post.pk}")
    client.post("/sign-out/")
    comment_on(post, "Trop tard", by=world.cleo)
    page.body = stays.body = b""
    live.look()
    assert page.over
    assert page.heard == []
    assert page.events[-1] == {"event": "bye", "data": '"signed out"'}
    assert not stays.over
    assert stays.heard


def test_who_leaves_the_organisation_hears_no_more(world, signed_in, live):
    page = live.open(signed_in("karim"), "home")
    depart(world.karim, by=world.sofia)
    live.look()
    assert page.over


def test_another_password_closes_what_is_open(world, signed_in, live):
    page = live.open(signed_in("karim"), "home")
    account = world.karim.account
    account.set_password("un autre, bien plus long")
    account.save()
    live.look()
    assert page.over


def test_the_oldest_window_gives_way(world, signed_in, live):
    client = signed_in("nadia")
    pages = [live.open(client, "home") for _n in range(entering.MOST_EACH + 2)]
    assert [page.over for page in pages] == [True] * 2 + [False] * entering.MOST_EACH
    assert not pages[-1].over
    assert len(live.app.hub.streams) == entering.MOST_EACH


def test_one_who_comes_too_often_waits(world, signed_in, live):
    client = signed_in("nadia")
    statuses = [live.open(client).status for _n in range(entering.OPENED_IN_A_MINUTE + 1)]
    assert statuses == [200] * entering.OPENED_IN_A_MINUTE + [429]
    assert live.pages[-1].headers["retry-after"] == "60"
    assert live.open(signed_in("karim")).status == 200


def test_a_window_that_is_closed_is_forgotten(world, signed_in, live):
    page = live.open(signed_in("nadia"), "home")
    assert len(live.app.hub.streams) == 1
    live.leave(page)
    assert not live.app.hub.streams


def test_a_look_costs_the_same_for_three_pages_or_for_nine(world, signed_in, live, post):
    handles = ["nadia", "karim", "cleo", "helene", "paul", "yves", "marine", "thomas", "sofia"]
    found = []
    for some in (handles[:3], handles[3:]):
        for handle in some:
            live.open(signed_in(handle), f"home,post:{post.pk}", bell="0")
        comment_on(post, f"Un mot {len(some)}", by=world.nadia)
        publish_new(Sheet(body=f"Une note {len(some)}", community=world.place("la-place")), by=world.nadia)
        with CaptureQueriesContext(connection) as asked:
            live.look()
        found.append(len(asked))
    assert found[0] == found[1] <= 20, found
    assert Post.objects.count() == 3


def test_told_at_once_many_pages_spread_what_they_fetch(world, signed_in, live, post, monkeypatch):
    from parvis.live import telling

    monkeypatch.setattr(telling, "SPREAD_FROM", 2)
    pages = [live.open(signed_in(handle), f"post:{post.pk}", after=str(post.pk + 2**40)) for handle in ("nadia", "karim", "helene")]  # fmt: skip
    live.look()
    for page in pages:
        page.body = b""
    comment_on(post, "Un mot", by=world.cleo)
    live.look()
    assert [page.heard[0]["in"] for page in pages] == [3 * telling.SPREAD_MS] * 3


def test_what_is_committed_late_is_told_once(world, signed_in, live, post):
    """Its id was made before those already told of."""
    page = live.open(signed_in("nadia"), f"post:{post.pk}", after=str(first_id_at(clock.now())))
    live.look()
    page.body = b""
    said = comment_on(post, "Fait en premier", by=world.karim)
    entry = Entry.objects.get(subject_id=said.pk)
    row = {field.attname: getattr(entry, field.attname) for field in Entry._meta.fields}
    entry.delete()  # its transaction has not committed
    comment_on(post, "Fait en second", by=world.karim)
    live.look()
    Entry.objects.create(**row)
    live.look()
    live.look()
    assert page.heard == [{"post": [str(post.pk)]}] * 2


def test_after_a_look_that_failed_pages_ask_for_all_they_show(world, signed_in, live, post):
    page = live.open(signed_in("nadia"), f"post:{post.pk}", after=str(first_id_at(clock.now())))
    page.body = b""
    live.app.failed = True
    live.look()
    assert [hint["stale"] for hint in page.heard] == [1]


def test_what_is_delivered_is_remembered_for_the_health_page(world, signed_in, live, post, monkeypatch):
    monkeypatch.setattr(heartbeat, "EVERY", 0)
    live.open(signed_in("nadia"), f"post:{post.pk}")
    live.look()  # what she may have missed before she came
    live.look()
    cache.clear()
    live.look()
    assert heartbeat.deliveries.known() is None  # nothing but silence left
    comment_on(post, "Entendu", by=world.karim)
    live.look()
    live.look()  # what was told is said at the next check
    assert heartbeat.deliveries.known() is not None


def test_news_do_not_wait_for_what_a_page_missed(world, signed_in, live, post, monkeypatch):
    held = live.loop.create_future()
    ask = live.app.run

    async def slowly(thread, function, *given):
        if function == live.app.hub.catch_up:
            await held
        return await ask(thread, function, *given)

    monkeypatch.setattr(live.app, "run", slowly)
    page = live.open(signed_in("nadia"), f"post:{post.pk}")
    comment_on(post, "Entendu", by=world.karim)
    live.look()
    assert page.heard == [{"post": [str(post.pk)]}]
    assert page.cursor == "", "cut now, it would ask again for what it had missed"
    held.set_result(None)
    live.settle()
    comment_on(post, "Encore", by=world.karim)
    live.look()
    assert len(page.heard) == 3
    assert page.cursor
