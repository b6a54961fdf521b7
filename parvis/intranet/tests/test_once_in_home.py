"""What is said of one page is one item of one's home: the newest, which names the others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.feed import composing, gathering
from parvis.feed.muting import mute
from parvis.intranet.tests.site import told
from parvis.posts.confirming import ask
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.sharing import share

ADDRESS = "https://intranet.example/actus/marge"


def says(world, handle, words, place="la-place", address=ADDRESS):
    return publish_new(Sheet(body=words, link=address, community=world.place(place) if place else None), by=world.people[handle])  # fmt: skip


def home(browser, **asked):
    return browser.get("/", asked, headers={"accept": "application/json"}).json()


def ids(given):
    return [int(row["id"]) for row in given["posts"]]


def walked(browser):
    """Every post of the home, page after page."""
    seen, after = [], ""
    for _turn in range(12):
        given = home(browser, after=after) if after else home(browser)
        seen += ids(given)
        after = given["next"]
        if not after:
            return seen
    raise AssertionError("a home without an end")


def test_a_fact_explained_in_several_places_is_one_item(world, signed_in):
    fact = told("Marge", address=ADDRESS)
    first = says(world, "paul", "Le quai du soir y est pour beaucoup")
    second = says(world, "cleo", "Et nos clients ?", "relation-client", f"{ADDRESS}/?utm_source=mail#suite")
    newest = says(world, "helene", "Nous avons payé d’avance")
    browser = signed_in("karim")
    given = home(browser)
    assert ids(given) == [newest.pk]
    named = given["posts"][0]["also_explained"]
    assert [one["url"] for one in named] == [f"/posts/{second.pk}/", f"/posts/{first.pk}/"]
    assert (named[0]["place"], named[1]["author"]) == ("Relation client", world.paul.name)
    page = browser.get("/").content.decode()
    assert "Aussi expliqué" in page
    assert f"dans Relation client, par {world.cleo.name}" in page
    assert f'href="/posts/{first.pk}/"' in page
    fragment = browser.get("/", headers={"hx-request": "true"}).content.decode()
    assert "Aussi expliqué" in fragment
    assert f"/facts/{fact.pk}/" in page


def test_only_what_the_reader_may_read_is_named(world, signed_in):
    secret = says(world, "cleo", "Entre nous", "aurore")
    open_one = says(world, "paul", "Pour tous")
    closed = says(world, "cleo", "Chez nous", "aurore")
    assert ids(home(signed_in("karim"))) == [open_one.pk], "what others say elsewhere puts nothing out of sight"
    given = home(signed_in("karim"))["posts"][0]
    assert given["also_explained"] == []
    assert str(secret.pk) not in str(given)
    mine = home(signed_in("helene"))
    assert ids(mine) == [closed.pk]
    assert len(mine["posts"][0]["also_explained"]) == 2


def test_what_is_muted_hides_nothing(world, signed_in):
    first = says(world, "paul", "Pour tous")
    muted = says(world, "helene", "Encore")
    mute(muted, by=world.karim, span="always")
    assert ids(home(signed_in("karim"))) == [first.pk]


def test_it_does_not_come_back_on_the_next_page_and_nothing_is_lost(world, signed_in, monkeypatch):
    monkeypatch.setattr(composing, "SIZE", 3)
    told("Marge", address=ADDRESS)
    older = [says(world, "paul", "Un"), says(world, "helene", "Deux")]
    for number in range(4):
        publish_new(Sheet(body=f"Entre deux {number}", community=world.place("la-place")), by=world.paul)
    newest = says(world, "paul", "Trois")
    browser = signed_in("karim")
    seen = walked(browser)
    assert seen[0] == newest.pk
    assert not {post.pk for post in older} & set(seen)
    assert len(seen) == len(set(seen)) == 5
    named = [one["url"] for one in home(browser)["posts"][0]["also_explained"]]
    assert sorted(named) == sorted(f"/posts/{post.pk}/" for post in older)


def test_many_are_counted_and_gathered_on_the_page_of_the_fact(world, signed_in):
    fact = told("Marge", address=ADDRESS)
    for number in range(6):
        says(world, "paul", f"Mot {number}")
    browser = signed_in("karim")
    given = home(browser)["posts"]
    assert len(given) == 1
    assert (len(given[0]["also_explained"]), given[0]["also_explained_more"]) == (3, 2)
    page = browser.get("/").content.decode()
    assert f'href="/facts/{fact.pk}/">2 autres publications' in page


def test_without_a_fact_all_are_named_or_shown(world, signed_in):
    made = []
    for number in range(gathering.NAMED_ALONE + 3):
        made.append(says(world, "paul", f"Mot {number}", address="https://dehors.example/etude"))
    given = home(signed_in("karim"))["posts"]
    named = {int(one["url"].strip("/").split("/")[1]) for one in given[0]["also_explained"]}
    assert {int(row["id"]) for row in given} | named == {post.pk for post in made}
    assert len(named) == gathering.NAMED_ALONE


def test_a_first_voice_stays_for_who_may_greet_it(world, signed_in):
    first = says(world, "karim", "Mon premier mot", "relation-client")
    newest = says(world, "helene", "Encore")
    assert ids(home(signed_in("nadia"))) == [newest.pk, first.pk], "a host of the place"
    assert ids(home(signed_in("karim"))) == [newest.pk]


def test_what_must_be_read_stays(world, signed_in):
    asked = says(world, "paul", "À lire par tous")
    ask(asked, by=world.marine, days=7)
    newest = says(world, "helene", "Encore")
    assert ids(home(signed_in("karim"))) == [newest.pk, asked.pk]


def test_a_share_of_what_explains_it_is_about_it_too(world, signed_in):
    told("Marge", address=ADDRESS)
    first = says(world, "paul", "Un")
    says(world, "helene", "Deux")
    passed = share(first, by=world.cleo, community=world.place("relation-client"), body="À lire")
    assert ids(home(signed_in("karim"))) == [passed.pk]
    assert len(home(signed_in("karim"))["posts"][0]["also_explained"]) == 1


@pytest.mark.parametrize("only", ["questions", "leaders", "unread"])
def test_a_filter_shows_each(world, signed_in, only):
    for handle in ("helene", "helene"):
        kind = "question" if only == "questions" else "note"
        publish_new(Sheet(body=f"Mot de {handle}", link=ADDRESS, kind=kind, community=world.place("la-place")), by=world.people[handle])  # fmt: skip
    assert len(ids(home(signed_in("karim"), filter=only))) == 2


def test_one_from_beyond_about_a_page_of_this_home_is_left_to_the_page_of_the_fact(world, signed_in):
    told("Marge", address=ADDRESS)
    for number in range(9):
        publish_new(Sheet(body=f"Sans page {number}", community=world.place("la-place")), by=world.paul)
    beyond = says(world, "thomas", "De loin", "", "https://dehors.example/autre")
    assert beyond.pk in ids(home(signed_in("karim"))), "it would be shown"
    beyond = says(world, "thomas", "De loin encore", "")
    newest = says(world, "helene", "D’ici")
    shown = ids(home(signed_in("karim")))
    assert newest.pk in shown
    assert beyond.pk not in shown


def test_what_is_long_past_is_an_item_of_its_own(world, signed_in):
    old = says(world, "paul", "Il y a longtemps")
    Post.objects.filter(pk=old.pk).update(active_at=old.published_at - gathering.FOR - dt.timedelta(days=1))
    newest = says(world, "paul", "Maintenant")
    assert ids(home(signed_in("karim"))) == [newest.pk, old.pk]


def test_it_costs_one_statement_at_most_and_nothing_without_a_page(world, signed_in):
    browser, counts = signed_in("karim"), []
    for number in range(9):  # enough for one from beyond
        publish_new(Sheet(body=f"Sans page {number}", community=world.place("la-place")), by=world.paul)
    for much in (0, 2, 15):
        for number in range(much):
            says(world, "paul", f"{much} {number}", address=f"{ADDRESS}/{number % 4}")
        browser.get("/")
        with CaptureQueriesContext(connection) as spent:
            browser.get("/")
        counts.append(len(spent))
    assert counts[1] <= counts[0] + 1, [one["sql"][:90] for one in spent]
    assert counts[2] == counts[1], [one["sql"][:190] for one in spent]
    assert max(counts) <= 10, counts
