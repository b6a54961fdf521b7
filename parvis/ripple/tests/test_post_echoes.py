"""The echoes of one post: who may open them, figures worked out by hand, what is hidden or said late."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.communities.models import Membership
from parvis.kernel import clock
from parvis.kernel.thresholds import Shown, Withheld
from parvis.people.models import Person
from parvis.posts.commenting import withdraw_comment
from parvis.posts.editing import withdraw
from parvis.posts.models import Comment, Post
from parvis.posts.sharing import share
from parvis.ripple.cascading import cascade_of
from parvis.ripple.events import events_of
from parvis.ripple.expecting import learn
from parvis.ripple.models import Floor
from parvis.ripple.tests.conversations import DAY, HOUR, crowd, dated, heard, published, said, worked_out

JSON = {"accept": "application/json"}


def figures(post, viewer):
    return cascade_of(post, events_of(post, viewer))


def test_a_cascade_worked_out_by_hand(world):
    post = worked_out(world)
    found = figures(post, world.helene)
    assert (found.people, found.words, found.shares, found.reactions) == (5, 7, 2, 3)
    assert (found.units, found.levels, found.answers) == (3, 2, 1)
    assert (found.ties, found.new_ties, found.far_ties) == (6, 5, 1)
    assert found.first_reply == HOUR
    assert found.half_life == 2 * HOUR
    assert (found.shape.size, found.shape.depth, found.shape.breadth) == (8, 4, 3)
    assert found.shape.mean_depth == pytest.approx(2)
    assert found.shape.virality == pytest.approx(76 / 28)
    assert (found.of_people.size, found.of_people.depth, found.whole.size) == (6, 3, 11)


def test_what_was_taken_back_is_gone(world):
    post = worked_out(world)
    withdraw_comment(Comment.objects.select_related("post").get(author=world.paul), by=world.paul)
    withdraw(Post.objects.get(author=world.thomas), by=world.thomas)
    found = figures(post, world.helene)
    assert (found.people, found.words) == (3, 5)
    assert found.shape.depth == 2  # what answered Paul stands under the post


def test_a_link_counts_for_seven_days(world):
    post = worked_out(world)
    published(world.cleo, post.published_at + 8 * DAY, f"Encore [ici](/posts/{post.pk}/).")
    assert figures(post, world.helene).words == 7
    published(world.cleo, post.published_at + 6 * DAY, f"Encore [ici](/posts/{post.pk}/).")
    assert figures(post, world.helene).words == 8


WHO = {
    "helene": (200, 200, 404), "marine": (200, 200, 404), "nadia": (404, 404, 200), "cleo": (404, 404, 404), "yves": (404, 404, 404),
    "sofia": (404, 404, 404), "karim": (404, 404, 404), "paul": (404, 404, 404), "gus": (404, 404, 404),
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_who_may_open_them(world, signed_in, who):
    """The author; communicators, of what they may read. (Hélène's post in la place, one in a closed community Marine is in, Nadia's in
    the secret one, which Marine has just left.)"""
    Membership.objects.filter(person=world.marine, community=world.place("aurore")).delete()
    start = clock.now() - 40 * DAY
    posts = [
        worked_out(world),
        published(world.helene, start, place=world.place("managers")),
        published(world.nadia, start, place=world.place("aurore")),
    ]
    found = tuple(signed_in(who).get(f"/posts/{post.pk}/echoes/").status_code for post in posts)
    assert found == WHO[who]


def test_a_communicator_and_a_closed_place(world, signed_in):
    post = published(world.helene, clock.now() - 40 * DAY, place=world.place("managers"))
    assert signed_in("marine").get(f"/posts/{post.pk}/echoes/").status_code == 200
    Membership.objects.filter(person=world.marine, community=world.place("managers")).delete()
    assert signed_in("marine").get(f"/posts/{post.pk}/echoes/").status_code == 404


def test_drafts_and_what_is_gone_have_none(world, signed_in):
    post = published(world.helene, clock.now() - 40 * DAY)
    assert signed_in("helene").get(f"/posts/{post.pk}/echoes/").status_code == 200
    withdraw(post, by=world.helene)
    assert signed_in("helene").get(f"/posts/{post.pk}/echoes/").status_code == 404
    assert signed_in("helene").get("/posts/12/echoes/").status_code == 404


def passed_to_managers(world, voices: int):
    """Cléo passes Marine's post on where Marine is no longer, and so many answer there."""
    post = published(world.marine, clock.now() - 40 * DAY)
    place = world.place("managers")
    passed = dated(share(post, by=world.cleo, community=place, body="Entre nous"), post.published_at + HOUR)
    for person in crowd(world, voices):
        Membership.objects.create(person=person, community=place, role="member", at=clock.now())
        said(passed, "Mot caché", person, post.published_at + 2 * HOUR)
    Membership.objects.filter(person=world.marine, community=place).delete()
    return Post.objects.for_screen().get(pk=post.pk)


@pytest.mark.parametrize(("voices", "told"), [(8, None), (9, 10), (13, 15)])
def test_hidden_events_count_for_a_floor_of_people_and_are_never_drawn(world, signed_in, voices, told):
    post = passed_to_managers(world, voices)
    said(post, "Mot public", world.karim, post.published_at + HOUR)
    found = figures(post, world.marine)
    assert (found.people, found.words, found.first_voices) == (1, 1, Withheld("few-events"))
    assert (found.elsewhere.value if isinstance(found.elsewhere, Shown) else None) == told
    page = signed_in("marine").get(f"/posts/{post.pk}/echoes/").content.decode()
    assert "Karim Diallo" in page
    assert "Voix 0" not in page
    assert "Cléo" not in page
    assert "Managers" not in page


def test_a_floor_the_administrator_raised_holds_here(world, signed_in):
    post = passed_to_managers(world, 13)
    assert signed_in("marine").get(f"/posts/{post.pk}/echoes/", headers=JSON).json()["elsewhere"] == {"value": 15}
    Floor.objects.update_or_create(pk=1, defaults={"people": 20})
    assert signed_in("marine").get(f"/posts/{post.pk}/echoes/", headers=JSON).json()["elsewhere"] == {
        "withheld": "few-people"
    }


def test_a_secret_place_does_not_exist(world):
    post = published(world.karim, clock.now() - 40 * DAY)
    place = world.place("aurore")
    passed = dated(share(post, by=world.cleo, community=place, body="Entre nous"), post.published_at + HOUR)
    for person in crowd(world, 20):
        Membership.objects.create(person=person, community=place, role="member", at=clock.now())
        said(passed, "Mot", person, post.published_at + 2 * HOUR)
    assert figures(post, world.karim).elsewhere == Withheld("few-people")
    assert figures(post, world.cleo).people == 21


@pytest.mark.parametrize(("voices", "told"), [(4, None), (5, 5), (7, 5), (8, 10)])
def test_first_voices_are_rounded_and_never_few(world, voices, told):
    post = published(world.helene, clock.now() - 40 * DAY)
    for person in crowd(world, voices):
        said(post, "Bonjour", person, post.published_at + HOUR)
    heard([world.karim])
    said(post, "Encore", world.karim, post.published_at + HOUR)
    found = figures(post, world.helene).first_voices
    assert (found.value if isinstance(found, Shown) else None) == told


def test_first_voices_come_late_and_on_mondays(world, signed_in, monkeypatch):
    monday = dt.datetime(2026, 11, 9, tzinfo=dt.UTC)
    now = [monday]
    post = published(world.helene, monday + 30 * HOUR)
    for person in crowd(world, 7):
        said(post, "Bonjour", person, monday + 40 * HOUR)
    monkeypatch.setattr(clock, "now", lambda: now[0])
    for when, told in ((4 * DAY, None), (9 * DAY, None), (13 * DAY, None), (14 * DAY + HOUR, 5)):
        now[0] = monday + when
        found = figures(post, world.helene).first_voices
        assert (found.value if isinstance(found, Shown) else None) == told, when
        assert isinstance(found, Shown) or found.reason == "young"


def usual_posts(world, count: int) -> None:
    """So many posts of everybody's, with zero to three people each."""
    people = [world.people[name] for name in ("karim", "nadia", "cleo", "paul", "thomas")]
    heard(people)
    for n in range(count):
        author, at = people[n % 5], clock.now() - (30 + n) * DAY
        post = published(author, at, f"Un mot de plus, le {n}.")
        for other in [one for one in people if one is not author][: n % 4]:
            said(post, "Oui.", other, at + HOUR)


@pytest.mark.parametrize("count", [20, 40])
def test_compared_from_thirty_posts_on(world, signed_in, count):
    usual_posts(world, count)
    post = worked_out(world, 20 * DAY)
    client = signed_in("helene")
    found = client.get(f"/posts/{post.pk}/echoes/", headers=JSON).json()
    page = client.get(f"/posts/{post.pk}/echoes/").content.decode()
    if count < 30:
        assert found["state"] == "alone"
        assert found["in_seven_days"]["people"] is None
        assert "moins de trente publications" in page
    else:
        people = found["in_seven_days"]["people"]
        assert found["state"] == "compared"
        assert people["observed"] == 3
        assert people["low"] <= people["expected"] <= people["high"]
        assert "on en attendait" in page


def test_too_early_and_empty(world, signed_in):
    usual_posts(world, 40)
    post = published(world.helene, clock.now() - 2 * DAY)
    client = signed_in("helene")
    assert "Pas encore d’écho" in client.get(f"/posts/{post.pk}/echoes/").content.decode()
    said(post, "Oui", world.karim, clock.now() - DAY)
    found = client.get(f"/posts/{post.pk}/echoes/", headers=JSON).json()
    assert (found["state"], found["people"], found["first_voices"]) == ("young", 1, {"withheld": "young"})
    assert "trop tôt" in client.get(f"/posts/{post.pk}/echoes/").content.decode()


def test_what_is_learnt_holds_nobody(world):
    usual_posts(world, 40)
    known = learn(clock.now())
    ids = set(Person.objects.values_list("pk", flat=True))
    assert known.models
    assert not ids & {int(c) for model in known.models.values() for c in model.coefficients.flat}


def test_flat(world, signed_in):
    """Three events or thirty: as many statements, at most ten."""
    usual_posts(world, 40)
    client, costs = signed_in("helene"), []
    few, many = worked_out(world, 30 * DAY), worked_out(world, 20 * DAY)
    for n, person in enumerate(crowd(world, 30)):
        said(many, "Oui", person, many.published_at + n * HOUR)
    client.get(f"/posts/{few.pk}/echoes/")
    for post in (few, many):
        with CaptureQueriesContext(connection) as context:
            assert client.get(f"/posts/{post.pk}/echoes/").status_code == 200
        costs.append(len([q for q in context if "SAVEPOINT" not in q["sql"]]))
    assert costs[0] == costs[1] <= 10, [q["sql"][:150] for q in context]


def test_hostile_names_are_only_text(world, signed_in):
    bad = '"><script>alert(1)</script>'
    Person.objects.filter(pk=world.karim.pk).update(name=bad)
    post = worked_out(world)
    page = signed_in("helene").get(f"/posts/{post.pk}/echoes/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_command_says_the_same(world, signed_in):
    post = worked_out(world)
    out = StringIO()
    call_command("ripple", "post", str(post.pk), "--json", stdout=out)
    assert json.loads(out.getvalue()) == signed_in("helene").get(f"/posts/{post.pk}/echoes/", headers=JSON).json()
    out = StringIO()
    call_command("ripple", "post", str(post.pk), stdout=out)
    assert "people" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("ripple", "post", "12")


def test_the_way_there(world, signed_in):
    post = worked_out(world)
    link = f'href="/posts/{post.pk}/echoes/"'
    for who in ("helene", "marine", "karim"):
        assert (link in signed_in(who).get(f"/posts/{post.pk}/").content.decode()) == (who != "karim")
