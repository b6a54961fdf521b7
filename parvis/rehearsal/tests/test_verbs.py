"""What the wings promise: words are their author's, seats are five and end, the exchange stays behind and goes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from parvis.chronicle.models import Entry
from parvis.kernel import clock, privacy
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.departing import depart
from parvis.rehearsal import practising, remarking, writing
from parvis.rehearsal.inviting import clear_seats, close_to, leave, open_to
from parvis.rehearsal.models import Echo, Nod, Question, Rehearsal, Remark, Seat, StepTaken
from parvis.rehearsal.taking import empty_the_wings, go_on, take_out
from parvis.rehearsal.tests.conftest import BODY


def refused(verb, *arguments, **named):
    with pytest.raises(Refused):
        verb(*arguments, **named)


def impossible(change) -> None:
    """The database itself refuses."""
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_nobody_else_changes_a_word_or_takes_it_out(opened, world):
    for other in (world.karim, world.marine, world.sofia, world.cleo):
        refused(writing.rewrite, opened, "autre", by=other, version=1)
        refused(writing.throw_away, opened, by=other)
        refused(take_out, opened, by=other)
        refused(go_on, opened, by=other)
        refused(open_to, opened, world.paul, days=1, by=other)
        refused(close_to, Seat.objects.first(), by=other)
        refused(practising.say_aloud, opened, by=other)
    opened.refresh_from_db()
    assert (opened.body, opened.hand_id, opened.taken_at) == (BODY, world.nadia.pk, None)


def test_the_database_holds_it_too(opened, world, monkeypatch):
    """Were the check in the code taken away, the row would still refuse another hand."""
    monkeypatch.setattr(writing, "is_author", lambda person, rehearsal: True)
    impossible(lambda: writing.rewrite(opened, "autre", by=world.karim, version=1))
    rows = Rehearsal.objects.filter(pk=opened.pk)
    impossible(lambda: rows.update(hand=world.karim))
    impossible(lambda: rows.update(taken_by=world.karim, taken_at=clock.now()))
    impossible(lambda: rows.update(taken_by=None, taken_at=clock.now()))
    impossible(lambda: rows.update(taken_by=world.nadia, taken_at=None))
    assert rows.get().body == BODY


def test_a_text_is_open_to_five_people_at_most(text, world):
    for handle in ("karim", "cleo", "helene", "thomas", "marine"):
        open_to(text, world.people[handle], days=1, by=world.nadia)
    refused(open_to, text, world.paul, days=1, by=world.nadia)
    now = clock.now()
    more = {"rehearsal": text, "person": world.paul, "at": now, "until": now + dt.timedelta(days=1)}
    for place in range(7):  # taken, or none of the five
        impossible(lambda place=place: Seat.objects.create(place=place, **more))
    close_to(Seat.objects.get(person=world.cleo), by=world.nadia)
    assert open_to(text, world.paul, days=1, by=world.nadia).place == 2


def test_whom_one_cannot_open_it_to(text, world):
    refused(open_to, text, world.nadia, days=1, by=world.nadia)
    refused(open_to, text, world.hana, days=1, by=world.nadia)
    for days in (0, 31, -1):
        refused(open_to, text, world.karim, days=days, by=world.nadia)


def test_inviting_again_moves_the_end_and_takes_no_second_seat(opened, world):
    before = Seat.objects.get(person=world.karim).until
    open_to(opened, world.karim, days=14, by=world.nadia)
    assert Seat.objects.get(person=world.karim).until > before


def test_seats_that_have_ended_make_room(text, world, later):
    for handle in ("karim", "cleo", "helene", "thomas", "marine"):
        open_to(text, world.people[handle], days=1, by=world.nadia)
    later(days=2)
    open_to(text, world.paul, days=1, by=world.nadia)
    assert list(Seat.objects.values_list("person__handle", flat=True)) == ["paul"]


def test_a_remark_follows_its_passage(opened, world):
    start = BODY.index("j’avais peur")
    row = remarking.remark(opened, "Moi aussi.", by=world.karim, passage=(start, start + 12), version=1)
    assert row.quote == "j’avais peur"
    writing.rewrite(opened, "Avant tout : " + BODY, by=world.nadia, version=1)
    row.refresh_from_db()
    assert opened.body[row.start : row.end] == "j’avais peur"
    writing.rewrite(opened, "Tout autre chose.", by=world.nadia, version=2)
    row.refresh_from_db()
    assert (row.start, row.end, row.quote, row.words) == (None, None, "j’avais peur", "Moi aussi.")


def test_an_emoji_is_one_character_of_a_passage(world):
    text = writing.begin("🙂🙂 bravo\r\nà tous", by=world.nadia)
    open_to(text, world.karim, days=1, by=world.nadia)
    assert remarking.remark(text, "ah", by=world.karim, passage=(3, 8), version=1).quote == "bravo"
    assert remarking.remark(text, "oh", by=world.karim, passage=(9, 15), version=1).quote == "à tous"


def test_a_remark_on_another_version_is_not_put_at_the_wrong_place(opened, world):
    writing.rewrite(opened, "Neuf. " + BODY, by=world.nadia, version=1)
    with pytest.raises(Conflict):
        remarking.remark(opened, "ici", by=world.karim, passage=(0, 5), version=1)
    refused(remarking.remark, opened, "nulle part", by=world.karim, passage=(0, 99_999), version=2)
    assert remarking.remark(opened, "en tout", by=world.karim, version=1).start is None


def test_what_the_database_knows_of_a_remark(opened, world):
    row = remarking.remark(opened, "a", by=world.karim, passage=(0, 4), version=1)
    rows = Remark.objects.filter(pk=row.pk)
    impossible(lambda: rows.update(start=None))
    impossible(lambda: rows.update(start=4, end=4))
    reply = remarking.reply(row, "b", by=world.nadia)
    impossible(lambda: Remark.objects.filter(pk=reply.pk).update(start=0, end=4))
    impossible(lambda: Nod.objects.create(rehearsal=opened, person=world.karim, sign="like", at=clock.now()))


def test_who_says_what(opened, world):
    refused(remarking.remark, opened, "a", by=world.paul)
    refused(remarking.remark, opened, "a", by=world.nadia)
    refused(remarking.nod, opened, "clear", by=world.nadia)
    refused(remarking.nod, opened, "like", by=world.karim)
    refused(remarking.echo, opened, "perhaps", "", by=world.karim)
    refused(practising.ask, opened, "et ?", by=world.paul)
    for words in ("", "  ", "\u200b", "x" * 2001):
        refused(remarking.remark, opened, words, by=world.karim)
    remarking.nod(opened, "clear", by=world.karim)
    remarking.nod(opened, "you", by=world.karim)
    remarking.echo(opened, "no", "quoi ?", by=world.karim)
    remarking.echo(opened, "yes", "", by=world.karim)
    assert Nod.objects.get().sign == "you"
    assert (Echo.objects.get().understood, Echo.objects.get().words) == ("yes", "")
    remarking.unnod(opened, by=world.karim)
    assert not Nod.objects.exists()


def test_a_thread_is_between_two(opened, world):
    row = remarking.remark(opened, "ici", by=world.karim)
    refused(remarking.reply, row, "moi aussi", by=world.cleo)
    reply = remarking.reply(row, "merci", by=world.nadia)
    assert remarking.reply(reply, "de rien", by=world.nadia).parent_id == row.pk
    refused(remarking.take_back, row, by=world.nadia)
    refused(remarking.hear, row, by=world.karim)
    remarking.hear(row, by=world.nadia)
    remarking.unhear(row, by=world.nadia)
    remarking.take_back(row, by=world.karim)
    assert not Remark.objects.exists()


def test_difficult_questions_are_practised(opened, world):
    asked = practising.ask(opened, "Et le lundi ?", by=world.karim)
    mine = practising.ask(opened, "Combien cela coûte ?", by=world.nadia)
    refused(practising.answer, asked, "je réponds à sa place", by=world.karim)
    practising.answer(asked, "essai", by=world.nadia)
    assert practising.answer(asked, "mieux", by=world.nadia).words == "mieux"
    refused(practising.take_question_back, mine, by=world.karim)
    practising.take_question_back(asked, by=world.karim)
    practising.take_question_back(mine, by=world.nadia)
    assert not Question.objects.exists()


def test_time_over_nothing_more_can_be_said(opened, world, later):
    row = remarking.remark(opened, "avant", by=world.karim)
    later(days=4)
    for verb, arguments in [
        (remarking.remark, (opened, "après")), (remarking.reply, (row, "après")), (remarking.nod, (opened, "clear")),
        (remarking.echo, (opened, "yes", "")), (practising.ask, (opened, "et ?")),
    ]:  # fmt: skip
        refused(verb, *arguments, by=world.karim)
    assert remarking.remark(opened, "j’ai encore le temps", by=world.cleo)
    clear_seats()
    assert list(Seat.objects.values_list("person__handle", flat=True)) == ["cleo"]


def test_leaving_revoking_and_leaving_the_organisation(opened, world):
    leave(opened, by=world.karim)
    assert not Rehearsal.objects.visible_to(world.karim).exists()
    close_to(Seat.objects.get(person=world.cleo), by=world.nadia)
    assert not Rehearsal.objects.visible_to(world.cleo).exists()
    open_to(opened, world.karim, days=1, by=world.nadia)
    depart(world.nadia, by=world.sofia)
    assert not Rehearsal.objects.visible_to(world.karim).exists()
    assert Rehearsal.objects.filter(pk=opened.pk).exists()  # a departure can be undone; erasure takes it (privacy.py)


def test_the_exchange_goes_thirty_days_after_the_text_left(opened, world, later):
    remarking.remark(opened, "a", by=world.karim)
    kept = writing.begin("Je garde celui-ci.", by=world.nadia)
    take_out(opened, by=world.nadia)
    later(days=29)
    empty_the_wings()
    assert Rehearsal.objects.count() == 2
    later(days=31)
    empty_the_wings()
    assert list(Rehearsal.objects.all()) == [kept]
    assert not Remark.objects.exists()


def test_one_may_go_on_rehearsing(opened, world, later):
    take_out(opened, by=world.nadia)
    go_on(opened, by=world.nadia)
    later(days=40)
    empty_the_wings()
    assert Rehearsal.objects.filter(pk=opened.pk).exists()


def test_having_rehearsed_outlives_the_text(text, world):
    practising.say_aloud(text, by=world.nadia)
    practising.say_aloud(text, by=world.nadia)
    writing.throw_away(text, by=world.nadia)
    assert StepTaken.objects.get().person == world.nadia
    assert not Rehearsal.objects.exists()


def test_two_windows_never_overwrite(text, world):
    same = Rehearsal.objects.get(pk=text.pk)
    writing.rewrite(text, "un", by=world.nadia, version=1)
    with pytest.raises(Conflict):
        writing.rewrite(same, "deux", by=world.nadia, version=1)
    assert Rehearsal.objects.get().body == "un"


def test_sent_twice_it_is_kept_once(opened, world):
    assert writing.begin("a", by=world.nadia, key="k").pk == writing.begin("a", by=world.nadia, key="k").pk
    for verb in (remarking.remark, practising.ask):
        first = verb(opened, "une fois", by=world.karim, key=verb.__name__)
        assert verb(opened, "une fois", by=world.karim, key=verb.__name__).pk == first.pk


def test_the_record_others_read_holds_nothing_of_it(opened, world):
    before = Entry.objects.count()
    row = remarking.remark(opened, "a", by=world.karim)
    remarking.reply(row, "b", by=world.nadia)
    practising.say_aloud(opened, by=world.nadia)
    take_out(opened, by=world.nadia)
    writing.throw_away(opened, by=world.nadia)
    assert Entry.objects.count() == before


def test_exports_hold_ones_own_words_only(opened, world):
    remarking.remark(opened, "mot-de-karim", by=world.karim, passage=(0, 12), version=1)
    practising.answer(practising.ask(opened, "question-de-karim", by=world.karim), "réponse-de-nadia", by=world.nadia)
    mine, his = (str(privacy.export(person)) for person in (world.nadia, world.karim))
    assert "On rappelle le jour même" in mine
    assert "réponse-de-nadia" in mine
    assert "de-karim" not in mine
    assert "mot-de-karim" in his
    assert "question-de-karim" in his
    assert "On rappelle" not in his
    assert "réponse-de-nadia" not in his
    for other in ("sofia", "marine", "cleo"):
        assert "On rappelle" not in str(privacy.export(world.people[other]))


def test_a_key_that_comes_back_loses_no_word(opened, world):
    """A page one went back to, changed and sent again; or one whose row was taken back meanwhile."""
    text = writing.begin("une", by=world.nadia, key="k")
    assert writing.begin("une, puis deux", by=world.nadia, key="k").pk == text.pk
    assert Rehearsal.objects.get(pk=text.pk).body == "une, puis deux"
    writing.throw_away(text, by=world.nadia)
    assert writing.begin("encore", by=world.nadia, key="k").body == "encore"
    for verb, undo in [(remarking.remark, remarking.take_back), (practising.ask, practising.take_question_back)]:
        first = verb(opened, "a", by=world.karim, key=verb.__name__)
        assert verb(opened, "b", by=world.karim, key=verb.__name__).words == "b"
        undo(first, by=world.karim)
        assert verb(opened, "c", by=world.karim, key=verb.__name__).words == "c"
