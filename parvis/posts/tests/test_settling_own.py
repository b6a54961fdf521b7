"""What is on its way, as its author sees it: at once, with the way back; and the rules of the waiting."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.chronicle.models import Entry
from parvis.kernel import clock, turns
from parvis.posts.arriving import undo
from parvis.posts.commenting import comment_on
from parvis.posts.counting import settle_reactions
from parvis.posts.editing import edit, withdraw
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction, UnsettledComment, UnsettledReaction
from parvis.posts.publishing import Sheet, draft, publish, publish_new
from parvis.posts.reacting import react, take_back
from parvis.posts.settling import settle_due
from parvis.posts.tests.waiting import restart
from tests.walking import Walker

pytestmark = pytest.mark.settling


@pytest.fixture
def hers(world, time):
    """A question of Helene's that has settled."""
    made = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.helene)
    time.passes(minutes=3)
    settle_due()
    time.passes(hours=1)
    return Post.objects.get(pk=made.pk)


def test_the_delays_are_those_of_the_house(settings):
    given = settings.PARVIS
    assert (given.settle_reactions_s, given.settle_comments_s, given.settle_posts_s, given.settle_first_post_s) == (
        8,
        10,
        20,
        120,
    )


def test_a_first_post_waits_longer_than_the_next(world, time):
    assert publish_new(Sheet(body="un"), by=world.nadia).settles_at == time.at + dt.timedelta(seconds=120)
    # It was not seen by anybody yet: the second one is still a first.
    assert publish_new(Sheet(body="deux"), by=world.nadia).settles_at == time.at + dt.timedelta(seconds=120)
    time.passes(minutes=3)
    settle_due()
    restart()
    assert publish_new(Sheet(body="trois"), by=world.nadia).settles_at == time.at + dt.timedelta(seconds=20)


def test_no_delay_is_at_once(world, time, settings):
    settings.PARVIS = settings.PARVIS.model_copy(
        update={"settle_first_post_s": 0, "settle_posts_s": 0, "settle_reactions_s": 0}
    )
    post = publish_new(Sheet(body="tout de suite"), by=world.nadia)
    assert Post.objects.visible_to(world.karim).filter(pk=post.pk).exists()
    assert react(post, "bravo", by=world.karim)
    assert Post.objects.get(pk=post.pk).bravo_count == 1


def test_without_javascript_one_sees_it_everywhere_and_takes_it_back_as_it_was(world, time):
    walker = Walker().sign_in("nadia")
    walker.go("/posts/new/").press("Publier dans", body="Un **lapsus** à moi", place="relation-client")
    post = Post.objects.get()
    assert "Vous seul·e voyez cette publication" in walker.words
    for address in ("/", "/communities/relation-client/posts/", "/people/nadia/posts/"):
        walker.go(address)
        assert "lapsus" in walker.words, address
        assert "Vous seul·e voyez cette publication" in walker.words, address
    walker.press("Annuler", where=f"/posts/{post.pk}/publication/")
    assert walker.at == f"/posts/{post.pk}/edit/"
    assert "Personne d’autre ne l’a vue" in walker.words
    assert walker.value("body") == "Un **lapsus** à moi"
    assert "lapsus" not in walker.go("/").words
    assert "lapsus" in walker.go("/drafts/").words
    walker.go(f"/posts/{post.pk}/edit/").press("Publier dans")
    time.passes(minutes=3)
    settle_due()
    assert "lapsus" in Walker().sign_in("karim").go("/communities/relation-client/posts/").words


def test_the_words_of_a_comment_come_back_in_their_form(world, time, hers):
    walker = Walker().sign_in("nadia").go(f"/posts/{hers.pk}/")
    walker.press("Envoyer", body="Un *lapsus*")
    assert "Vous seul·e voyez ce commentaire" in walker.words
    row = UnsettledComment.objects.get()
    walker.press("Annuler", where=f"/comments/{row.pk}/publication/")
    assert walker.at == f"/posts/{hers.pk}/comments/"
    assert walker.value("body") == "Un *lapsus*"
    walker.press("Envoyer", body="Un mot juste")
    time.passes(seconds=10)
    settle_due()
    assert Comment.objects.get().body_text == "Un mot juste"
    assert Post.objects.get(pk=hers.pk).comment_count == 1
    assert "lapsus" not in walker.go(f"/posts/{hers.pk}/comments/").page


def test_too_late_is_said_and_nothing_is_lost(world, time, hers, signed_in):
    client = signed_in("nadia")
    client.post(f"/posts/{hers.pk}/comments/", {"body": "trop tard"})
    post = publish_new(Sheet(body="trop tard aussi"), by=world.nadia)
    pk = UnsettledComment.objects.get().pk
    time.passes(minutes=3)
    settle_due()
    for address in (f"/comments/{pk}/publication/", f"/posts/{post.pk}/publication/"):
        response = client.post(address, {"_method": "DELETE"})
        assert response.status_code == 303
        assert "les autres l" in client.get(response["Location"].split("#")[0]).content.decode().lower()
    assert Comment.objects.get(pk=pk).body_text == "trop tard"
    assert Post.objects.visible_to(world.karim).filter(pk=post.pk).exists()


def test_nobody_undoes_for_another(world, time, hers, signed_in):
    post = publish_new(Sheet(body="à moi"), by=world.nadia)
    row = comment_on(hers, "à moi", by=world.nadia)
    for address in (f"/comments/{row.pk}/publication/", f"/posts/{post.pk}/publication/"):
        assert signed_in("karim").post(address, {"_method": "DELETE"}).status_code == 404
    assert UnsettledComment.objects.filter(pk=row.pk).exists()
    assert Post.objects.get(pk=post.pk).settles_at is not None


def test_ones_own_reaction_counts_for_oneself_at_once(world, time, hers, signed_in):
    nadia, karim = signed_in("nadia"), signed_in("karim")
    said = comment_on(hers, "Moi", by=world.cleo)
    time.passes(seconds=10)
    settle_due()
    for address in (f"/posts/{hers.pk}/reaction/", f"/comments/{said.pk}/reaction/"):
        answer = nadia.post(address, {"_method": "PUT", "sign": "bravo"}, headers={"hx-request": "true"})
        assert "Bravo · 1" in answer.content.decode()
        assert "Annuler" in answer.content.decode()
        assert "8 secondes" in answer["HX-Trigger"].encode().decode("unicode-escape")
    json = nadia.get(f"/posts/{hers.pk}/", headers={"accept": "application/json"}).json()
    assert (json["my_reaction"], json["reactions"]) == ("bravo", {"bravo": 1})
    assert (
        nadia.get(f"/posts/{hers.pk}/").content.decode().count("Bravo · 1") == 4
    )  # on its button and in its menu, for the post and the comment
    assert karim.get(f"/posts/{hers.pk}/", headers={"accept": "application/json"}).json()["reactions"] == {}
    time.passes(seconds=8)
    settle_due()
    assert karim.get(f"/posts/{hers.pk}/", headers={"accept": "application/json"}).json()["reactions"] == {"bravo": 1}
    assert CommentReaction.objects.count() == PostReaction.objects.count() == 1


def test_another_sign_replaces_the_first_once_it_settles(world, time, hers):
    for sign in ("useful", "bravo", "useful"):
        react(hers, sign, by=world.nadia)
    assert not react(hers, "useful", by=world.nadia)
    time.passes(seconds=8)
    settle_due()
    post = Post.objects.get(pk=hers.pk)
    assert (post.useful_count, post.bravo_count) == (1, 0)
    assert react(hers, "thanks", by=world.nadia)
    assert react(hers, "useful", by=world.nadia)  # back to the one others see: nothing waits
    assert not UnsettledReaction.objects.exists()
    react(hers, "thanks", by=world.nadia)
    assert take_back(hers, by=world.nadia)
    assert not take_back(hers, by=world.nadia)
    time.passes(seconds=8)
    settle_due()
    post = Post.objects.get(pk=hers.pk)
    assert (post.useful_count, post.thanks_count, PostReaction.objects.count()) == (0, 0, 0)


def test_many_settle_together_and_count_right(world, time, hers):
    people = [world.nadia, world.karim, world.cleo, world.thomas, world.yves]
    for n, person in enumerate(people):
        react(hers, ("useful", "bravo")[n % 2], by=person)
    time.passes(seconds=8)
    assert settle_reactions(clock.now()) is None
    post = Post.objects.get(pk=hers.pk)
    assert (post.useful_count, post.bravo_count) == (3, 2)
    assert Entry.objects.filter(kind="post.reacted").count() == 5


def test_what_it_was_about_is_gone_meanwhile(world, time, hers):
    comment_on(hers, "trop tard", by=world.nadia)
    react(hers, "bravo", by=world.nadia)
    withdraw(Post.objects.get(pk=hers.pk), by=world.helene)
    time.passes(minutes=1)
    settle_due()
    assert not Comment.objects.exists()
    assert not PostReaction.objects.exists()
    assert not UnsettledComment.objects.exists()
    assert not UnsettledReaction.objects.exists()


def test_a_place_that_closed_its_door_gives_the_words_back(world, time):
    place = world.place("relation-client")
    post = publish_new(Sheet(body="à garder", community=place), by=world.karim)
    place.starters = "hosts"
    place.save()
    time.passes(minutes=3)
    settle_due()
    post.refresh_from_db()
    assert (post.published_at, post.body_text) == (None, "à garder")


def test_changing_it_before_others_see_it_leaves_no_history(world, time, signed_in):
    post = publish_new(Sheet(body="Une fote"), by=world.nadia)
    edit(post, Sheet(body="Une faute"), by=world.nadia, version=1)
    time.passes(minutes=3)
    settle_due()
    post.refresh_from_db()
    assert (post.body_text, post.edited_at, post.revisions.count()) == ("Une faute", None, 0)
    assert not Entry.objects.filter(kind="post.edited").exists()
    taken = publish_new(Sheet(body="rien"), by=world.nadia)
    withdraw(taken, by=world.nadia)
    assert not Post.objects.filter(pk=taken.pk).exists()


def test_undo_and_settling_do_not_both_win(world, time):
    post = publish_new(Sheet(body="un"), by=world.nadia)
    time.passes(minutes=3)
    settle_due()
    assert not undo(Post.objects.get(pk=post.pk), by=world.nadia)
    other = publish(draft(Sheet(body="deux"), by=world.nadia), by=world.nadia)
    assert undo(other, by=world.nadia)
    assert not undo(other, by=world.nadia)
    time.passes(minutes=3)
    settle_due()
    assert Post.objects.get(pk=other.pk).published_at is None


def test_sent_again_while_it_waits_it_is_said_once(world, time, hers):
    first = comment_on(hers, "une fois", by=world.nadia, key="k")
    assert comment_on(hers, "une fois", by=world.nadia, key="k").pk == first.pk
    time.passes(seconds=10)
    settle_due()
    assert comment_on(hers, "une fois", by=world.nadia, key="k").pk == first.pk
    assert Comment.objects.count() == 1


def test_waiting_costs_the_pages_nothing(world, time, hers, signed_in):
    """The same number of statements with something of one's own on its way as without."""
    publish_new(Sheet(body="avant", community=world.place("relation-client")), by=world.nadia)
    time.passes(minutes=3)
    settle_due()
    client = signed_in("nadia")
    addresses = (
        "/",
        "/communities/relation-client/posts/",
        "/people/nadia/posts/",
        f"/posts/{hers.pk}/",
        "/questions/",
    )

    def cost() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as context:
                client.get(address)
            found.append(len(context))
        return found

    before = cost()
    publish_new(Sheet(body="en route", community=world.place("relation-client")), by=world.nadia)
    react(hers, "bravo", by=world.nadia)
    assert "en route" in client.get("/").content.decode()
    assert cost() == before


def test_a_server_process_settles_when_no_worker_does(world, time, hers, client, monkeypatch):
    monkeypatch.setattr(turns._Known, "serves", True)
    turns.take()
    react(hers, "bravo", by=world.nadia)
    client.get("/health/")
    assert UnsettledReaction.objects.exists()
    time.passes(seconds=9)
    client.get("/health/")
    assert UnsettledReaction.objects.exists(), "for two seconds it is left to the worker"
    time.passes(seconds=2)
    client.get("/health/")
    assert Post.objects.get(pk=hers.pk).bravo_count == 1


def test_a_turn_that_fails_holds_back_no_other(time, monkeypatch, caplog):
    done: list[int] = []
    monkeypatch.setattr(turns, "_turns", [lambda: 1 / 0, lambda: done.append(1)])
    turns.take()
    assert done == [1]
    assert "a turn failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_worker_settles_what_waited_through_a_restart(world, time, hers):
    comment_on(hers, "après la panne", by=world.nadia)
    react(hers, "bravo", by=world.karim)
    restart()
    time.passes(minutes=1)
    call_command("work", until_empty=True)
    post = Post.objects.get(pk=hers.pk)
    assert (post.comment_count, post.bravo_count) == (1, 1)
