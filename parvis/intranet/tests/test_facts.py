"""A fact and what is said of it: explained from its page, gathered on its page, read by those who may."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.intranet.models import Fact
from parvis.intranet.reading import item
from parvis.intranet.taking import put_aside, take
from parvis.intranet.tests.site import told
from parvis.kernel import clock
from parvis.posts.commenting import comment_on
from parvis.posts.models import Draft, LinkCard, Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.unfolding import draw_again
from tests.walking import Walker

TITLE = "Résultats : marge à 4,2 %"
ADDRESS = "https://intranet.example/actus/marge"


@pytest.fixture
def fact(world):
    return told(TITLE, "Le comité revient sur l’année.", address=ADDRESS)


def explain(world, by, place=None, **more):
    return publish_new(Sheet(body="On a payé l’énergie d’avance.", link=ADDRESS, community=place and world.place(place), **more), by=by)  # fmt: skip


def test_one_explains_a_fact_without_javascript(world, fact):
    walker = Walker().sign_in("helene").go(f"/facts/{fact.pk}/").follow("Décrypter")
    assert TITLE in walker.words
    walker.press("Publier", where="/posts/", body="On a payé l’énergie d’avance.", place="la-place")
    post = Post.objects.get(author=world.helene)
    assert f'href="/facts/{fact.pk}/"' in post.embeds_html
    assert "intranet.example" not in post.body_html, "the fact stands beside the words, not in them"
    walker.go(f"/facts/{fact.pk}/")
    assert "On a payé l’énergie d’avance." in walker.words
    assert "1 conversation" in walker.words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_card_is_read_in_both_languages(world, fact, signed_in, language):
    post = explain(world, world.helene)
    browser = signed_in("nadia")
    browser.cookies["parvis_language"] = language
    page = browser.get(f"/posts/{post.pk}/").content.decode()
    assert 'lang="fr">Sur l’intranet' in page
    assert 'lang="en">On the intranet' in page


def test_every_conversation_is_gathered_for_who_may_read_it(world, fact, signed_in):
    note = explain(world, world.helene)
    comment_on(note, "Choisi ou obligé ?", by=world.karim)
    linked = publish_new(Sheet(body="Voir https://intranet.example/actus/marge/?utm_source=mail"), by=world.paul)
    secret = explain(world, world.cleo, "aurore")
    for handle, expected in (("nadia", {note, linked, secret}), ("karim", {note, linked})):
        given = signed_in(handle).get(f"/facts/{fact.pk}/", headers={"accept": "application/json"}).json()
        assert {int(row["id"]) for row in given["posts"]} == {post.pk for post in expected}
    assert "3 conversations" in signed_in("nadia").get("/facts/").content.decode()
    page = signed_in("karim").get("/facts/").content.decode()
    assert "2 conversations" in page
    assert "1 commentaire" in page


def test_a_link_written_before_the_fact_was_told_is_gathered_too(world, signed_in, django_capture_on_commit_callbacks):
    post = publish_new(Sheet(body=f"Voir {ADDRESS}"), by=world.paul)
    fact = told(TITLE, address=ADDRESS)
    draw_again(keys=[fact.key])
    post.refresh_from_db()
    assert TITLE in post.embeds_html
    take([item(ADDRESS, "Marge corrigée")], None)
    assert Fact.objects.get().title == "Marge corrigée"
    draw_again(keys=[fact.key])
    post.refresh_from_db()
    assert "Marge corrigée" in post.embeds_html


def test_put_aside_it_is_nowhere_and_comes_back(world, fact, signed_in):
    post, browser = explain(world, world.helene), signed_in("marine")
    browser.post(f"/facts/{fact.pk}/removal/")
    assert browser.get(f"/facts/{fact.pk}/").status_code == 200, "it asks first"
    browser.post(f"/facts/{fact.pk}/removal/", {"confirmed": "1"})
    assert browser.get(f"/facts/{fact.pk}/").status_code == 404
    assert TITLE not in browser.get("/facts/").content.decode().replace("mis de côté", "")
    draw_again(keys=[fact.key])
    post.refresh_from_db()
    assert f'href="{ADDRESS}"' in post.embeds_html
    browser.post(f"/facts/{fact.pk}/removal/", {"_method": "DELETE"})
    assert browser.get(f"/facts/{fact.pk}/").status_code == 200
    assert signed_in("nadia").post(f"/facts/{fact.pk}/removal/", {"confirmed": "1"}).status_code == 404


def test_a_guest_does_not_read_the_intranet(world, fact, signed_in):
    browser = signed_in("gus")
    assert TITLE not in browser.get("/facts/").content.decode()
    for address in ("", "picture/"):
        assert browser.get(f"/facts/{fact.pk}/{address}").status_code == 404


def test_leaders_and_communicators_are_offered_the_facts_of_the_week(world, fact, signed_in):
    Fact.objects.filter(pk=told("Ancien").pk).update(said_at=clock.now() - dt.timedelta(days=9))
    for handle in ("helene", "marine"):
        page = signed_in(handle).get("/posts/new/").content.decode()
        assert TITLE in page
        assert "Ancien" not in page
    assert TITLE not in signed_in("nadia").get("/posts/new/").content.decode()


def test_one_press_attaches_and_keeps_every_character(world, fact):
    walker = Walker().sign_in("helene").go("/posts/new/")
    form, _pressed = walker.form("Publier")
    draft = next(field.value for field in form.fields if field.name == "draft")
    data = {field.name: field.value for field in form.fields if field.kind not in ("file", "checkbox")}
    sent = {**data, "body": "Déjà  tapé\n\n- et ça", "place": "comite", "attach": fact.address}
    walker._arrive(
        walker.client.post("/posts/", sent, headers={"referer": "http://testserver/posts/new/"}), "/posts/", 200
    )
    assert walker.value("body").replace("\r\n", "\n") == "Déjà  tapé\n\n- et ça"
    assert (walker.value("place"), walker.value("link")) == ("comite", ADDRESS)
    assert Draft.objects.get(key=draft).fields["link"] == ADDRESS
    walker.press("Garder en brouillon", **{"drop-link": True})
    assert Draft.objects.get(key=draft).fields["link"] == ""


def test_a_draft_keeps_its_fact(world, fact):
    walker = Walker().sign_in("helene").go(f"/posts/new/?link={ADDRESS}")
    walker.press("Garder en brouillon", body="À finir")
    post = Post.objects.get(author=world.helene)
    walker.go(f"/posts/{post.pk}/edit/")
    assert TITLE in walker.words
    walker.press("Publier", where="/posts/")
    post.refresh_from_db()
    assert TITLE in post.embeds_html


def test_an_unknown_page_is_shown_as_a_plain_card(world):
    post = publish_new(Sheet(body="Lisez", link="https://dehors.example/page"), by=world.nadia)
    assert 'href="https://dehors.example/page"' in post.embeds_html
    assert LinkCard.objects.get().home == ""
    none = publish_new(Sheet(body="Lisez", link="javascript:alert(1)"), by=world.nadia)
    assert none.embeds_html == ""


def test_a_communicator_tells_a_fact_by_hand(world, site, signed_in):
    site.pages["/page"] = ("text/html", b"<title>Le quai</title><meta name=description content='Un essai <b>gras</b>'>")
    browser = signed_in("marine")
    page = browser.post(
        "/facts/", {"address": "http://dehors.example/page", "title": "", "excerpt": ""}
    ).content.decode()
    assert 'value="Le quai"' in page
    assert not Fact.objects.exists()
    browser.post("/facts/", {"address": "http://dehors.example/page", "title": "Le quai", "excerpt": "Un <i>essai</i>"})
    assert (Fact.objects.get().excerpt, Fact.objects.get().by) == ("Un <i>essai</i>", world.marine)
    refused = browser.post("/facts/", {"address": "javascript:x", "title": "Gardé", "excerpt": ""})
    assert refused.status_code == 422
    assert 'value="Gardé"' in refused.content.decode()
    assert signed_in("nadia").get("/facts/new/").status_code == 404


def test_lists_cost_the_same_for_three_and_for_thirty(world, signed_in, django_assert_max_num_queries):
    browser = signed_in("nadia")
    for number in range(3):
        told(f"Fait {number}")
    with django_assert_max_num_queries(20) as few:
        browser.get("/facts/")
    for number in range(30):
        told(f"Autre fait {number}")
    with django_assert_max_num_queries(len(few)):
        browser.get("/facts/")


def test_facts_are_paged_by_key(world, signed_in):
    for number in range(35):
        told(f"Fait {number:02}")
    browser, seen, after = signed_in("nadia"), [], ""
    for _turn in range(3):
        given = browser.get("/facts/", {"after": after}, headers={"accept": "application/json"}).json()
        seen += [row["title"] for row in given["facts"]]
        after = given["next"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 35


@pytest.mark.parametrize("cursor", ["e", "W10", "WzEsMl0", "WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ", "é"])
def test_a_cursor_nobody_made(world, signed_in, cursor):
    assert signed_in("nadia").get("/facts/", {"after": cursor}).status_code in (200, 404)


def test_removal_asks_who_may(world, fact):
    with pytest.raises(Exception, match="communicant"):
        put_aside(fact, by=world.nadia)
