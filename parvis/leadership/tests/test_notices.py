"""Who hears of doors, drafts and first words, and that a draft closed again is no longer spoken of."""

from __future__ import annotations

import pytest

from parvis.leadership import answering_doors, asking, buddying, remarking
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.opening import close_draft, open_draft
from parvis.leadership.tests.door_scenes import door_of
from parvis.notifications import deciding
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
    answering_doors.answer(question, "En mars.", by=world.thomas)
    assert heard(world.nadia) == ["door.answered"]


def test_the_buddy_hears_of_first_words(world):
    post = publish_new(Sheet(body="Bonjour"), by=world.cleo)
    choice = buddying.choose(world.karim, by=world.paul)
    buddying.accept(choice, by=world.karim)
    comment_on(post, "Ma première.", by=world.paul)
    assert heard(world.karim) == ["buddy"]
    comment_on(post, "Ma seconde.", by=world.paul)
    assert heard(world.karim) == ["buddy"]
