"""Mails: when they leave, what they say, what they do not say, and how one leaves them."""

from __future__ import annotations

import datetime as dt
import email
import html
import re
from email.header import decode_header, make_header

import pytest
from django.core import mail

from parvis.communities.joining import leave as leave_place
from parvis.feed.visiting import mark_opened
from parvis.kernel import clock
from parvis.notifications import deciding, demo_mails, mailing
from parvis.notifications.addressing import notice_in, reply_address, unsubscribe_token
from parvis.notifications.calendar import Hours, easter, next_digest, next_open
from parvis.notifications.choosing import zone_named
from parvis.notifications.models import MailTrouble, Notice, NoticeChoice
from parvis.people.models import Organisation, Person
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react

pytestmark = pytest.mark.django_db
PARIS = zone_named("Europe/Paris")
USUAL = Hours(True, dt.time(8), dt.time(19), True, True)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-25T10:00", "2026-11-25T10:00"),
        ("2026-11-25T07:59", "2026-11-25T08:00"),
        ("2026-11-25T19:00", "2026-11-26T08:00"),
        ("2026-11-27T22:00", "2026-11-30T08:00"),  # a Friday night
        ("2026-12-24T20:00", "2026-12-28T08:00"),  # Christmas is a Friday
        ("2026-03-28T12:00", "2026-03-30T08:00"),  # over the change of hour
        ("2026-05-13T20:00", "2026-05-15T08:00"),  # Ascension
    ],
)
def test_quiet_hours(now, opens):
    assert next_open(at(now), USUAL, PARIS) == at(opens)


def test_easter():
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [dt.date(2024, 3, 31), dt.date(2025, 4, 20), dt.date(2026, 4, 5), dt.date(2038, 4, 25)]  # fmt: skip


def test_the_summary_has_its_moment():
    assert next_digest(at("2026-11-25T10:00"), False, 0, 9, USUAL, PARIS) == at("2026-11-30T09:00")
    assert next_digest(at("2026-11-27T10:00"), True, 0, 9, USUAL, PARIS) == at("2026-11-30T09:00")  # no Saturday
    assert next_digest(at("2026-11-25T08:00"), True, 0, 9, USUAL, PARIS) == at("2026-11-25T09:00")


@pytest.fixture
def working_hours(monkeypatch):
    """A Wednesday at ten, and what one makes of the hours after it."""
    moment = [at("2026-11-25T10:00")]
    monkeypatch.setattr(clock, "now", lambda: moment[0].astimezone(dt.UTC))
    return moment


def leave_now(moment, later=dt.timedelta(minutes=11)) -> list[mail.EmailMultiAlternatives]:
    """Decide, wait, and send what is due."""
    deciding.decide()
    moment[0] += later
    mail.outbox.clear()
    now = clock.now()
    due = Notice.objects.filter(leads=True, mailed_at=None, mail_at__lte=now)
    for person in set(due.values_list("person", flat=True)):
        mailing.mail_one(person_id=person, ids=list(due.filter(person=person).values_list("pk", flat=True)))
    return mail.outbox


@pytest.fixture
def said(world, working_hours):
    post = publish_new(Sheet(kind="question", body="Qui sait ?", community=world.place("aurore")), by=world.nadia)
    return comment_on(post, "Moi, le canari & compagnie.", by=world.cleo)


def to(outbox, person) -> list[mail.EmailMultiAlternatives]:
    return [message for message in outbox if message.to == [person.email]]


def test_an_answer_is_mailed_once(world, said, working_hours):
    (sent,) = to(leave_now(working_hours), world.nadia)
    row = Notice.objects.get(person=world.nadia)
    assert "canari" not in sent.subject and world.cleo.name not in sent.subject  # noqa: PT018
    assert "le canari & compagnie" in sent.body
    page = sent.alternatives[0][0]
    assert "le canari &amp; compagnie" in page
    assert not re.search(r"<img|<link|url\(|<script", page)  # nothing is loaded, nobody is tracked
    assert set(re.findall(r'href="https?://([^/"]+)', page)) == {"127.0.0.1:8000"}
    assert sent.extra_headers["Message-ID"] == f"<notice-{row.pk}@127.0.0.1>"
    assert sent.extra_headers["References"] == f"<page-{row.page_id}@127.0.0.1>"
    assert to(leave_now(working_hours), world.nadia) == []


def test_the_list_has_its_name_in_clear_whatever_the_organisation_is_called(world, said, working_hours):
    Organisation.objects.update(name="Société « Étoile » <Sud>")
    (sent,) = to(leave_now(working_hours), world.nadia)
    said_of = email.message_from_bytes(sent.message().as_bytes())["List-Id"].replace("\n", "")
    assert said_of.endswith("<notices.127.0.0.1>")
    assert str(make_header(decode_header(said_of.partition("<")[0].strip()))) == "Société « Étoile » Sud"


def test_titles_only(world, said, working_hours, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"mail_titles_only": True})
    (sent,) = to(leave_now(working_hours), world.nadia)
    assert "canari" not in sent.body + sent.alternatives[0][0]
    assert "Aurore" not in sent.body + sent.alternatives[0][0]


@pytest.mark.parametrize("why", ["left", "opened", "read", "moved away", "troubled"])
def test_what_changed_meanwhile_is_not_sent(world, said, working_hours, why):
    deciding.decide()
    if why == "left":
        leave_place(world.place("aurore"), by=world.nadia)
    elif why == "opened":
        mark_opened(world.nadia, said.post_id)
    elif why == "read":
        Notice.objects.update(read_at=clock.now())
    elif why == "moved away":
        world.nadia.email = ""
        world.nadia.save()
    else:
        MailTrouble.objects.create(person=world.nadia, email=world.nadia.email.upper(), at=clock.now())
    assert [m for m in leave_now(working_hours) if "nadia" in m.to[0]] == []


def test_what_comes_at_night_leaves_together_in_the_morning(world, working_hours):
    working_hours[0] = at("2026-11-25T22:00")
    for n in range(3):
        publish_new(Sheet(body=f"Mot {n} @karim"), by=world.cleo)
    assert to(leave_now(working_hours), world.karim) == []
    (sent,) = to(leave_now(working_hours, dt.timedelta(hours=10)), world.karim)
    assert sent.subject.endswith("3 choses pour vous")
    assert all(f"Mot {n}" in sent.body for n in range(3))


def test_the_summary_says_what_is_left(world, working_hours):
    post = publish_new(Sheet(body="On a testé."), by=world.nadia)
    comment_on(post, "Bravo.", by=world.cleo)
    assert to(leave_now(working_hours), world.nadia) == []  # a comment waits for the summary of Monday
    (sent,) = to(leave_now(working_hours, dt.timedelta(days=5)), world.nadia)
    assert "Bravo." in sent.body


def test_leaving_by_one_click(world, said, working_hours, client):
    (sent,) = to(leave_now(working_hours), world.nadia)
    link = re.search(r"<http://[^/]+(/[^>]+)>", sent.extra_headers["List-Unsubscribe"])[1]
    assert client.get(link).status_code == 200
    assert not NoticeChoice.objects.exists()  # a program that looked at the link changed nothing
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NoticeChoice.objects.get(person=world.nadia).channels["answer"] == {"mail": False, "summary": False}
    assert client.post(link[:-4] + "xxx/").status_code == 404


def test_what_was_left_from_a_summary_is_in_no_summary(world, working_hours, client, signed_in):
    """A summary of one kind: one click on it, and there is none of this kind any more, until one wants it again."""

    def next_summary(words: str) -> list[mail.EmailMultiAlternatives]:
        working_hours[0] = at("2026-11-25T10:00")  # again: what is said now has an id of now
        comment_on(publish_new(Sheet(body="On a testé."), by=world.nadia), words, by=world.cleo)
        return to(leave_now(working_hours, dt.timedelta(days=7)), world.nadia)

    (sent,) = next_summary("Un.")
    link = re.search(r"<http://[^/]+(/[^>]+)>", sent.extra_headers["List-Unsubscribe"])[1]
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert next_summary("Deux.") == []
    choices = signed_in("nadia")
    form = {
        "digest": "weekly",
        "digest_hour": "9",
        "digest_day": "0",
        "is_quiet": "on",
        "day_begins": "08:00",
        "day_ends": "19:00",
        "weekends": "on",
        "holidays": "on",
    }
    assert "comment:summary" in choices.get("/me/notices/").content.decode()
    choices.post("/me/notices/", {**form, "hear": ["comment:page"]})
    assert next_summary("Trois.") == [], "keeping other choices does not bring it back"
    choices.post("/me/notices/", {**form, "hear": ["comment:page", "comment:summary"]})
    assert any("Quatre." in message.body for message in next_summary("Quatre."))


def test_the_page_of_leaving_speaks_the_language_of_the_mail(world, client):
    link = f"/mail/leave/{unsubscribe_token(world.nadia.pk, 'all')}/"
    for language, words in (("fr", "Ne plus"), ("en", "No more of these mails")):
        Person.objects.filter(pk=world.nadia.pk).update(language=language)
        assert words in client.get(link, headers={"accept-language": "de"}).content.decode()


def test_leaving_all(world, client):
    assert client.post(f"/mail/leave/{unsubscribe_token(world.nadia.pk, 'all')}/").status_code == 200
    choice = NoticeChoice.objects.get(person=world.nadia)
    assert choice.digest == "never"
    assert all(not ways["mail"] for ways in choice.channels.values())


def test_addresses_of_answers(settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"mail_reply": "reply@parvis.example"})
    address = reply_address(3765739805600645120)
    assert notice_in(address) == 3765739805600645120
    assert notice_in(address.replace("-", "-0", 1)) is None
    assert notice_in(reply_address(1).replace("+1-", "+2-")) is None


def shown(page: str) -> str:
    """What is read of a mail before it is opened: the first words, whatever they are."""
    body = html.unescape(re.sub(r"<[^>]+>", "", page.partition("<body")[2].partition(">")[2]))
    return body.strip()[:160]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_locked_screen_learns_nothing(world, said, working_hours, language):
    Person.objects.filter(pk=world.nadia.pk).update(language=language)
    (sent,) = to(leave_now(working_hours), world.nadia)
    first = {"fr": "une chose que vous n’avez pas encore vue", "en": "1 thing on Lanterne that you have not seen yet"}[
        language
    ]
    for seen in (shown(sent.alternatives[0][0]), sent.subject):
        assert "canari" not in seen
        assert world.cleo.name not in seen
    assert first in shown(sent.alternatives[0][0])
    assert first in sent.body


def test_a_summary_says_first_what_waits_for_an_answer(world, working_hours):
    working_hours[0] = at("2026-11-25T22:00")
    question = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.nadia)
    comment_on(question, "Moi.", by=world.cleo)
    deciding.decide()
    working_hours[0] += dt.timedelta(hours=1)
    note = publish_new(Sheet(body="On a testé."), by=world.nadia)
    react(note, "bravo", by=world.karim)
    choice = NoticeChoice(person=world.nadia, channels={"post_reaction": {"mail": True}}, at=clock.now())
    choice.save()
    (sent,) = to(leave_now(working_hours, dt.timedelta(hours=10)), world.nadia)
    for words in (sent.body, sent.alternatives[0][0]):
        assert 0 < words.index("Moi.") < words.index("On a testé.")
    assert "/notices/" in sent.alternatives[0][0]


def test_spaces_that_do_not_break_stay(world, working_hours):
    post = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.nadia)
    comment_on(post, "Le «\u202fcanari\u202f»\u00a0: oui\n\nou non", by=world.cleo)
    (sent,) = to(leave_now(working_hours), world.nadia)
    assert "Le «\u202fcanari\u202f»\u00a0: oui ou non" in sent.body


def test_the_page_of_the_demo_shows_ones_own_first(world, said, working_hours, settings, tmp_path, signed_in):
    settings.PARVIS = settings.PARVIS.model_copy(update={"data_dir": tmp_path})
    (sent,) = to(leave_now(working_hours), world.nadia)
    other = mail.EmailMultiAlternatives("Pour une autre", "Rien", None, [world.cleo.email])
    demo_mails.keep([sent, other])
    page = signed_in("nadia").get("/demo/mails/").content.decode()
    assert page.index(html.escape(sent.subject)) < page.index("Pour une autre")
    page = signed_in("cleo").get("/demo/mails/").content.decode()
    assert page.index("Pour une autre") < page.index(html.escape(sent.subject))
    name = re.search(r"/demo/mails/(\d+)/", page)[1]
    drawn = signed_in("nadia").get(f"/demo/mails/{name}/")
    assert "le canari" in drawn.content.decode()
    assert "default-src 'none'" in drawn["Content-Security-Policy"]
