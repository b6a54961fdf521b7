"""Looking leaves no trace: no page of this area writes anything when it is asked for; time spent is counted from what one does."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.keeping_time import minutes_this_week
from parvis.leadership.models import Sitting
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.posts.publishing import Sheet, publish_new

WRITE = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
PAGES = (
    "/quarter/", "/quarter/slots/", "/path/", "/companions/", "/companions/{link}/", "/companions/drafts/{draft}/", "/accompaniment/", "/accompaniment/?as=board",
    "/accompaniment/yves/", "/accompaniment/programme/", "/accompaniment/letter/", "/doors/", "/doors/new/", "/doors/card/", "/doors/waiting/", "/doors/standing/",
    "/doors/standing/thomas/", "/doors/{door}/", "/doors/{door}/live/", "/doors/{door}/date/", "/doors/{door}/cancellation/", "/doors/questions/{asked}/",
    "/doors/questions/{asked}/answer/", "/doors/questions/{asked}/refusal/", "/first-voices/", "/me/buddy/",
)  # fmt: skip


@pytest.fixture
def addresses(world, opened, link):
    door = door_of(world)
    asked = asked_unsigned(door, "Et la ligne 3", world.nadia)
    keep_open("", 5, allows_anonymous=True, shows_promise=False, by=world.thomas)
    publish_new(Sheet(kind="question", body="@thomas, qui décide du quai du soir ?"), by=world.paul)
    ids = {"link": link.pk, "draft": opened.pk, "door": door.pk, "asked": asked.pk}
    return [address.format(**ids) for address in PAGES]


@pytest.mark.parametrize("handle", ["thomas", "helene", "marine", "nadia"])
def test_a_page_asked_for_writes_nothing(addresses, signed_in, handle):
    client, seen = signed_in(handle), 0
    client.get("/")  # what a first page of a session keeps, it has kept
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            seen += client.get(address).status_code == 200
        written = [row["sql"] for row in queries if WRITE.match(row["sql"])]
        assert not written, f"{address} writes: {written}"
    assert seen >= 10


def test_time_is_counted_from_when_the_page_was_asked_for(world, signed_in, later):
    post = publish_new(Sheet(kind="question", body="Qui décide du quai du soir ?"), by=world.paul)
    client, fields = signed_in("thomas"), {"post": post.pk, "errand": "x"}
    text = client.get("/quarter/").content.decode()
    came = re.search(r'name="came" value="(\d+)"', text)[1]
    assert not Sitting.objects.exists()
    later(minutes=4)
    client.post("/quarter/answers/", {**fields, "came": came, "body": "Moi."})
    assert minutes_this_week(world.thomas) == 4
    later(minutes=6)
    client.post("/quarter/answers/", {**fields, "came": int(came) + 300, "body": "Et j’arrive."})
    assert (minutes_this_week(world.thomas), Sitting.objects.count()) == (6, 1)


@pytest.mark.parametrize(("came", "minutes"), [("0", 10), ("9999999999", 0), ("x", 0), ("", 0), ("١٢", 0)])
def test_what_the_page_tells_is_believed_within_ten_minutes(world, signed_in, came, minutes):
    signed_in("thomas").post("/quarter/asides/", {"kind": "talk", "subject": 1, "came": came})
    [row] = Sitting.objects.all()
    assert minutes_this_week(world.thomas) == minutes
    assert row.last_at <= clock.now()
