"""Mon quart d’heure: what waits is ranked and explained, answered in place, put aside; what is not for this person's eyes is not there."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.kernel import clock
from parvis.leadership.keeping_time import keep_slots, minutes_this_week, put_aside, sit, take_back
from parvis.leadership.models import Aside, Sitting, Slot
from parvis.leadership.waiting import first_minutes, waiting_for
from parvis.people.models import AskAbout
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, Post
from parvis.posts.publishing import Sheet, publish_new


@pytest.fixture
def asked(world):
    """Paul, of Thomas's people, asks; nobody answers."""
    return publish_new(Sheet(kind="question", body="Qui décide du quai du soir ?"), by=world.paul)


def kinds(person) -> list[str]:
    return [errand.kind for errand in waiting_for(person)]


def test_a_question_of_ones_own_people_waits_for_the_leader(world, asked):
    [errand] = [e for e in waiting_for(world.thomas) if e.kind == "perimeter"]
    assert errand.post == asked
    assert "chez vous" in errand.why or "your own people" in errand.why
    assert "perimeter" not in kinds(world.helene)
    comment_on(asked, "Moi, et j’arrive.", by=world.thomas)
    assert "perimeter" not in kinds(world.thomas)


def test_being_named_comes_before_everything(world, asked):
    publish_new(Sheet(body="@thomas, est-ce que la ligne 3 ferme ?"), by=world.nadia)
    publish_new(Sheet(body="Merci @thomas pour ta visite."), by=world.karim)  # asks nothing
    found = waiting_for(world.thomas)
    assert found[0].kind == "question"
    assert found[0].who == world.nadia
    assert [e.kind for e in found].count("question") == 1
    comment_on(found[0].post, "Non.", by=world.thomas)
    assert "question" not in kinds(world.thomas)


def test_what_is_said_under_ones_own_post_waits_until_each_is_answered(world):
    post = publish_new(Sheet(body="Ce matin à Grenoble."), by=world.thomas)
    first = comment_on(post, "Et la ligne 3 ?", by=world.karim)
    assert "comment" in kinds(world.thomas)
    comment_on(post, "Elle tient.", by=world.thomas, to=first)
    assert "comment" not in kinds(world.thomas)
    Comment.objects.filter(pk=first.pk).update(at=clock.now())
    second = comment_on(post, "Jusqu’à quand ?", by=world.nadia)
    Comment.objects.filter(pk=second.pk).update(at=clock.now() - dt.timedelta(hours=50))
    [errand] = [e for e in waiting_for(world.thomas) if e.kind == "comment"]
    assert errand.late
    assert "deux jours" in errand.why or "two days" in errand.why


def test_a_first_voice_is_to_be_greeted(world):
    post = publish_new(Sheet(body="Bonjour, je n’avais jamais écrit."), by=world.karim)
    assert "voice" in kinds(world.yves)
    comment_on(post, "Bienvenue Karim.", by=world.yves)
    assert "voice" not in kinds(world.yves)


def test_conversations_near_ones_subject_say_so(world):
    AskAbout.objects.create(person=world.helene, label="Marge")
    publish_new(Sheet(body="Un premier mot."), by=world.cleo)  # what follows is no first voice
    publish_new(Sheet(body="Quelqu’un sait ce qu’on appelle marge, ici ?"), by=world.cleo)
    [errand] = [e for e in waiting_for(world.helene) if e.kind == "talk"]
    assert "marge" in errand.why


def test_nothing_of_a_place_one_is_not_in(world):
    secret = world.place("aurore")
    publish_new(Sheet(kind="question", body="canari @yves ?", community=secret), by=world.nadia)
    publish_new(Sheet(kind="question", body="canari aussi ?", community=secret), by=world.nadia)
    assert not [e for e in waiting_for(world.yves) if "canari" in e.words]


def test_not_now_and_not_for_me_are_respected(world, asked, later):
    put_aside("perimeter", asked.pk, by=world.thomas, for_good=False)
    assert "perimeter" not in kinds(world.thomas)
    assert kinds(world.yves)  # of another person, nothing is put aside
    later(days=4)
    assert "perimeter" in kinds(world.thomas)
    put_aside("perimeter", asked.pk, by=world.thomas, for_good=True)
    later(days=20)
    assert "perimeter" not in kinds(world.thomas)
    take_back("perimeter", asked.pk, by=world.thomas)
    assert Aside.objects.count() == 0


def test_a_few_minutes_are_cut_honestly(world, asked):
    for number in range(4):
        publish_new(Sheet(kind="question", body=f"Question {number} ?"), by=world.paul)
    found = waiting_for(world.thomas)
    cut = first_minutes(found)
    assert 1 <= cut < len(found)
    assert sum(e.minutes for e in found[:cut]) <= 5


def test_answering_in_place_is_ones_own_verb_and_can_be_undone(world, asked, signed_in, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"settle_comments_s": 10})
    client = signed_in("thomas")
    page = client.get("/quarter/").content.decode()
    assert "Qui décide du quai du soir" in page
    response = client.post(
        "/quarter/answers/", {"errand": f"perimeter-{asked.pk}", "post": asked.pk, "body": "Moi. J’arrive demain."}
    )
    assert response.status_code == 303
    after = client.get("/quarter/").content.decode()
    assert "Qui décide du quai du soir" not in after
    assert "/publication/" in after  # the message offers the way back
    assert Comment.objects.count() == 0  # it settles first: nobody else has seen it


def test_an_empty_answer_says_so_and_keeps_what_was_typed(world, asked, signed_in):
    client = signed_in("thomas")
    response = client.post("/quarter/answers/", {"errand": f"perimeter-{asked.pk}", "post": asked.pk, "body": "  "})
    assert response.status_code == 422
    long = "x" * 6000
    response = client.post("/quarter/answers/", {"errand": f"perimeter-{asked.pk}", "post": asked.pk, "body": long})
    assert response.status_code == 422
    assert long in response.content.decode()
    put_aside("perimeter", asked.pk, by=world.thomas, for_good=True)  # in another window, meanwhile
    response = client.post("/quarter/answers/", {"errand": f"perimeter-{asked.pk}", "post": asked.pk, "body": long})
    assert long in response.content.decode()


def test_one_answers_only_what_one_may_read(world, signed_in):
    hidden = publish_new(Sheet(body="Entre nous", community=world.place("aurore")), by=world.cleo)
    client = signed_in("paul")
    assert client.post("/quarter/answers/", {"post": hidden.pk, "body": "Bonjour"}).status_code == 404
    assert Comment.objects.count() == 0


def test_when_nothing_waits_it_lets_one_go(world, signed_in):
    page = signed_in("yves").get("/quarter/").content.decode()
    assert "Rien ne vous attend" in page


def test_time_is_counted_for_oneself(world, later):
    sit(by=world.yves)
    later(minutes=4)
    sit(by=world.yves)
    later(minutes=30)
    sit(by=world.yves)
    assert Sitting.objects.filter(person=world.yves).count() == 2
    assert minutes_this_week(world.yves) == 4
    assert minutes_this_week(world.helene) == 0


def test_three_slots_and_their_calendar(world, signed_in):
    client = signed_in("yves")
    assert client.get("/quarter/slots.ics").status_code == 404
    fields = {
        "_method": "PUT",
        "day_1": "1",
        "time_1": "08:45",
        "day_2": "",
        "time_2": "08:45",
        "day_3": "3",
        "time_3": "17:30",
    }
    assert client.post("/quarter/slots/", fields).status_code == 303
    assert list(Slot.objects.values_list("weekday", flat=True)) == [1, 3]
    file = client.get("/quarter/slots.ics")
    text = file.content.decode()
    assert file["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 2
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert client.post("/quarter/slots/", {"_method": "PUT", "day_1": "9", "time_1": "99:99"}).status_code == 422
    keep_slots([], by=world.yves)
    assert not Slot.objects.exists()


def test_it_costs_the_same_with_three_and_with_thirty(world, signed_in, django_assert_max_num_queries):
    client = signed_in("thomas")

    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get("/quarter/")
        return len(found)

    def fill(number: int) -> None:
        for turn in range(number):
            publish_new(Sheet(kind="question", body=f"@thomas, et la ligne {turn} ?"), by=world.paul)
            post = publish_new(Sheet(body=f"Vu {turn}"), by=world.thomas)
            comment_on(post, "Et ?", by=world.karim)

    fill(3)
    client.get("/quarter/")
    few = count()
    fill(27)
    assert count() <= few
    assert Post.objects.count() == 60
