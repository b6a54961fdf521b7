"""Reading, muting, hearing less: through HTTP, each with its undo."""

from __future__ import annotations

import re

import pytest

from parvis.notifications import deciding
from parvis.notifications.models import Notice, NoticeChoice, PlaceLevel, TopicLevel
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(world):
    post = publish_new(Sheet(body="On a testé.", community=world.place("relation-client")), by=world.nadia)
    comment_on(post, "Combien ?", by=world.cleo)
    deciding.decide()
    return Notice.objects.get(person=world.nadia)


def undo(browser) -> None:
    """Press the “undo” of what was just said."""
    page = browser.get("/notices/").content.decode()
    form = re.search(
        r'<form[^>]*action="(/[^"]+)"[^>]*>(?:(?!</form>).)*?</form>', page[page.index('class="messages"') :], re.S
    )
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    browser.post(form[1], fields)


def test_opening_reads_and_leads_there(notice, signed_in):
    browser = signed_in("nadia")
    answer = browser.get(f"/notices/{notice.pk}/")
    assert answer.status_code == 303
    assert f"/posts/{notice.page_id}/#comment-" in answer["location"]
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert signed_in("cleo").get(f"/notices/{notice.pk}/").status_code == 404


def test_all_read_and_undone(notice, signed_in):
    browser = signed_in("nadia")
    browser.post("/notices/read/")
    assert not Notice.objects.filter(person=notice.person, read_at=None).exists()
    undo(browser)
    assert Notice.objects.filter(person=notice.person, read_at=None).count() == 1


def test_muting_the_conversation_and_undone(notice, signed_in):
    browser = signed_in("nadia")
    browser.post(f"/notices/{notice.pk}/mute/", {"span": "week"})
    assert TopicLevel.objects.get(person=notice.person).until is not None
    undo(browser)
    assert not TopicLevel.objects.exists()
    assert signed_in("cleo").post(f"/notices/{notice.pk}/mute/").status_code == 404


def test_no_more_of_a_kind_and_undone(notice, signed_in):
    browser = signed_in("nadia")
    browser.post(f"/notices/{notice.pk}/less/")
    assert NoticeChoice.objects.get().channels == {"comment": {"page": False}}
    undo(browser)
    assert NoticeChoice.objects.get().channels == {"comment": {"page": True}}


def test_choosing(world, signed_in):
    browser = signed_in("nadia")
    form = {"digest": "daily", "digest_hour": "17", "digest_day": "4", "is_quiet": "on", "day_begins": "09:00", "day_ends": "18:00", "hear": ["mention:page", "mention:mail"]}  # fmt: skip
    assert browser.post("/me/notices/", form).status_code == 303
    kept = NoticeChoice.objects.get(person=world.nadia)
    assert (kept.digest, kept.digest_hour, kept.weekends) == ("daily", 17, False)
    assert kept.channels["reply"] == {"page": False, "mail": False, "push": False}
    assert browser.post("/me/notices/", {**form, "digest_hour": "25"}).status_code == 422


def test_a_level_of_a_place_one_may_know(world, signed_in):
    secret, browser = world.place("aurore"), signed_in("karim")
    assert browser.get(f"/me/notices/places/{secret.pk}/").status_code == 404
    assert browser.post(f"/me/notices/places/{secret.pk}/", {"much": "everything"}).status_code == 404
    known = world.place("relation-client")
    assert browser.post(f"/me/notices/places/{known.pk}/", {"much": "everything", "span": "always"}).status_code == 303
    assert PlaceLevel.objects.get(person=world.karim).much == "everything"
