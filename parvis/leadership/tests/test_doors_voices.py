"""Every first voice is heard: who is shown it, what counts as an answer, and the share that was answered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership import buddying, first_voices
from parvis.leadership.models import Buddy
from parvis.people.models import Person
from parvis.posts.commenting import comment_on, withdraw_comment
from parvis.posts.models import Comment, FirstVoice
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from tests.walking import Walker

HOUR = dt.timedelta(hours=1)


def long_ago(*people: Person) -> None:
    """They had spoken before."""
    for person in people:
        FirstVoice.objects.get_or_create(person=person, defaults={"at": clock.now() - dt.timedelta(days=300)})


@pytest.fixture
def post(world):
    """Nadia has spoken long ago; what she says here is no first voice."""
    long_ago(world.nadia, world.cleo)
    return publish_new(
        Sheet(body="On rappelle le jour même.", community=world.place("relation-client")), by=world.nadia
    )


def greeted(world, who: str) -> list[str]:
    return [voice.person.handle for voice in first_voices.to_greet(Person.objects.get(handle=who))]


def test_a_first_comment_is_shown_to_hosts_and_to_the_buddy(world, post):
    buddying.accept(buddying.choose(world.paul, by=world.karim), by=world.paul)
    comment_on(post, "Question bête peut-être…", by=world.karim)
    shown = {who: greeted(world, who) for who in world.people}
    assert [who for who, voices in shown.items() if voices] == ["cleo", "nadia", "paul"]
    assert shown["paul"] == ["karim"]
    [voice] = first_voices.first_voices_for(world.yves)
    assert (voice.person, voice.words) == (world.karim, "Question bête peut-être…")
    assert voice.url == f"/posts/{post.pk}/#comment-{Comment.objects.get().pk}"


def test_a_buddy_who_has_not_accepted_is_shown_nothing(world, post):
    buddying.choose(world.paul, by=world.karim)
    comment_on(post, "Bonjour", by=world.karim)
    assert greeted(world, "paul") == []


def test_a_buddy_reads_no_more_than_before(world):
    buddying.accept(buddying.choose(world.paul, by=world.helene), by=world.paul)
    publish_new(Sheet(body="Entre nous", community=world.place("managers")), by=world.helene)
    assert greeted(world, "paul") == []
    assert greeted(world, "cleo") == ["helene"]


def test_in_la_place_communicators_greet(world):
    publish_new(Sheet(body="Bonjour à tous", community=world.place("la-place")), by=world.karim)
    publish_new(Sheet(body="Sur mon fil"), by=world.paul)
    assert greeted(world, "marine") == ["karim", "paul"]
    assert greeted(world, "cleo") == []


def test_only_a_persons_word_counts(world, post):
    """A reaction, one's own second word and a comment taken back are no answer."""
    said = comment_on(post, "Bonjour", by=world.karim)
    react(said, "bravo", by=world.cleo)
    comment_on(post, "Et encore", by=world.karim, to=said)
    gone = comment_on(post, "Merci", by=world.cleo, to=said)
    assert greeted(world, "nadia") == []
    withdraw_comment(gone, by=world.cleo)
    assert greeted(world, "nadia") == ["karim"]
    comment_on(post, "@karim merci, bonne question", by=world.cleo)
    assert greeted(world, "nadia") == []


def test_a_first_post_is_answered_by_any_comment_of_somebody_else(world):
    long_ago(world.cleo)
    post = publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.karim)
    comment_on(post, "Je précise", by=world.karim)
    assert greeted(world, "nadia") == ["karim"]
    comment_on(post, "Bienvenue", by=world.cleo)
    assert greeted(world, "nadia") == []


@pytest.fixture
def many(world):
    """Twelve first voices of the last months in Relation client, nine of them answered within a day, one later."""
    place = world.place("relation-client")
    long_ago(world.cleo)
    for n in range(12):
        person = Person.objects.create(handle=f"p{n}", name=f"Personne {n}")
        place.memberships.create(person=person, role="member", at=clock.now())
        at = clock.now() - dt.timedelta(days=2 + n)
        post = publish_new(Sheet(body="Bonjour", community=place), by=person)
        FirstVoice.objects.filter(person=person).update(at=at)
        if n < 10:
            comment = comment_on(post, "Bienvenue", by=world.cleo)
            Comment.objects.filter(pk=comment.pk).update(at=at + (2 * HOUR if n < 9 else 30 * HOUR))


def test_the_share_answered_within_a_day(world, many, signed_in):
    for who in ("cleo", "nadia", "marine"):
        heard = first_voices.heard_within_a_day(world.people[who])
        assert (heard.answered, heard.count, heard.share) == (9, 12, 75), who
        assert "75\u202f%" in signed_in(who).get("/first-voices/").content.decode()
    assert first_voices.heard_within_a_day(world.thomas).count == 0  # he hosts another place
    for who in ("karim", "paul"):
        assert first_voices.heard_within_a_day(world.people[who]) is None
        assert "75\u202f%" not in signed_in(who).get("/first-voices/").content.decode()


def test_below_ten_there_is_no_figure(world, many, signed_in):
    FirstVoice.objects.filter(person__handle__in=["p0", "p1", "p2"]).update(at=clock.now() - dt.timedelta(days=200))
    heard = first_voices.heard_within_a_day(world.marine)
    assert (heard.count, heard.share) == (9, None)
    page = signed_in("marine").get("/first-voices/", headers={"accept": "application/json"}).json()
    assert page["heard"] == {"share": None, "count": None}
    assert "Pas encore assez pour un chiffre" in signed_in("marine").get("/first-voices/").content.decode()


def test_the_list_costs_the_same_with_three_or_thirty(world, signed_in):
    client, found = signed_in("marine"), []
    for count in (3, 27):
        for n in range(count):
            person = Person.objects.create(handle=f"q{count}-{n}", name=f"Q {n}")
            publish_new(Sheet(body="Bonjour", community=world.place("la-place")), by=person)
        client.get("/first-voices/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/first-voices/")
        found.append(len(asked))
    assert found[0] == found[1], found


def test_a_buddy_is_chosen_accepts_and_is_let_go(world):
    karim = Walker().sign_in("karim").go("/me/buddy/").press("Lui demander", handle="nadia")
    assert "n’a pas encore répondu" in karim.words
    nadia = Walker().sign_in("nadia").go("/me/buddy/").press("Accepter")
    assert "a accepté" in karim.go("/me/buddy/").words
    assert "Karim" in nadia.words
    karim.press("Ne plus avoir de binôme").press("Oui")
    assert not Buddy.objects.exists()
    assert "personne-ici" in karim.press("Lui demander", handle="personne-ici", expect=422).page


def test_nobody_else_accepts_and_oneself_is_no_buddy(world):
    row = buddying.choose(world.nadia, by=world.karim)
    for by in (world.karim, world.marine):
        with pytest.raises(Refused):
            buddying.accept(row, by=by)
    with pytest.raises(Refused):
        buddying.choose(world.karim, by=world.karim)
    with pytest.raises(IntegrityError), transaction.atomic():
        Buddy.objects.create(person=world.paul, buddy=world.paul, at=clock.now())
    buddying.choose(world.cleo, by=world.karim)
    assert Buddy.objects.get().buddy == world.cleo
