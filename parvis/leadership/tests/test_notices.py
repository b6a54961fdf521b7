"""Who hears of doors, drafts and first words, and that a draft closed again is no longer spoken of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail

from parvis.kernel import clock
from parvis.leadership import answering_doors, asking, buddying, remarking, reminding
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.models import Door
from parvis.leadership.opening import close_draft, open_draft
from parvis.leadership.opening_doors import cancel, move
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.notifications import deciding, mailing
from parvis.notifications.models import Notice
from parvis.notifications.screens import lines_of
from parvis.people.following import follow
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, draft, publish_new

pytestmark = pytest.mark.django_db


def heard(person) -> list[str]:
    deciding.decide()
    rows = list(Notice.objects.filter(person=person, leads=True).order_by("-id"))
    return [line.kind.name for line in lines_of(person, rows)]


def test_a_draft_opened_and_what_is_said_of_it(world):
    kept = draft(Sheet(body="Le canari."), by=world.nadia)
    link = open_oneself(world.helene, by=world.nadia)
    open_draft(kept, link, by=world.nadia)
    assert heard(world.helene) == ["draft.opened"]
    said = remarking.remark(kept, "Plus court ?", by=world.helene)
    assert heard(world.nadia) == ["draft.remark"]
    remarking.reply(said, "Oui.", by=world.nadia)
    assert heard(world.helene) == ["draft.remark", "draft.opened"]
    assert heard(world.karim) == []
    close_draft(kept, by=world.nadia)
    assert heard(world.helene) == []


def test_doors(world):
    follow(world.thomas, by=world.karim)
    door = door_of(world)
    assert "door.announced" in heard(world.karim)
    question = asking.ask(door, "Quand ?", by=world.nadia)
    asking.me_too(question, by=world.cleo)
    answering_doors.answer(question, "En mars.", by=world.thomas)
    assert heard(world.nadia) == ["door.answered"]
    assert heard(world.cleo) == ["door.answered_too"]


def words(person) -> list[str]:
    return [line.words for line in lines_of(person, list(Notice.objects.filter(person=person, leads=True).order_by("-id")))]  # fmt: skip


def test_who_asked_or_asked_too_hears_that_the_door_is_moved_then_cancelled(world):
    """Who asked without a name is not told: nothing says who it was."""
    door = door_of(world)
    asked_unsigned(door, "Et sans nom", world.paul)
    question = asking.ask(door, "Et la ligne 3", by=world.nadia)
    asking.me_too(question, by=world.cleo)
    move(door, door.opens_at + dt.timedelta(days=1), dt.timedelta(hours=1), "", "", by=world.thomas)
    for person in (world.nadia, world.cleo):
        assert heard(person) == ["door.moved"]
        assert "L’usine cet hiver" in words(person)[0]
    cancel(door, "", by=world.thomas)
    for person in (world.nadia, world.cleo):
        assert heard(person) == ["door.cancelled"]
        assert words(person) == ["Annulée\u00a0: L’usine cet hiver"]
    assert heard(world.paul) == heard(world.karim) == []


def test_who_asked_to_be_reminded_finds_it_on_the_page_beside_the_mail(world, later):
    door = door_of(world)
    asking.ask(door, "Et la ligne 3", by=world.nadia)
    reminding.remind_me(door, by=world.nadia)
    later(days=2, hours=-1)
    reminding.tell(door_id=door.pk, what="soon", opens=door.opens_at.isoformat())
    assert heard(world.nadia) == ["door.reminder"]
    Door.objects.filter(pk=door.pk).update(community=world.place("managers"))  # where Nadia is not
    assert heard(world.nadia) == []


def test_a_buddy_is_asked_and_accepts(world):
    choice = buddying.choose(world.karim, by=world.paul)
    assert heard(world.karim) == ["buddy.asked"]
    buddying.accept(choice, by=world.karim)
    buddying.accept(choice, by=world.karim)
    assert heard(world.paul) == ["buddy.accepted"]
    assert heard(world.karim) == []
    buddying.decline(choice, by=world.karim)
    assert heard(world.paul) == []


def test_the_first_words_of_who_chose_one_come_by_mail(world, monkeypatch):
    """On a Wednesday at ten; the mail leaves ten minutes later, once."""
    moment = [dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    buddying.accept(buddying.choose(world.karim, by=world.paul), by=world.karim)
    publish_new(Sheet(body="Bonjour, c’est ma première."), by=world.paul)
    deciding.decide()
    moment[0] += dt.timedelta(minutes=11)
    due = Notice.objects.filter(person=world.karim, leads=True, mailed_at=None, mail_at__lte=moment[0], kind="buddy")
    mail.outbox.clear()
    mailing.mail_one(person_id=world.karim.pk, ids=list(due.values_list("pk", flat=True)))
    [sent] = mail.outbox
    assert sent.to == [world.karim.email]
    assert "ma première" in sent.body


def test_the_buddy_hears_of_first_words(world):
    post = publish_new(Sheet(body="Bonjour"), by=world.cleo)
    choice = buddying.choose(world.karim, by=world.paul)
    buddying.accept(choice, by=world.karim)
    comment_on(post, "Ma première.", by=world.paul)
    assert heard(world.karim) == ["buddy"]
    comment_on(post, "Ma seconde.", by=world.paul)
    assert heard(world.karim) == ["buddy"]
