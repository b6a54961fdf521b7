"""Reading, muting, hearing less: through HTTP, each with its undo."""

from __future__ import annotations

import re

import pytest

from parvis.notifications import deciding, offering
from parvis.notifications.models import Notice, NoticeChoice, PlaceLevel, TopicLevel
from parvis.people.models import Person
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


def test_choices_stand_under_headings(signed_in):
    page = signed_in("nadia").get("/me/notices/").content.decode()
    heads = [page.index(words) for words in ("Ce qu’on me dit", "Ce qui se passe autour de moi")]
    assert heads[0] < page.index('value="mention:mail"') < heads[1] < page.index('value="post_reaction:mail"')
    assert all(
        page.count(f'value="{kind.name}:{way}"') == 1 for kind in offering.kinds() for way in ("page", "mail", "push")
    )


def test_others_are_people_and_not_words(world, signed_in):
    """Three people who answer each other thirty times are three people."""
    post = publish_new(Sheet(body="On a testé."), by=world.nadia)
    for n in range(10):
        for who in (world.karim, world.helene, world.cleo):
            comment_on(post, f"Mot {n}", by=who)
            deciding.decide()
    notice = Notice.objects.get(person=world.nadia, leads=True)
    assert len(notice.causes) == 20
    for language, words in (("fr", "et une autre personne ont"), ("en", "and 1 other person commented")):
        Person.objects.filter(pk=world.nadia.pk).update(language=language)
        assert words in signed_in("nadia").get("/notices/", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("span", ["", "year", "0"])
def test_a_span_nobody_offers_is_refused(notice, signed_in, span):
    browser = signed_in("nadia")
    assert browser.post(f"/notices/{notice.pk}/mute/", {"span": span}).status_code in (404, 409, 422)
    assert not TopicLevel.objects.exists()


def test_undoing_a_mute_gives_back_what_one_had_chosen(notice, signed_in):
    browser = signed_in("nadia")
    browser.post(f"/me/notices/conversations/{notice.page_id}/", {"much": "everything", "span": "always"})
    browser.get("/notices/")  # which says that it is kept
    browser.post(f"/notices/{notice.pk}/mute/", {"span": "day"})
    assert TopicLevel.objects.get().much == "nothing"
    undo(browser)
    assert (TopicLevel.objects.get().much, TopicLevel.objects.get().until) == ("everything", None)
