"""One's own page: rungs, ties, time to answer, suggestions; begun again; nobody else's."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from parvis.communities.models import Membership
from parvis.feed.beginning_again import begin_again
from parvis.feed.models import EchoesSince, ReadMark, Visit
from parvis.kernel import clock
from parvis.kernel.privacy import holdings
from parvis.people.models import AskAbout
from parvis.posts.models import Post, PostReaction, PostSubject
from parvis.posts.naming import give_subjects
from parvis.ripple.drawing_ties import map_of
from parvis.ripple.own import own_echoes
from parvis.ripple.suggesting import suggestions
from parvis.ripple.tests.conversations import DAY, HOUR, crowd, published, said
from tests.architecture.test_house_rules import routes


def rung(person) -> tuple[int, int]:
    found = own_echoes(person)
    return found.current, found.ever


def read(person, post, ago) -> None:
    ReadMark.objects.create(person=person, post=post, at=clock.now() - ago)


def test_rung_by_rung(world):
    me, posts = world.karim, [published(world.helene, clock.now() - n * DAY, f"{n}") for n in range(1, 12)]
    assert rung(me) == (0, 0)
    read(me, posts[0], DAY)
    assert rung(me) == (1, 1)
    read(me, posts[1], 3 * DAY)
    assert rung(me) == (2, 2)
    PostReaction.objects.create(person=me, post=posts[0], sign="bravo", at=clock.now() - DAY)
    assert rung(me) == (3, 3)
    said(posts[0], "Oui", me, clock.now() - DAY)
    assert rung(me) == (4, 4)
    published(me, clock.now() - DAY / 2)
    assert rung(me) == (5, 5)
    said(posts[8], "Oui", me, clock.now() - 8 * DAY)
    said(posts[9], "Oui", me, clock.now() - 20 * DAY)
    assert rung(me) == (6, 6)
    mine = published(me, clock.now() - 2 * DAY)
    for person in (world.nadia, world.cleo, *crowd(world, 2)):
        said(mine, "Merci", person, clock.now() - DAY)
        said(published(person, clock.now() - 3 * DAY), "Bien", me, clock.now() - 2 * DAY)
    assert rung(me) == (6, 6)  # four two-way ties
    said(mine, "Merci", world.helene, clock.now() - DAY)
    assert rung(me) == (7, 7)


def test_days_one_came_are_reading(world):
    Visit.objects.create(person=world.karim, started_at=clock.now(), days=0b1)
    assert rung(world.karim) == (1, 1)
    Visit.objects.filter(person=world.karim).update(days=0b101)
    assert rung(world.karim) == (2, 2)
    begin_again(by=world.karim)
    assert rung(world.karim) == (0, 0)


def test_five_of_my_team_are_no_link_elsewhere(world):
    me, mine = world.karim, published(world.karim, clock.now() - 2 * DAY)
    for person in crowd(world, 5):
        type(person).objects.filter(pk=person.pk).update(unit=me.unit)
        said(mine, "Merci", person, clock.now() - DAY)
        said(published(person, clock.now() - 3 * DAY), "Bien", me, clock.now() - 2 * DAY)
    assert own_echoes(me).two_way == 5
    assert rung(me) == (5, 5)


def test_what_was_reached_stays(world):
    published(world.karim, clock.now() - 100 * DAY)
    assert rung(world.karim) == (0, 5)


def test_time_to_answer_counts_those_who_wait(world):
    me, post = world.helene, published(world.helene, clock.now() - 20 * DAY)
    asked = [said(post, "Et ?", person, post.published_at + HOUR) for person in crowd(world, 6)]
    for comment, hours in zip(asked, (1, 2, 3, 5), strict=False):
        said(post, "Oui", me, comment.at + hours * HOUR, to=comment)
    waiting = own_echoes(me).waiting
    assert (waiting.asked, waiting.answered, waiting.median_hours) == (6, 4, 3)
    assert own_echoes(world.karim).waiting.median_hours is None


def test_begin_again(world, signed_in):
    published(world.karim, clock.now() - DAY)
    said(published(world.helene, clock.now() - 2 * DAY), "Oui", world.karim, clock.now() - DAY)
    client = signed_in("karim")
    assert own_echoes(world.karim).ties
    assert rung(world.karim) == (5, 5)
    assert "Recommencer à partir d’aujourd’hui" in client.post("/me/echoes/beginning/").content.decode()
    assert not EchoesSince.objects.exists()
    assert client.post("/me/echoes/beginning/", {"confirmed": "yes"}).status_code == 303
    found = own_echoes(world.karim)
    assert not found.ties
    assert not found.others
    assert (found.current, found.ever) == (0, 0)
    assert Post.objects.filter(author=world.karim).exists()
    assert "Compté depuis" in client.get("/me/echoes/").content.decode()
    [holding] = [one for one in holdings() if "feed.EchoesSince" in one.models]
    assert any("own echoes counted since" in row for row in holding.export(world.karim))
    holding.erase(world.karim)
    assert not EchoesSince.objects.exists()


def test_nobody_else_opens_it(world, signed_in):
    """The address names nobody, and what it shows is of who asks, whatever is added to it."""
    assert [route for route, _ in routes(get_resolver().url_patterns) if route.startswith("me/echoes")] == [
        "me/echoes/",
        "me/echoes/beginning/",
    ]
    published(world.karim, clock.now() - DAY)
    said(published(world.helene, clock.now() - 2 * DAY), "Oui", world.karim, clock.now() - DAY)
    for who in ("sofia", "marine", "cleo", "yves"):
        for query in ("", "?person=karim", "?handle=karim", f"?id={world.karim.pk}", "?as=karim"):
            page = signed_in(who).get(f"/me/echoes/{query}")
            assert page.status_code == 200
            assert "Vous racontez" not in page.content.decode()
        for address in ("/people/karim/echoes/", "/me/echoes/karim/", f"/me/echoes/{world.karim.pk}/"):
            assert signed_in(who).get(address).status_code == 404
    assert "Vous racontez" in signed_in("karim").get("/me/echoes/").content.decode()


def subject(post, name: str) -> None:
    give_subjects(post, {name: name})


def test_suggestions_say_why_and_use_what_anybody_sees(world):
    me = world.karim
    subject(published(me, clock.now() - 5 * DAY), "quai")
    far = world.paul  # four steps away
    assert suggestions(me, frozenset()) == []
    AskAbout.objects.create(person=far, label="Quai")
    [found] = suggestions(me, frozenset())
    assert (found.handle, found.steps, [r.kind for r in found.reasons]) == ("paul", 4, ["ask"])
    question = published(far, clock.now() - 3 * DAY)
    Post.objects.filter(pk=question.pk).update(kind="question")
    subject(question, "quai")
    assert [r.kind for r in suggestions(me, frozenset())[0].reasons] == ["question", "ask"]
    assert suggestions(me, frozenset({far.pk})) == []
    assert suggestions(world.thomas, frozenset()) == []


def test_a_secret_place_or_a_hidden_post_is_no_reason(world):
    me, far = world.nadia, world.paul
    place = world.place("aurore")
    Membership.objects.create(person=far, community=place, role="member", at=clock.now())
    assert suggestions(me, frozenset()) == []
    subject(published(world.karim, clock.now() - 5 * DAY), "quai")
    hidden = published(far, clock.now() - 3 * DAY, place=place)
    subject(hidden, "quai")
    assert PostSubject.objects.count() == 2
    assert suggestions(world.karim, frozenset()) == []
    Membership.objects.create(person=far, community=world.place("comite"), role="member", at=clock.now())
    assert [r.kind for s in suggestions(me, frozenset()) for r in s.reasons] == ["community"]


def test_the_map_has_everybody_once(world):
    me, mine = world.karim, published(world.karim, clock.now() - 2 * DAY)
    for person in crowd(world, 20):
        said(mine, "Merci", person, clock.now() - DAY)
    drawn = map_of(own_echoes(me).ties)
    assert drawn is not None
    assert len({point.tie.person.pk for point in drawn.points}) == 20
    assert len({(point.x, point.y) for point in drawn.points}) == 20
    assert map_of([]) is None


@pytest.mark.parametrize("who", ["karim", "gus"])
def test_flat(world, signed_in, who):
    client, costs = signed_in(who), []
    mine = published(world.karim, clock.now() - 5 * DAY)
    people = crowd(world, 33)
    for some in (people[:3], people[3:]):
        for person in some:
            said(mine, "Oui", person, clock.now() - DAY)
        client.get("/me/echoes/")
        with CaptureQueriesContext(connection) as context:
            assert client.get("/me/echoes/").status_code == 200
        costs.append(len([q for q in context if "SAVEPOINT" not in q["sql"]]))
    assert costs[0] == costs[1] <= 10


def test_begun_again_twice_is_one_row(world):
    begin_again(by=world.karim)
    begin_again(by=world.karim)
    assert EchoesSince.objects.count() == 1
