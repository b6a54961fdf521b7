"""Mon quart d’heure: what was asked at one's doors, answered in place; and the first voices, the same ones as everywhere else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from parvis.kernel import clock
from parvis.kernel.once import new_key
from parvis.leadership.asking import ask, me_too
from parvis.leadership.first_voices import first_voices_for
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.keeping_time import put_aside
from parvis.leadership.letter import letter_for
from parvis.leadership.models import Aside, DoorAnswer, DoorQuestion
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.leadership.waiting import waiting_for
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, FirstVoice, UnsettledComment
from parvis.posts.publishing import Sheet, publish_new


@pytest.fixture
def french():
    with translation.override("fr"):
        yield


@pytest.fixture
def door(world):
    return door_of(world, opened=True)


@pytest.fixture
def unsigned(world, door):
    """Asked without a name at Thomas's door; Nadia asks it too."""
    question = asked_unsigned(door, "Est-ce que la ligne 3 ferme", by=world.karim)
    me_too(question, by=world.nadia)
    return question


@pytest.fixture
def standing(world):
    """Thomas promises an answer within two days at the door he keeps open; Paul has asked."""
    place = keep_open("Demandez", 2, allows_anonymous=True, shows_promise=False, by=world.thomas)
    ask(place, "Et les horaires d’été", by=world.paul, key=new_key())
    return DoorQuestion.objects.get(standing=place)


def at_doors(person) -> list:
    return [errand for errand in waiting_for(person) if errand.kind == "door"]


def send(client, question, body: str):
    return client.post("/quarter/answers/", {"errand": f"door-{question.pk}", "question": question.pk, "body": body})


@pytest.mark.usefixtures("french")
def test_what_was_asked_at_ones_door_waits_and_says_how_many_ask(world, unsigned, signed_in):
    [errand] = at_doors(world.thomas)
    assert (errand.subject, errand.who, errand.late) == (unsigned.pk, None, False)
    assert "L’usine cet hiver" in errand.why
    assert "2 personnes la posent." in errand.why
    assert not at_doors(world.yves)
    page = signed_in("thomas").get("/quarter/").content.decode()
    assert "Est-ce que la ligne 3 ferme" in page
    assert "posée sans nom" in page or "sans nom" in page
    assert "Karim" not in page.split("errand__form")[0].split("errand__why")[1]


@pytest.mark.usefixtures("french")
def test_the_promise_is_said_and_late_it_rises(world, standing, unsigned, later):
    thomas = world.thomas
    [promised] = [errand for errand in at_doors(thomas) if errand.subject == standing.pk]
    assert "vous avez promis une réponse" in promised.why
    later(days=3)
    [overdue] = [errand for errand in at_doors(thomas) if errand.subject == standing.pk]
    assert overdue.late
    assert not promised.late
    assert overdue.weight(clock.now()) > promised.weight(clock.now())
    assert "vous aviez promis une réponse" in overdue.why


def test_most_asked_first_six_at_most_and_after_the_rest_before_the_door_opens(world, standing):
    Aside.objects.create(person=world.thomas, kind="door", subject=standing.pk, at=clock.now())
    soon = door_of(world)
    for n in range(8):
        ask(soon, f"Question {n}", by=world.paul, key=new_key())
    most = DoorQuestion.objects.get(words__startswith="Question 5")
    for person in (world.karim, world.nadia, world.cleo):
        me_too(most, by=person)
    mine = publish_new(Sheet(body="Ce matin à Grenoble"), by=world.thomas)
    comment_on(mine, "Et demain ?", by=world.karim)
    found = waiting_for(world.thomas)
    assert found[0].kind == "comment"
    assert at_doors(world.thomas)[0].subject == most.pk
    assert len(at_doors(world.thomas)) == 6


def test_it_is_answered_in_place_and_waits_no_more(world, unsigned, standing, signed_in):
    client = signed_in("thomas")
    assert send(client, unsigned, "Non, elle reste.").status_code == 303
    assert send(client, standing, "Les mêmes.").status_code == 303
    assert not at_doors(world.thomas)
    answers = DoorAnswer.objects.order_by("id")
    assert [row.question for row in answers] == [unsigned, standing]
    assert answers[0].comment.author == world.thomas
    assert answers[1].post.author == world.thomas
    assert send(client, unsigned, "Encore.").status_code == 422  # once each
    assert Comment.objects.count() == 1


@pytest.mark.settling
def test_just_sent_it_is_undone_and_its_words_come_back(world, unsigned, signed_in):
    unsigned.door.post.__class__.objects.filter(pk=unsigned.door.post_id).update(settles_at=None, active_at=clock.now())
    client = signed_in("thomas")
    send(client, unsigned, "Trop vite.")
    assert UnsettledComment.objects.count() == 1
    assert not at_doors(world.thomas)
    assert f"/doors/questions/{unsigned.pk}/answer/" in client.get("/quarter/").content.decode()
    client.post(f"/doors/questions/{unsigned.pk}/answer/", {"_method": "DELETE"})
    assert [errand.subject for errand in at_doors(world.thomas)] == [unsigned.pk]
    assert "Trop vite." in client.get(f"/doors/questions/{unsigned.pk}/answer/").content.decode()


def test_only_who_was_asked_answers_and_nothing_typed_is_lost(world, unsigned, signed_in):
    for who in ("yves", "marine", "karim"):
        assert send(signed_in(who), unsigned, "À sa place.").status_code == 404
    assert not DoorAnswer.objects.exists()
    client, long = signed_in("thomas"), "x" * 4_000
    refused = send(client, unsigned, long)
    assert refused.status_code == 422
    assert long in refused.content.decode()
    assert send(client, unsigned, "  ").status_code == 422
    put_aside("door", unsigned.pk, by=world.thomas, for_good=True)  # in another window, meanwhile
    kept = send(client, unsigned, long).content.decode()
    assert long in kept
    assert f'name="question" value="{unsigned.pk}"' in kept


def test_not_now_and_not_for_me(world, unsigned, standing, signed_in, later):
    client = signed_in("thomas")
    for question, how in ((unsigned, "later"), (standing, "never")):
        assert client.post("/quarter/asides/", {"kind": "door", "subject": question.pk, "how": how}).status_code == 303
    assert not at_doors(world.thomas)
    assert "la ligne 3" in client.get(unsigned.door.get_absolute_url()).content.decode()  # asked there as before
    later(days=4)
    assert [errand.subject for errand in at_doors(world.thomas)] == [unsigned.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        Aside.objects.create(person=world.thomas, kind="gate", subject=1, at=clock.now())


def test_first_voices_are_the_same_everywhere(world, signed_in):
    """Two first comments under one post, and a first post that is also a question of Thomas's own people."""
    for person in (world.cleo, world.thomas, world.yves):  # they had spoken before
        FirstVoice.objects.create(person=person, at=clock.now() - dt.timedelta(days=300))
    post = publish_new(Sheet(body="Vu ce matin"), by=world.cleo)
    said = [comment_on(post, f"Bonjour de {name}", by=world.people[name]) for name in ("karim", "nadia")]
    asked = publish_new(Sheet(kind="question", body="Qui décide du quai ?"), by=world.paul)

    def shown() -> set[str]:
        return {errand.who.handle for errand in waiting_for(world.thomas) if errand.first}

    def expected() -> set[str]:
        return {voice.person.handle for voice in first_voices_for(world.thomas)}

    assert shown() == expected() == {"karim", "nadia", "paul"}
    assert [errand.kind for errand in waiting_for(world.thomas) if errand.who == world.paul] == ["perimeter"]
    comment_on(post, "Je réponds à côté", by=world.thomas)  # not to them: they still wait
    assert shown() == expected() == {"karim", "nadia", "paul"}
    comment_on(post, "Bienvenue Karim", by=world.cleo, to=said[0])
    comment_on(asked, "Moi", by=world.yves)
    assert shown() == expected() == {"nadia"}
    assert {voice.person.handle for voice in letter_for(world.thomas).voices} == {"nadia"}


@pytest.mark.settling
def test_an_answer_that_settles_counts_for_who_sent_it_alone(world):
    FirstVoice.objects.create(person=world.karim, at=clock.now())
    post = publish_new(Sheet(body="Premier mot"), by=world.paul)
    post.__class__.objects.filter(pk=post.pk).update(settles_at=None, active_at=clock.now())
    FirstVoice.objects.get_or_create(person=world.paul, defaults={"at": clock.now(), "post": post})
    comment_on(post, "Bienvenue", by=world.thomas)
    assert "paul" not in {voice.person.handle for voice in first_voices_for(world.thomas)}
    assert "paul" in {voice.person.handle for voice in first_voices_for(world.yves)}


def test_doors_cost_the_same_with_three_and_with_thirty(world, door, signed_in):
    client, found = signed_in("thomas"), []
    place = keep_open("Demandez", 2, allows_anonymous=True, shows_promise=False, by=world.thomas)
    for count in (3, 27):
        for n in range(count):
            person = Person.objects.create(handle=f"q{count}-{n}", name=f"Q {n}")
            ask(door if n % 2 else place, f"Question {count} {n}", by=person, key=new_key())
            publish_new(Sheet(body="Bonjour", community=world.place("la-place")), by=person)
        client.get("/quarter/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/quarter/")
        found.append(len(queries))
    assert found[1] <= found[0], found
