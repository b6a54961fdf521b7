"""A leader's own figures: of answers, beside their own month before, for two pairs of eyes."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from parvis.kernel import clock
from parvis.kernel.thresholds import Shown, Withheld
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.echoes import asks, echoes_of
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, FirstVoice
from parvis.posts.publishing import Sheet, publish_new
from parvis.ripple.tests.conversations import crowd


def back(row, **ago: float) -> None:
    at = clock.now() - dt.timedelta(**ago)
    Comment.objects.filter(pk=row.pk).update(at=at)
    FirstVoice.objects.filter(comment=row.pk).update(at=at)


@pytest.fixture
def lived(world):
    """Hélène's post: Karim's first word answered in a day, Nadia's in five days, Paul's never; one answer elsewhere, forty days ago."""
    post = publish_new(Sheet(body="4,2 %, c’est grave ?"), by=world.helene)
    karim, nadia, paul = (comment_on(post, "Et ?", by=world.people[name]) for name in ("karim", "nadia", "paul"))
    for row, days in ((karim, 10), (nadia, 10), (paul, 9)):
        back(row, days=days)
    back(comment_on(post, "Oui.", by=world.helene, to=karim), days=9)
    back(comment_on(post, "Aussi.", by=world.helene, to=nadia), days=5)
    other = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.cleo)
    back(comment_on(other, "Moi.", by=world.helene), days=40)
    return post


def test_what_is_counted(world, lived):
    found = echoes_of(world.helene)
    assert (found.answers, found.before, found.people) == (2, 1, 2)
    assert (found.asked, found.in_time, found.weeks) == (3, 1, 3)
    assert (found.units, found.levels, found.posts, found.questions, found.per_post) == (1, 1, 1, 1, 2.0)
    assert echoes_of(world.yves).is_silent


@pytest.mark.parametrize(("voices", "told"), [(4, None), (7, 5)])
def test_first_voices_are_never_one_person(world, voices, told):
    post = publish_new(Sheet(body="4,2 %, c’est grave ?"), by=world.helene)
    for person in crowd(world, voices):
        back(comment_on(post, "Bonjour", by=person), days=20)
    fresh = crowd(world, 1, "neuf")
    back(comment_on(post, "Hier", by=fresh[0]), days=1)
    found = echoes_of(world.helene).voices
    assert (found.value if isinstance(found, Shown) else None) == told
    assert isinstance(found, Shown) or found == Withheld("few-events")


@pytest.mark.parametrize(("voices", "told"), [(4, None), (7, "5")])
def test_nor_to_the_companion_in_the_roster(world, signed_in, voices, told):
    open_oneself(world.marine, by=world.helene)
    post = publish_new(Sheet(body="4,2 %, c’est grave ?"), by=world.helene)
    for person in crowd(world, voices):
        back(comment_on(post, "Bonjour", by=person), days=20)
    back(comment_on(post, "Hier", by=crowd(world, 1, "neuf")[0]), days=1)
    found = re.findall(r"<strong>≈ (\d+)</strong>", signed_in("marine").get("/accompaniment/").text)
    assert found == ([told] if told else [])


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("Qui décide ?", True),
        ("Il a dit « qui décide ? » et c’est tout.", False),
        ("https://x.example/?a=1", False),
        ("Rien.", False),
    ],
)
def test_a_question_is_ones_own(words, asked):
    assert asks(words) is asked


def test_a_word_to_everybody_answers_those_before_it(world, lived):
    back(comment_on(lived, "Merci à tous.", by=world.helene), days=8.5)
    assert echoes_of(world.helene).in_time == 3


@pytest.mark.parametrize("who", ["helene", "marine", "thomas", "sofia", "karim", "yves"])
def test_two_pairs_of_eyes(world, lived, signed_in, who):
    link = open_oneself(world.marine, by=world.helene)
    response = signed_in(who).get(f"/companions/{link.pk}/")
    assert response.status_code == (200 if who in ("helene", "marine") else 404)
    if who in ("helene", "marine"):
        assert 'id="echoes"' in response.content.decode()
    if who == "marine":
        end(link, by=world.helene)
        assert signed_in(who).get(f"/companions/{link.pk}/").status_code == 404


def test_others_are_spared_figures(world, signed_in):
    assert 'id="echoes"' in signed_in("helene").get("/path/").content.decode()
    assert 'id="echoes"' not in signed_in("karim").get("/path/").content.decode()
