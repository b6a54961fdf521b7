"""A door from its announcement to what is found of it afterwards."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership import answering_doors, asking, keeping_a_door, opening_doors, refusing, reminding
from parvis.leadership.door_calendar import calendar_of
from parvis.leadership.models import Door, DoorAnswer, DoorQuestion, StandingDoor
from parvis.leadership.tests.door_scenes import HOUR, asked_unsigned, door_of, plan
from parvis.people.departing import depart
from parvis.posts.arriving import undo
from parvis.posts.commenting import withdraw_comment
from parvis.posts.editing import move, withdraw
from parvis.posts.models import Comment, Draft, Mention, Post, UnsettledComment
from tests.walking import Walker


@pytest.fixture
def later(monkeypatch):
    """`later(hours=3)`: it is three hours later."""
    real = clock.now

    def move(**span: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(**span))

    return move


def words_in_order(door) -> list[str]:
    return [row.words for row in door.questions.listed().in_order()]


def test_announcing_publishes_ones_own_invitation(world):
    door = door_of(world)
    post = Post.objects.get()
    assert (post.author, post.community, post.title) == (
        world.thomas,
        world.place("la-place"),
        "Porte ouverte\u00a0: L’usine cet hiver",
    )
    assert "même ce que je ne sais pas" in post.body_text
    assert f'href="/doors/{door.pk}/"' in post.body_html
    opening_doors.announce(plan(world), by=world.thomas, key="k")
    opening_doors.announce(plan(world), by=world.thomas, key="k")
    assert Door.objects.count() == Post.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, {"length": dt.timedelta(minutes=1)}, {"length": dt.timedelta(days=30)}, {"subject": " \u200b"},
        {"words": " "}, {"call_url": "http://appel.example/x"}, {"call_url": "https://a"}, {"call_url": "javascript:alert(1)"}, {"subject": "x" * 161},
    ],
)  # fmt: skip
def test_what_cannot_be_a_door_is_refused_and_nothing_is_published(world, wrong):
    with pytest.raises(Refused):
        door_of(world, **wrong)
    assert not Post.objects.exists()
    assert not Door.objects.exists()


def test_one_opens_a_door_only_where_one_may_post(world):
    with pytest.raises(Refused):
        door_of(world, "comite")  # hosts start the posts there, and Thomas is none


def test_the_database_refuses_what_the_verbs_refuse(world):
    door = door_of(world)
    for change in ({"closes_at": door.opens_at}, {"call_url": "http://x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Door.objects.filter(pk=door.pk).update(**change)
    for fields in ({}, {"door": door, "distance": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DoorQuestion.objects.create(words="x", hour=1, **fields)


def test_its_states_follow_the_clock(world, later):
    door = door_of(world, call_url="https://appel.example/x")
    seen = {}
    for hours in (0, 47.9, 48.5, 49.5):
        later(hours=hours)
        fresh = Door.objects.get(pk=door.pk)
        seen[hours] = (fresh.state, bool(fresh.call), fresh.takes_questions)
    assert seen == {
        0: ("announced", False, True),
        47.9: ("announced", True, True),
        48.5: ("open", True, True),
        49.5: ("closed", False, False),
    }


def test_the_link_of_the_call_is_shown_only_when_it_is_time(world, signed_in, later):
    door = door_of(world, call_url="https://appel.example/porte")
    client = signed_in("karim")
    for address in ("", "live/", "door.ics"):
        assert "appel.example" not in client.get(f"/doors/{door.pk}/{address}").content.decode()
    later(hours=48.2)
    assert 'href="https://appel.example/porte"' in client.get(f"/doors/{door.pk}/").content.decode()


def test_questions_stand_by_voices_then_from_afar_then_without_a_name(world):
    door = door_of(world)
    unsigned = asked_unsigned(door, "sans nom", world.nadia)
    asking.ask(door, "de près", by=world.paul)  # reports to Thomas: 1 step
    asking.ask(door, "de loin", by=world.karim)  # 4 steps
    most = asking.ask(door, "la plus partagée", by=world.paul)
    asking.me_too(most, by=world.nadia)
    asking.me_too(most, by=world.nadia)
    assert words_in_order(door) == ["la plus partagée", "de loin", "de près", "sans nom"]
    assert unsigned.distance == 0
    most.refresh_from_db()
    assert most.me_too_count == 1
    asking.not_me(most, by=world.nadia)
    assert words_in_order(door)[:2] == ["de loin", "la plus partagée"] or words_in_order(door)[0] == "de loin"
    with pytest.raises(Refused):
        asking.me_too(most, by=world.paul)  # one's own
    with pytest.raises(Refused):
        asking.me_too(most, by=world.thomas)  # the one who is asked


def test_me_too_changes_the_question_where_it_stands(world, signed_in):
    question = asking.ask(door_of(world), "Et la ligne 3", by=world.karim)
    client, address = signed_in("nadia"), f"/doors/questions/{question.pk}/vote/"
    for fields, pressed in ({}, "true"), ({"_method": "DELETE"}, "false"):
        page = client.post(address, fields, headers={"hx-request": "true"}).content.decode()
        assert f'aria-pressed="{pressed}"' in page
        assert f'id="question-{question.pk}"' in page
        assert "<html" not in page
        assert "csrfmiddlewaretoken" in page


def test_closed_it_takes_no_questions_and_what_waits_still_waits(world, signed_in):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    opening_doors.close(door, by=world.thomas)
    door = Door.objects.get(pk=door.pk)
    assert door.state == "closed"
    response = signed_in("nadia").post(f"/doors/{door.pk}/questions/", {"words": "Trop tard ?", "unsigned": ""})
    assert response.status_code == 422
    assert [row.question for row in answering_doors.waiting_for(world.thomas)] == [question]
    answering_doors.answer(question, "Elle reste.", by=world.thomas)
    assert answering_doors.waiting_for(world.thomas) == []


def test_an_answer_is_the_leaders_comment_and_is_found(world, signed_in):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Pourquoi *deux* `arrêts` en [janvier](x) ?", by=world.karim)
    answering_doors.answer(question, "Le premier était prévu. **Pas** le second.", by=world.thomas)
    comment = Comment.objects.get()
    assert (comment.author, comment.post) == (world.thomas, door.post)
    assert "<blockquote>" in comment.body_html
    assert "*deux* `arrêts` en [janvier](x)" in comment.body_text
    assert "<strong>Pas</strong>" in comment.body_html
    assert Mention.objects.get().person == world.karim
    page = signed_in("nadia").get(f"/doors/{door.pk}/").content.decode()
    assert "<strong>Pas</strong>" in page
    assert page.count("*deux*") == 1, "the question is not repeated in its answer"
    assert f"/posts/{door.post_id}/#comment-{comment.pk}" in page
    with pytest.raises(Refused):
        answering_doors.answer(question, "Encore", by=world.thomas)
    with pytest.raises(Refused):
        asking.take_back(DoorQuestion.objects.get(), by=world.karim)


def test_taken_back_by_its_author_the_question_waits_again(world):
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    for alone in (True, False):
        answering_doors.answer(question, "Elle ferme.", by=world.thomas)
        assert not answering_doors.waiting_for(world.thomas)
        comment = Comment.objects.filter(author=world.thomas, withdrawal=None).get()
        if not alone:
            Comment.objects.create(
                post=comment.post,
                parent=comment,
                answers=comment,
                author=world.nadia,
                body_html="x",
                body_text="x",
                at=clock.now(),
            )
        withdraw_comment(comment, by=world.thomas)
        assert [row.question for row in answering_doors.waiting_for(world.thomas)] == [question]
    answering_doors.answer(question, "Elle reste.", by=world.thomas)
    assert DoorQuestion.objects.answered().count() == 1


def test_without_its_invitation_the_answer_is_a_post(world, signed_in):
    door = door_of(world, opened=True)
    withdraw(door.post, by=world.thomas)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    kept = answering_doors.answer(DoorQuestion.objects.get(pk=question.pk), "Elle reste.", by=world.thomas)
    assert (kept.post.author, kept.post.community) == (world.thomas, world.place("la-place"))
    assert "Elle reste." in signed_in("nadia").get(f"/doors/{door.pk}/").content.decode()


def test_moved_to_a_closed_place_an_answer_is_read_there_alone(world, signed_in):
    """The invitation, moved by its leader, takes its answers with it: the page of the door shows none of them."""
    door = door_of(world, opened=True)
    first, second = (asking.ask(door, words, by=world.karim) for words in ("Et la ligne 3", "Et la 4"))
    answering_doors.answer(first, "canari-fermé", by=world.thomas)
    managers = world.place("managers")
    move(Post.objects.get(pk=door.post_id), managers, by=world.thomas, audience_seen=str(managers.pk))
    for who in ("nadia", "paul", "thomas"):
        client = signed_in(who)
        for address in (f"/doors/{door.pk}/", f"/doors/{door.pk}/live/", f"/doors/questions/{first.pk}/"):
            assert "canari-fermé" not in client.get(address).content.decode()
    # It is said to be answered, and where: who reads that place goes there, the others are told no word of it.
    for who, status in {"cleo": 200, "nadia": 404}.items():
        client = signed_in(who)
        page = client.get(f"/doors/{door.pk}/?only=answered").content.decode()
        assert "a changé de lieu avec l’invitation" in page
        there = re.search(r'href="(/posts/\d+/)#comment-\d+"', page)[1]
        assert client.get(there).status_code == status
        assert (
            "canari-fermé"
            not in client.get(f"/doors/{door.pk}/", headers={"accept": "application/json"}).content.decode()
        )
        assert "Et la ligne 3" not in client.get(f"/doors/{door.pk}/?only=waiting").content.decode()
    assert "canari-fermé" in signed_in("cleo").get(there).content.decode()
    assert f"/doors/questions/{first.pk}/answer/" not in signed_in("thomas").get(f"/doors/{door.pk}/").content.decode()
    kept = answering_doors.answer(DoorQuestion.objects.get(pk=second.pk), "Elle reste.", by=world.thomas)
    assert kept.post.community == world.place("la-place")


@pytest.mark.settling
def test_an_answer_settles_and_undone_it_never_was(world, signed_in):
    door = door_of(world, opened=True)
    Post.objects.filter(pk=door.post_id).update(settles_at=None, active_at=clock.now())
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    client, home = signed_in("thomas"), f"/doors/questions/{question.pk}/answer/"
    client.post(home, {"words": "Elle ferme.\n\nEnfin, presque."})
    assert UnsettledComment.objects.count() == 1
    assert "Elle ferme" not in signed_in("nadia").get(f"/doors/{door.pk}/").content.decode()
    page = client.get(f"/doors/{door.pk}/").content.decode()
    assert "part dans quelques secondes" in page
    assert answering_doors.waiting_for(world.thomas) == []
    back = client.post(home, {"_method": "DELETE"}, follow=True).content.decode()
    assert not UnsettledComment.objects.exists()
    assert not DoorAnswer.objects.exists()
    assert "Elle ferme.\n\nEnfin, presque.</textarea>" in back.replace("\r", "")
    assert [row.question for row in answering_doors.waiting_for(world.thomas)] == [question]


@pytest.mark.settling
@pytest.mark.parametrize("place", ["under the invitation", "as a post"])
@pytest.mark.parametrize("way", ["at the door", "where it stands"])
def test_an_answer_undone_is_a_draft_on_every_device_in_one_place_only(world, signed_in, place, way):
    door = door_of(world, opened=True)
    Post.objects.filter(pk=door.post_id).update(settles_at=None, active_at=clock.now())
    if place == "as a post":
        withdraw(Post.objects.get(pk=door.post_id), by=world.thomas)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    form = f"/doors/questions/{question.pk}/answer/"
    client = signed_in("thomas")
    client.post(form, {"words": "Elle **ferme**.\n\nEnfin, presque."})
    sent = DoorAnswer.objects.get()
    stands = f"/posts/{sent.post_id}/publication/" if sent.post_id else f"/comments/{sent.comment_id}/publication/"
    undone = client.post(form if way == "at the door" else stands, {"_method": "DELETE"})
    assert (undone.status_code, undone["Location"], DoorAnswer.objects.exists()) == (303, form, False)
    other = Walker().sign_in("thomas")
    assert other.go(form).value("words") == "Elle **ferme**.\n\nEnfin, presque."
    page = other.go("/drafts/").page
    assert page.count(f'href="{form}"') == 1
    assert page.count('class="draft"') == 1  # neither the quotation in the box of the invitation, nor a post
    assert form not in Walker().sign_in("karim").go("/drafts/").page
    other.go(form).press("Répondre", "/answer/", words="Elle reste.")
    assert not Draft.objects.exclude(fields={}).exists()
    asking_again = asking.ask(door, "Et la 4 ?", by=world.karim)
    client.post(f"/doors/questions/{asking_again.pk}/answer/", {"words": "Un lapsus."})
    client.post(f"/doors/questions/{asking_again.pk}/answer/", {"_method": "DELETE"})
    asking.take_back(DoorQuestion.objects.get(pk=asking_again.pk), by=world.karim)
    assert "Un lapsus." in other.go("/drafts/").words  # the question is gone, the words are not


@pytest.mark.settling
def test_announced_others_see_it_once_the_invitation_has_settled_and_never_when_it_is_undone(world, signed_in):
    door = door_of(world)
    thomas, nadia = signed_in("thomas"), signed_in("nadia")

    def sees(client) -> bool:
        listed = f"/doors/{door.pk}/" in client.get("/doors/").content.decode()
        statuses = {client.get(f"/doors/{door.pk}/{part}").status_code for part in ("", "live/", "door.ics")}
        assert statuses == ({200} if listed else {404})
        return listed

    assert (sees(thomas), sees(nadia)) == (True, False)
    assert "part dans un instant" in thomas.get(f"/doors/{door.pk}/").content.decode()
    undo(Post.objects.get(pk=door.post_id), by=world.thomas)
    assert (sees(thomas), sees(nadia)) == (True, False)
    assert f"/posts/{door.post_id}/edit/" in thomas.get(f"/doors/{door.pk}/").content.decode()
    Post.objects.filter(pk=door.post_id).update(published_at=clock.now(), active_at=clock.now(), settles_at=None)
    assert sees(nadia)
    withdraw(Post.objects.get(pk=door.post_id), by=world.thomas)
    assert sees(nadia)


def test_few_who_may_ask_are_warned_that_one_could_guess(world, signed_in):
    door = door_of(world, "managers")
    assert "on pourrait deviner" in signed_in("cleo").get(f"/doors/{door.pk}/").content.decode()


def test_moved_and_cancelled_those_who_follow_are_told(world, django_capture_on_commit_callbacks):
    door = door_of(world)
    reminding.remind_me(door, by=world.karim)
    before = door.opens_at
    opening_doors.move(door, before + 24 * HOUR, HOUR, "Panne à Grenoble.", "", by=world.thomas)
    run(reminding.tell, door_id=door.pk, what="soon", opens=before.isoformat())  # the reminder of the first date
    assert not mail.outbox
    run(reminding.tell, door_id=door.pk, what="moved", opens=door.opens_at.isoformat())
    assert [(m.to, "Panne à Grenoble" in m.body) for m in mail.outbox] == [(["karim@lanterne.example"], True)]
    assert mail.outbox[0].subject == "Déplacée\u00a0: la porte ouverte de Thomas Roux"
    opening_doors.cancel(door, "Je ne serai pas là.", by=world.thomas)
    run(reminding.tell, door_id=door.pk, what="soon", opens=door.opens_at.isoformat())
    assert len(mail.outbox) == 1
    run(reminding.tell, door_id=door.pk, what="cancelled", opens=door.opens_at.isoformat())
    assert "Je ne serai pas là." in mail.outbox[1].body
    with pytest.raises(Refused):
        asking.ask(Door.objects.get(pk=door.pk), "Trop tard ?", by=world.karim)


def run(job, **arguments) -> None:
    """Run a job and the jobs it leaves."""
    import parvis.leadership.reminding as module

    sent = []
    real, module.mail_one.later = module.mail_one.later, lambda **given: sent.append(given)
    try:
        job(**arguments)
    finally:
        module.mail_one.later = real
    for given in sent:
        module.mail_one(**given)


def test_a_reminder_comes_an_hour_before_to_those_who_asked_and_still_see_it(world):
    door = door_of(world, "relation-client", by="helene")
    for who in ("karim", "paul"):
        reminding.remind_me(door, by=world.people[who])
    world.place("relation-client").kind = "closed"
    world.place("relation-client").save()
    run(reminding.tell, door_id=door.pk, what="soon", opens=door.opens_at.isoformat())
    assert [m.to for m in mail.outbox] == [["karim@lanterne.example"]]
    assert f"/doors/{door.pk}/" in mail.outbox[0].body


def test_the_calendar_file(world):
    door = door_of(world, subject="L’usine, l’hiver; et " + "é" * 60, call_url="https://appel.example/x")
    text = calendar_of(door)
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert f"DTSTART:{door.opens_at:%Y%m%dT%H%M%SZ}" in whole
    assert "L’usine\\, l’hiver\u202f\\; et" in whole
    assert "appel.example" not in whole
    assert "SEQUENCE:0" in whole
    opening_doors.move(door, door.opens_at + HOUR, HOUR, "", "", by=world.thomas)
    assert "SEQUENCE:1" in calendar_of(door).replace("\r\n ", "")
    opening_doors.cancel(door, "", by=world.thomas)
    assert "STATUS:CANCELLED" in calendar_of(Door.objects.for_screen().get(pk=door.pk))


def test_refused_who_asked_is_told_and_everybody_reads_the_reason(world, signed_in):
    door = door_of(world)
    question = asking.ask(door, "Et lui ?", by=world.karim)
    row = refusing.refuse(question, "person", "Parlons du poste, pas de la personne.", by=world.marine)
    refusing.tell_refused(refusal_id=row.pk)
    assert mail.outbox[0].to == ["karim@lanterne.example"]
    assert "Parlons du poste" in mail.outbox[0].body
    assert refusing.counts_of(door) == [("elle vise une personne", 1)] or refusing.counts_of(door) == [
        ("it is about a person", 1)
    ]
    assert answering_doors.waiting_for(world.thomas) == []
    unsigned = asked_unsigned(door, "Et elle", world.nadia)
    refusing.refuse(unsigned, "person", "", by=world.marine)
    assert len(mail.outbox) == 1
    client = signed_in("marine")
    client.post(f"/doors/questions/{unsigned.pk}/refusal/", {"_method": "DELETE"})
    assert words_in_order(door) == ["Et elle"]


def test_a_standing_door_and_its_promise(world, signed_in, later):
    door = keeping_a_door.keep_open("Tout.", 2, allows_anonymous=False, shows_promise=True, by=world.helene)
    for n in range(4):
        answering_doors.answer(asking.ask(door, f"Question {n} ?", by=world.karim), "Voilà.", by=world.helene)
    assert Post.objects.filter(author=world.helene, community=None).count() == 4
    asking.ask(door, "La cinquième ?", by=world.karim)
    assert (keeping_a_door.promise_of(door).due, keeping_a_door.promise_of(door).share) == (4, None)
    client = signed_in("paul")
    assert "%" not in client.get("/doors/standing/helene/card/", headers={"hx-request": "true"}).content.decode()
    later(days=4)
    assert (keeping_a_door.promise_of(door).in_time, keeping_a_door.promise_of(door).share) == (4, 80)
    assert "80\u202f%" in client.get("/doors/standing/helene/card/", headers={"hx-request": "true"}).content.decode()
    keeping_a_door.keep_open("Tout.", 2, allows_anonymous=False, shows_promise=False, by=world.helene)
    for address in ("", "card/"):
        assert "80\u202f%" not in client.get(f"/doors/standing/helene/{address}").content.decode()
        assert "80\u202f%" in signed_in("helene").get(f"/doors/standing/helene/{address}").content.decode()
    keeping_a_door.close_standing(world.helene)
    with pytest.raises(Refused):
        asking.ask(StandingDoor.objects.get(), "Encore ?", by=world.karim)
    assert signed_in("gus").get("/doors/standing/helene/").status_code == 404


def test_who_leaves_opens_no_more_doors(world):
    door = door_of(world)
    keeping_a_door.keep_open("", 5, allows_anonymous=True, shows_promise=False, by=world.thomas)
    depart(world.thomas, by=world.sofia)
    assert Door.objects.for_screen().get(pk=door.pk).state == "cancelled"
    assert StandingDoor.objects.get().closed_at is not None


def test_a_whole_door_without_javascript(world, later):
    thomas = Walker().sign_in("thomas")
    day = (clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT14:00")
    thomas.go("/doors/").follow("Ouvrir ma porte", "/doors/new/")
    thomas.press("Annoncer ma porte", subject="L’hiver", words="Posez-moi tout.", opens_at=day, length="60")
    door = Door.objects.get()
    karim = Walker().sign_in("karim").go("/doors/").follow("L’hiver")
    karim.press("Me le rappeler").press("Poser", "/questions/", words="Et la ligne 3 ?", unsigned="")
    nadia = Walker().sign_in("nadia").go(f"/doors/{door.pk}/").press("Moi aussi")
    nadia.press("Poser", "/questions/", words="Qui décide ?", unsigned="1")
    assert "Sans nom" in nadia.words
    later(days=1, hours=3)
    Door.objects.update(opens_at=clock.now() - HOUR / 2, closes_at=clock.now() + HOUR)
    thomas.go("/doors/").follow("Les questions qui m’attendent").follow("Répondre", "/answer/")
    assert "Et la ligne 3" in thomas.words
    thomas.press("Répondre", words="Elle reste ouverte.")
    assert "Elle reste ouverte." in karim.go(f"/doors/{door.pk}/?only=answered").words
    assert "Elle reste ouverte." not in karim.follow("En attente").words
    thomas.go(f"/doors/{door.pk}/").press("Refermer la porte")
    assert Door.objects.get().state == "closed"
    assert "Elle reste ouverte." in karim.go(f"/posts/{door.post_id}/").words
