"""The letter says how many first steps leaders took together: public ones, of this week, and no number while fewer than five took one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import clock
from parvis.leadership.counting_steps import Taken, steps_of_the_week
from parvis.leadership.skipping import say_taken
from parvis.people.mandating import give_mandate
from parvis.people.models import Departure
from parvis.posts.commenting import comment_on, withdraw_comment
from parvis.posts.models import Comment, PostReaction
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react

LEADERS = ("yves", "helene", "thomas", "cleo", "sofia")


@pytest.fixture
def note(world):
    for name in ("cleo", "sofia"):
        give_mandate(world.people[name], "Comité élargi", by=world.marine)
    return publish_new(Sheet(body="Vu ce matin", community=world.place("la-place")), by=world.nadia)


@pytest.fixture
def four(world, note):
    for name in LEADERS[:4]:
        react(note, "bravo", by=world.people[name])


@pytest.fixture
def five(world, note, four):
    """Five leaders react for the first time: one step each."""
    react(note, "bravo", by=world.sofia)


def test_four_leaders_are_no_number_five_are(world, note, four, signed_in):
    assert steps_of_the_week() is None
    page = signed_in("marine").get("/accompaniment/letter/").content.decode()
    assert "Moins de cinq dirigeants" in page
    react(note, "bravo", by=world.sofia)
    assert steps_of_the_week() == Taken(5, 5)
    page = signed_in("marine").get("/accompaniment/letter/").content.decode()
    assert "5 premiers pas ont été faits cette semaine par 5 dirigeants" in page
    assert "Moins de cinq" not in page


def test_each_step_of_the_path_counts_once(world, note, five):
    def more(number: int) -> None:
        assert steps_of_the_week() == Taken(5 + number, 5)

    said = comment_on(note, "Merci @nadia pour ce regard", by=world.yves)
    more(1)  # thanked
    comment_on(note, "Merci @nadia encore", by=world.yves)
    more(1)
    comment_on(note, "Et la ligne 3 ?", by=world.yves)
    more(2)  # asked
    question = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.paul)
    comment_on(question, "Moi, je passe demain", by=world.yves)
    more(3)  # answered another team
    own = publish_new(Sheet(body="J’ai sous-estimé le délai"), by=world.yves)
    say_taken("failure", by=world.yves)
    more(4)  # posted; what did not work is theirs to tell, and counted nowhere
    comment_on(own, "C’est courageux", by=world.karim)
    comment_on(own, "Ce n’est pas fini", by=world.yves)
    more(5)  # came back
    comment_on(note, "J’étais là", by=world.nadia)
    more(6)  # brought Nadia on
    withdraw_comment(said, by=world.yves)
    more(6)  # thanked by the other comment


def test_what_was_done_before_is_no_step_of_this_week(world, note, five):
    PostReaction.objects.filter(person=world.yves).update(at=clock.now() - dt.timedelta(days=8))
    assert steps_of_the_week() is None
    second = publish_new(Sheet(body="Vu ce soir"), by=world.nadia)
    react(second, "bravo", by=world.yves)  # he had reacted already
    assert steps_of_the_week() is None
    comment_on(second, "Merci @nadia", by=world.yves)
    assert steps_of_the_week() == Taken(5, 5)
    Comment.objects.update(at=clock.now() - dt.timedelta(days=8))
    assert steps_of_the_week() is None


def test_what_is_said_where_not_everybody_reads_does_not_count(world, note, four):
    secret = publish_new(Sheet(body="Entre nous", community=world.place("managers")), by=world.cleo)
    for name in ("helene", "thomas"):
        comment_on(secret, "Merci @cleo ?", by=world.people[name])
        react(secret, "bravo", by=world.people[name])
    react(note, "bravo", by=world.sofia)
    assert steps_of_the_week() == Taken(5, 5)
    Departure.objects.create(person=world.sofia, by=world.marine, at=clock.now())
    assert steps_of_the_week() is None


@pytest.mark.settling
def test_what_has_not_settled_does_not_count(world, note):
    note.__class__.objects.filter(pk=note.pk).update(settles_at=None, active_at=clock.now())
    for name in LEADERS:
        comment_on(note, "Merci @nadia", by=world.people[name])
    assert steps_of_the_week() is None


def test_it_costs_the_same_whatever_was_done(world, note, five):
    found = []
    for number in (3, 27):
        for n in range(number):
            comment_on(note, f"Merci @nadia {number} {n} ?", by=world.yves)
        with CaptureQueriesContext(connection) as queries:
            steps_of_the_week()
        found.append(len(queries))
    assert found[0] == found[1] == 10, found
