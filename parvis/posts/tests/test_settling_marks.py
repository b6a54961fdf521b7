"""“Me too” and votes settle as reactions do: one sees them at once, others once they have settled."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.chronicle.models import Entry
from parvis.posts import models
from parvis.posts.models import MeToo, Post, UnsettledBallot, UnsettledMeToo, UnsettledVote, Vote
from parvis.posts.publishing import Ballot, Sheet, publish_new
from parvis.posts.settling import settle_due
from tests.walking import Walker

pytestmark = pytest.mark.settling


@pytest.fixture
def asked(world, time):
    """A question and two polls of Helene's that have settled."""
    made = {
        "question": publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.helene),
        "poll": publish_new(Sheet(kind="poll", body="Quand ?", poll=Ballot(["Lundi", "Mardi"])), by=world.helene),
        "named": publish_new(
            Sheet(
                kind="poll",
                body="Qui vient ?",
                poll=Ballot(["Moi", "Un autre", "Tous"], is_multiple=True, is_anonymous=False),
            ),
            by=world.helene,
        ),
    }
    time.passes(minutes=3)
    settle_due()
    return {name: Post.objects.get(pk=post.pk) for name, post in made.items()}


def option(post, words):
    return str(post.poll.options.get(words=words).pk)


def test_me_too_is_mine_at_once_and_theirs_later(world, time, asked):
    home, mine, theirs = f"/posts/{asked['question'].pk}/", Walker().sign_in("nadia"), Walker().sign_in("karim")
    mine.go(home).press("Moi aussi")
    assert "Moi aussi · 1" in mine.words
    assert "dans 8 secondes" in mine.words
    assert "Moi aussi · 1" not in theirs.go(home).words
    mine.press("Moi aussi")  # pressed again, it never was
    assert "Moi aussi · 1" not in mine.words
    time.passes(seconds=9)
    settle_due()
    assert not MeToo.objects.exists()
    mine.press("Moi aussi")
    time.passes(seconds=9)
    settle_due()
    assert "Moi aussi · 1" in theirs.go(home).words
    assert "Moi aussi · 1" in mine.go(home).words
    mine.press("Moi aussi")
    assert "Moi aussi · 1" not in theirs.go(home).words


def test_a_vote_is_mine_at_once_and_counted_later(world, time, asked):
    poll = asked["poll"]
    home, mine, theirs = f"/posts/{poll.pk}/", Walker().sign_in("nadia"), Walker().sign_in("karim")
    mine.go(home).press("Voter", option=option(poll, "Lundi"))
    assert "1 personne a voté" in mine.words
    assert "100 %" in mine.words
    assert "Compté pour vous seul·e" in mine.words
    assert "1 personne a voté" not in theirs.go(home).words
    mine.press("Annuler", where=f"{home}ballot/")
    assert "Votre vote n’a jamais eu lieu" in mine.words
    mine.press("Voter", option=option(poll, "Mardi"))
    time.passes(seconds=9)
    settle_due()
    assert "1 personne a voté" in theirs.go(home).words
    assert list(poll.poll.options.order_by("position").values_list("vote_count", flat=True)) == [0, 1]
    assert not UnsettledVote.objects.exists()
    assert not Vote.objects.exists()  # anonymous: who voted is kept, what for is not
    assert "Compté pour vous seul·e" not in mine.go(home).words


def test_one_votes_once_waiting_or_not(world, time, asked, signed_in):
    poll, client = asked["named"], signed_in("nadia")
    both = [option(poll, "Moi"), option(poll, "Tous")]
    assert (
        client.post(f"/posts/{poll.pk}/ballot/", {"option": both}).status_code == 302
        or UnsettledVote.objects.count() == 2
    )
    for _time in range(2):
        again = client.post(f"/posts/{poll.pk}/ballot/", {"option": both[:1]})
        assert again.status_code in (409, 422)
        assert "déjà voté" in again.content.decode()
        time.passes(seconds=9)
        settle_due()
    late = client.post(f"/posts/{poll.pk}/ballot/", {"_method": "DELETE"}, headers={"accept": "application/json"})
    assert late.status_code == 409
    assert models.Ballot.objects.count() == 1
    assert sorted(Vote.objects.values_list("option__words", flat=True)) == ["Moi", "Tous"]
    assert Entry.objects.filter(kind="poll.voted").count() == 1


def test_cast_in_time_it_counts_though_the_poll_has_ended(world, time, asked, signed_in):
    poll = asked["poll"]
    models.Poll.objects.filter(post=poll).update(ends_at=time.at + dt.timedelta(seconds=4))
    signed_in("nadia").post(f"/posts/{poll.pk}/ballot/", {"option": option(poll, "Lundi")})
    time.passes(seconds=9)
    settle_due()
    assert models.Poll.objects.get(post=poll).voter_count == 1


def test_what_one_can_no_longer_read_is_let_go(world, time, asked, signed_in):
    client = signed_in("nadia")
    client.post(f"/posts/{asked['poll'].pk}/ballot/", {"option": option(asked["poll"], "Lundi")})
    client.post(f"/posts/{asked['question'].pk}/me-too/")
    for post in asked.values():
        Post.objects.filter(pk=post.pk).update(community=world.place("managers"), audience="members")
    time.passes(seconds=9)
    settle_due()
    assert not MeToo.objects.exists()
    assert not models.Ballot.objects.exists()
    assert not UnsettledMeToo.objects.exists()
    assert not UnsettledBallot.objects.exists()


def test_nobody_undoes_for_another_and_the_record_says_nothing(world, time, asked, signed_in):
    signed_in("nadia").post(f"/posts/{asked['poll'].pk}/ballot/", {"option": option(asked["poll"], "Lundi")})
    signed_in("nadia").post(f"/posts/{asked['question'].pk}/me-too/")
    signed_in("karim").post(f"/posts/{asked['poll'].pk}/ballot/", {"_method": "DELETE"})
    signed_in("karim").post(f"/posts/{asked['question'].pk}/me-too/", {"_method": "DELETE"})
    assert UnsettledBallot.objects.count() == UnsettledMeToo.objects.count() == 1
    assert not Entry.objects.filter(kind__in=["poll.voted", "question.me_too"]).exists()
    time.passes(seconds=9)
    settle_due()
    assert sorted(Entry.objects.filter(kind__in=["poll.voted", "question.me_too"]).values_list("kind", flat=True)) == ["poll.voted", "question.me_too"]  # fmt: skip


def test_waiting_costs_the_page_nothing(world, time, asked, signed_in):
    client, home = signed_in("nadia"), f"/posts/{asked['poll'].pk}/"
    client.get(home)
    with CaptureQueriesContext(connection) as before:
        client.get(home)
    client.post(f"{home}ballot/", {"option": option(asked["poll"], "Lundi")})
    client.get(home)
    with CaptureQueriesContext(connection) as during:
        client.get(home)
    assert len(during) == len(before)


def test_no_delay_is_at_once(world, time, asked, settings, signed_in):
    settings.PARVIS = settings.PARVIS.model_copy(update={"settle_reactions_s": 0})
    signed_in("nadia").post(f"/posts/{asked['poll'].pk}/ballot/", {"option": option(asked["poll"], "Lundi")})
    signed_in("nadia").post(f"/posts/{asked['question'].pk}/me-too/")
    assert models.Ballot.objects.count() == MeToo.objects.count() == 1


@pytest.fixture
def piece(signed_in):
    """Sends as the page does, without leaving it; answers the words of the piece that comes back and what is read out."""

    def send(client, address, **data):
        response = client.post(address, data, headers={"hx-request": "true"})
        assert response.status_code == 200
        said = json.loads(response["HX-Trigger"])["parvis:say"]
        return response.content.decode(), said

    return send


def test_me_too_changes_in_its_place(world, time, asked, signed_in, piece):
    client, address = signed_in("nadia"), f"/posts/{asked['question'].pk}/me-too/"
    page, said = piece(client, address)
    assert "<html" not in page
    assert f'id="me-too-{asked["question"].pk}"' in page
    assert "Moi aussi · 1" in page
    assert 'aria-pressed="true"' in page
    assert "8 secondes" in said
    page, said = piece(client, address, _method="DELETE")
    assert "Moi aussi · 1" not in page
    assert said == "Vous ne la posez plus."
    assert not UnsettledMeToo.objects.exists()


def test_a_vote_changes_in_its_place_and_a_refused_one_keeps_what_was_chosen(world, time, asked, signed_in, piece):
    poll, client = asked["poll"], signed_in("nadia")
    address, both = f"/posts/{poll.pk}/ballot/", [option(poll, "Lundi"), option(poll, "Mardi")]
    page, said = piece(client, address)
    assert 'role="alert"' in page
    assert said in page
    page, said = piece(client, address, option=both)
    assert "une seule réponse" in said
    assert page.count(" checked") == 2
    page, said = piece(client, address, option=both[:1])
    assert "<html" not in page
    assert "1 personne a voté" in page
    assert 'role="alert"' not in page
    assert "8 secondes" in said
    page, said = piece(client, address, _method="DELETE")
    assert page.count('name="option"') == 2
    assert "jamais" in said
    assert not UnsettledBallot.objects.exists()


def test_a_piece_is_of_what_one_may_read(world, time, asked, signed_in):
    client = signed_in("nadia")
    for name, address in (("question", "me-too"), ("poll", "ballot")):
        Post.objects.filter(pk=asked[name].pk).update(community=world.place("managers"), audience="members")
        sent = client.post(f"/posts/{asked[name].pk}/{address}/", {"option": "1"}, headers={"hx-request": "true"})
        assert sent.status_code == 404
