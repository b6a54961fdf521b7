"""A chosen hour: quiet hours, changed, cancelled, kept; what cannot go stays a draft and says why."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from parvis.communities.models import Archive, Membership
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.drafting import Typed, keep
from parvis.posts.models import Post, QuietHours, Schedule
from parvis.posts.quiet_hours import next_open
from parvis.posts.scheduling import Quiet, cancel, keep_quiet, publish_scheduled, schedule

PARIS = zoneinfo.ZoneInfo("Europe/Paris")
TODAY = dt.datetime.now(PARIS).date()
# Near enough for a session opened in the test to last.
MONDAY = dt.datetime.combine(TODAY + dt.timedelta(days=7 - TODAY.weekday()), dt.time(9), PARIS)
TUESDAY = (MONDAY + dt.timedelta(days=1)).replace(hour=7, minute=30)


@pytest.fixture
def now(monkeypatch):
    def set_to(at):
        monkeypatch.setattr(clock, "now", lambda: at.astimezone(dt.UTC))

    set_to(MONDAY)
    return set_to


def drafted(world, body="Demain", **fields):
    typed = Typed("k1", {"kind": "note", "place": "relation-client", "body": body, **fields}, tab="a", step=1)
    return keep(typed, by=world.nadia).draft.post


def goes(row):
    publish_scheduled(schedule_id=row.pk)
    return Post.objects.get(pk=row.post_id).published_at is not None


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ((8, 10, 0), (8, 10, 0)), ((8, 21, 0), (9, 7, 30)), ((9, 3, 0), (9, 7, 30)),
        ((12, 22, 0), (15, 7, 30)), ((13, 12, 0), (15, 7, 30)), ((28, 2, 30), (29, 7, 30)),
    ],
)  # fmt: skip
def test_the_next_open_moment(world, asked, opens):
    day, hour, minute = asked
    at = dt.datetime(2027, 3, day, hour, minute, tzinfo=PARIS)
    assert next_open(at, world.nadia).astimezone(PARIS) == dt.datetime(2027, 3, opens[0], *opens[1:], tzinfo=PARIS)


def test_hours_are_those_of_the_authors_own_time_zone(world):
    Person.objects.filter(pk=world.nadia.pk).update(time_zone="America/Montreal")
    nadia = Person.objects.get(pk=world.nadia.pk)
    at = dt.datetime(2027, 3, 9, 9, 0, tzinfo=PARIS)  # four in the morning in Montreal
    assert next_open(at, nadia).astimezone(zoneinfo.ZoneInfo(nadia.time_zone)).hour == 7
    keep_quiet(dt.time(12), dt.time(14), weekends=False, person=world.karim)
    noon = dt.datetime(2027, 3, 9, 12, 30, tzinfo=PARIS)
    assert next_open(noon, world.karim).astimezone(PARIS).hour == 14
    assert next_open(noon, world.paul) == noon
    keep_quiet(dt.time(0), dt.time(0), weekends=False, person=None)
    assert QuietHours.objects.filter(person=None).count() == 1
    assert next_open(dt.datetime(2027, 3, 13, 3, 0, tzinfo=PARIS), world.paul).astimezone(PARIS).hour == 3


def test_it_goes_at_its_hour_as_the_draft_is_then(world, now):
    post = drafted(world)
    row = schedule(post, MONDAY + dt.timedelta(hours=2), by=world.nadia)
    keep(
        Typed(
            "k1", {"kind": "note", "place": "relation-client", "body": "Demain, corrigé"}, version=1, tab="a", step=2
        ),
        by=world.nadia,
    )
    now(MONDAY + dt.timedelta(hours=2))
    assert goes(row)
    assert Post.objects.get().body_text == "Demain, corrigé"
    assert not Schedule.objects.exists()
    publish_scheduled(schedule_id=row.pk)  # run twice, it goes once
    assert Post.objects.count() == 1


def test_cancelled_or_changed_it_never_goes_at_the_first_hour(world, now):
    post = drafted(world)
    first = schedule(post, MONDAY + dt.timedelta(hours=1), by=world.nadia)
    second = schedule(post, MONDAY + dt.timedelta(hours=3), by=world.nadia)
    now(MONDAY + dt.timedelta(hours=1))
    assert not goes(first)
    assert cancel(post, by=world.nadia) == second.at
    now(MONDAY + dt.timedelta(hours=3))
    assert not goes(second)
    with pytest.raises(Quiet):
        schedule(post, MONDAY.replace(hour=23), by=world.nadia)


def test_what_cannot_go_stays_a_draft_and_says_why(world, now, signed_in):
    post = drafted(world)
    row = schedule(post, MONDAY + dt.timedelta(hours=1), by=world.nadia)
    Archive.objects.create(community=world.place("relation-client"), by=world.cleo, at=MONDAY)
    now(MONDAY + dt.timedelta(hours=1))
    assert not goes(row)
    missed = Schedule.objects.get()
    assert missed.missed_at
    page = signed_in("nadia").get("/drafts/").content.decode()
    assert "Ce n’est pas parti" in page
    assert missed.why in page.replace("&#39;", "’")
    Archive.objects.all().delete()
    Membership.objects.filter(person=world.nadia, community=world.place("relation-client")).delete()
    again = schedule(post, MONDAY + dt.timedelta(hours=2), by=world.nadia)
    now(MONDAY + dt.timedelta(hours=2))
    assert not goes(again)


def test_a_secret_written_meanwhile_does_not_go(world, now):
    post = drafted(world, body="La clé : AKIAQ3EGRVXZT5MLWN7B")
    row = schedule(post, MONDAY + dt.timedelta(hours=1), by=world.nadia)
    now(MONDAY + dt.timedelta(hours=1))
    assert not goes(row)
    assert "AKIA" in Schedule.objects.get().why


def test_late_into_quiet_hours_it_waits_for_the_next_open_moment(world, now):
    post = drafted(world)
    row = schedule(post, MONDAY.replace(hour=19, minute=30), by=world.nadia)
    now(MONDAY.replace(hour=23))
    assert not goes(row)
    assert Schedule.objects.get().at.astimezone(PARIS) == TUESDAY


def test_a_poll_goes_with_its_answers(world, now):
    post = drafted(world, kind="poll", options="lundi\nmardi", is_anonymous="on")
    row = schedule(post, MONDAY + dt.timedelta(hours=1), by=world.nadia)
    now(MONDAY + dt.timedelta(hours=1))
    assert goes(row)
    poll = Post.objects.get().poll
    assert [option.words for option in poll.options.order_by("position")] == ["lundi", "mardi"]
    assert poll.is_anonymous


def test_the_page_proposes_and_the_message_undoes(world, now, signed_in):
    client, post = signed_in("nadia"), drafted(world)
    refused = client.post(f"/posts/{post.pk}/schedule/", {"_method": "PUT", "at": f"{MONDAY:%Y-%m-%d}T22:00"})
    assert refused.status_code == 422
    assert f'value="{TUESDAY:%Y-%m-%dT%H:%M}"' in refused.content.decode()
    assert (
        client.post(f"/posts/{post.pk}/schedule/", {"_method": "PUT", "at": f"{TUESDAY:%Y-%m-%dT%H:%M}"}).status_code
        == 303
    )
    assert "Partira" in client.get("/drafts/").content.decode()
    client.post(f"/posts/{post.pk}/schedule/", {"_method": "DELETE"})
    page = client.get("/drafts/").content.decode()
    assert "Annuler" in page
    assert not Schedule.objects.exists()
    assert client.post(f"/posts/{post.pk}/schedule/", {"_method": "PUT", "at": "n’importe quoi"}).status_code == 422
