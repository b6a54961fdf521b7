"""Who hears of what: a table of truth through the verbs, the page and the engine."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.communities.hosting import invite
from parvis.communities.joining import ask, leave
from parvis.feed.visiting import mark_opened
from parvis.kernel import clock
from parvis.notifications import deciding
from parvis.notifications.choosing import set_channel, set_level
from parvis.notifications.models import FanOut, Notice, PlaceLevel, TopicLevel
from parvis.notifications.offering import kind_named
from parvis.people.following import follow
from parvis.posts.answering import accept_answer, ask_too
from parvis.posts.commenting import comment_on, withdraw_comment
from parvis.posts.confirming import ask as ask_to_read
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react, take_back

pytestmark = pytest.mark.django_db


def heard(person) -> list[str]:
    """The kinds of what the person was told, newest first."""
    deciding.decide()
    return list(Notice.objects.filter(person=person, leads=True).order_by("-id").values_list("kind", flat=True))


def told(client) -> str:
    return client.get("/notices/").content.decode()


@pytest.fixture
def note(world):
    return publish_new(Sheet(body="On a testé.", community=world.place("relation-client")), by=world.nadia)


@pytest.fixture
def question(world):
    return publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.paul)


def test_the_strongest_reason_is_said_once(world, note):
    said = comment_on(note, "Combien ?", by=world.cleo)
    comment_on(note, "Dix. @cleo", by=world.nadia, to=said)
    assert heard(world.cleo) == [
        "mention",
        "first_voice",
    ]  # named and answered: one notice (she hosts, and greeted before)
    assert "comment" in heard(world.nadia)
    assert len(heard(world.nadia)) == 1


def test_nobody_hears_of_themselves(world, note):
    comment_on(note, "Je précise.", by=world.nadia)
    assert heard(world.nadia) == []


def test_who_hears_of_an_answer(world, question):
    ask_too(question, by=world.karim)
    answer = comment_on(question, "Moi.", by=world.cleo)
    accept_answer(question, answer, by=world.paul)
    assert heard(world.paul) == ["answer"]
    assert heard(world.cleo) == ["accepted"]
    assert heard(world.karim) == ["me_too"]
    assert heard(world.sofia) == []


def test_several_are_one_line(world, note, signed_in):
    for who in ("cleo", "karim", "paul", "thomas"):
        comment_on(note, "D'accord.", by=world.people[who])
    assert heard(world.nadia) == ["comment"]
    page = told(signed_in("nadia"))
    assert "2 autres" in page
    assert world.thomas.name in page
    assert world.paul.name in page
    assert "ont commenté" in page


def test_a_reaction_taken_back_is_not_told(world, note, signed_in):
    react(note, "bravo", by=world.cleo)
    assert heard(world.nadia) == ["post_reaction"]
    browser = signed_in("nadia")
    assert world.cleo.name in told(browser)
    take_back(note, by=world.cleo)
    assert world.cleo.name not in told(browser)


def test_what_one_can_no_longer_read_is_not_told(world, signed_in):
    secret = world.place("aurore")
    post = publish_new(Sheet(body="Le canari @helene", community=secret), by=world.cleo)
    assert heard(world.helene) == ["mention"]
    browser = signed_in("helene")
    assert "canari" in told(browser)
    row = Notice.objects.get(person=world.helene)
    Notice.objects.filter(pk=row.pk).update(read_at=None)
    leave(secret, by=world.helene)
    assert "canari" not in told(browser)
    assert "Projet Aurore" not in told(browser)
    assert browser.get(f"/notices/{row.pk}/").status_code == 404
    assert str(post.pk) not in told(browser)


def test_a_withdrawn_comment_is_not_told(world, note, signed_in):
    said = comment_on(note, "Le canari.", by=world.cleo)
    assert heard(world.nadia) == ["comment"]
    withdraw_comment(said, by=world.cleo)
    assert "canari" not in told(signed_in("nadia"))


def test_what_one_has_seen_is_not_told(world, note):
    comment_on(note, "Vu.", by=world.cleo)
    mark_opened(world.nadia, note.pk)
    assert heard(world.nadia) == []


def test_opening_the_post_reads_its_notices(world, note, signed_in):
    comment_on(note, "Tiens.", by=world.cleo)
    assert heard(world.nadia) == ["comment"]
    browser = signed_in("nadia")
    assert 'class="bell__count"' in browser.get("/questions/").content.decode()
    browser.get(f"/posts/{note.pk}/")
    assert 'class="bell__count"' not in browser.get("/questions/").content.decode()


@pytest.mark.parametrize(
    ("much", "named", "spoken", "asked_to_read"),
    [("everything", 1, 1, 1), ("mine", 1, 0, 1), ("nothing", 0, 0, 1)],
)
def test_levels_of_a_place(world, much, named, spoken, asked_to_read):
    place = world.place("relation-client")
    set_level(PlaceLevel, place.pk, much, "always", by=world.nadia)
    publish_new(Sheet(body="Bonjour @nadia", community=place), by=world.cleo)
    assert heard(world.nadia).count("mention") == named
    other = publish_new(Sheet(body="Bonjour", community=place), by=world.cleo)
    assert heard(world.nadia).count("new_post") == spoken
    ask_to_read(other, by=world.marine, days=2)
    assert heard(world.nadia).count("post.must_read") == asked_to_read


def test_a_conversation_goes_before_its_place(world, note):
    set_level(PlaceLevel, note.community_id, "nothing", "always", by=world.nadia)
    set_level(TopicLevel, note.pk, "mine", "week", by=world.nadia)
    comment_on(note, "Une.", by=world.cleo)
    assert heard(world.nadia) == ["comment"]
    set_level(TopicLevel, note.pk, "nothing", "day", by=world.nadia)
    comment_on(note, "Deux.", by=world.cleo)
    heard(world.nadia)
    assert Notice.objects.get(person=world.nadia, leads=True).events == 1


def test_a_mute_ends(world, note):
    set_level(TopicLevel, note.pk, "nothing", "hour", by=world.nadia)
    TopicLevel.objects.update(until=clock.now() - dt.timedelta(seconds=1))
    comment_on(note, "De nouveau.", by=world.cleo)
    assert heard(world.nadia) == ["comment"]


def test_followed_is_off_until_one_wants_it(world):
    follow(world.helene, by=world.nadia)
    follow(world.helene, by=world.karim)
    set_channel(kind_named("followed"), "page", True, by=world.karim)
    publish_new(Sheet(body="Bonjour"), by=world.helene)
    assert heard(world.nadia) == []
    assert heard(world.karim) == ["followed"]


def test_communities(world):
    invite(world.place("aurore"), world.karim, by=world.cleo)
    assert heard(world.karim) == ["community.invited"]
    ask(world.place("managers"), by=world.nadia)
    hosts = world.place("managers").memberships.filter(role__in=["host", "owner"])
    assert hosts
    assert all(heard(row.person)[0] == "community.asked" for row in hosts)


def test_an_entry_that_commits_late_is_not_lost(world, note):
    """Ids are made before the commit: one below others already taken appears afterwards."""
    from parvis.chronicle.models import Entry

    said = comment_on(note, "Tard.", by=world.cleo)
    late = Entry.objects.get(subject_id=said.pk)
    Entry.objects.filter(pk=late.pk).delete()
    deciding.decide()
    comment_on(note, "Plus tard.", by=world.karim)
    assert heard(world.nadia) == ["comment"]
    late.save(force_insert=True)
    heard(world.nadia)
    assert Notice.objects.get(person=world.nadia, leads=True).events == 2


def test_deciding_again_tells_nothing_twice(world, note):
    comment_on(note, "Une fois.", by=world.cleo)
    heard(world.nadia)
    FanOut.objects.update(done_at=None, stage=0, after=0)
    heard(world.nadia)
    assert Notice.objects.filter(person=world.nadia).count() == 1


def test_the_page_costs_the_same_for_three_and_thirty(world, signed_in):
    browser = signed_in("nadia")

    def cost() -> int:
        deciding.decide()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            told(browser)
        return len(asked)

    def some(n: int) -> None:
        for _each in range(n):
            post = publish_new(Sheet(body="Mot", community=world.place("relation-client")), by=world.nadia)
            comment_on(post, "Réponse", by=world.cleo)

    some(3)
    cost()
    few = cost()
    some(24)
    assert cost() == few
    assert Notice.objects.filter(person=world.nadia, leads=True).count() == 27
