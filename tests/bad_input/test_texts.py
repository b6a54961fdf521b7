"""Texts too long, too full of names, changed in two windows: a clear sentence in French, nothing lost; pages cost the same however many rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.communities.models import Community
from parvis.identity.admitting import new_person
from parvis.people.following import follow
from parvis.people.profiling import Profile, edit_profile
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, draft, publish_new
from tests.bad_input.door import said_wrong


def test_oversized_text_is_refused_in_words_and_kept(world, walk):
    post = publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.nadia)
    for address, button, typed in [
        ("/posts/new/", "Publier", {"body": "é" * 10_001}),
        ("/posts/new/?kind=article", "Publier", {"body": "x", "title": "t" * 201}),
        ("/posts/new/?kind=article", "Publier", {"body": "m" * 60_001, "title": "t"}),
        ("/posts/new/?kind=poll", "Publier", {"body": "x", "options": "oui\n" + "n" * 121}),
        ("/posts/new/?kind=poll", "Publier", {"body": "x", "options": "\n".join(f"choix {n}" for n in range(11))}),
        (f"/posts/{post.pk}/", "Envoyer", {"body": "c" * 5_001}),
        (f"/posts/{post.pk}/edit/", "Garder la modification", {"body": "e" * 10_001}),
        (f"/posts/{post.pk}/shares/", "Partager", {"body": "s" * 10_001}),
        ("/people/nadia/edit/", "Enregistrer", {"line": "l" * 161}),
        ("/people/nadia/edit/", "Enregistrer", {"site": "s" * 81}),
        ("/people/nadia/edit/", "Enregistrer", {"asks": "a" * 501}),
        ("/communities/new/", "L’ouvrir", {"name": "n" * 81}),
        ("/communities/new/", "L’ouvrir", {"name": "court", "purpose": "p" * 201}),
    ]:
        nadia = walk("nadia").go(address).press(button, expect=422, **typed)
        assert said_wrong(nadia), address
        assert {name: nadia.value(name) for name in typed} == typed, address
    assert Post.objects.count() == 1
    assert Client().post("/sign-in/", {"login": "x" * 6_000_000}).status_code == 400


def test_ten_thousand_names_are_refused_in_words(world, walk):
    nadia = walk("nadia")
    for names in [" ".join(f"@p{n}" for n in range(10_000)), "@nadia " * 10_000]:
        nadia.go("/posts/new/?kind=article").press("Publier", expect=422, title="Tous", body=names)
        assert nadia.value("body").split() == names.split()
        assert "au plus 50 personnes" in nadia.words or "trop long" in nadia.words or "caractères" in said_wrong(nadia)
    crowd = [new_person(f"Foule {n}", f"foule{n}@lanterne.example").handle for n in range(51)]
    nadia.go("/posts/new/").press("Publier", expect=422, body=" ".join(f"@{handle}" for handle in crowd))
    assert "au plus 50 personnes" in nadia.words
    nadia.press("Publier", body=" ".join(f"@{handle}" for handle in crowd[:50]))
    assert Post.objects.get().mentions.count() == 50


def test_two_tabs_never_overwrite_a_comment(world, walk):
    post = publish_new(Sheet(body="Bonjour"), by=world.cleo)
    said = comment_on(post, "Un", by=world.nadia)
    one, two = walk("nadia").go(f"/comments/{said.pk}/edit/"), walk("nadia").go(f"/comments/{said.pk}/edit/")
    one.press("Garder la modification", body="Deux")
    two.press("Garder la modification", body="Trois", expect=409)
    assert "Les deux textes" in two.words
    assert "Deux" in two.words
    assert two.value("body") == "Trois"
    two.press("Garder la modification", body="Deux et trois")
    said.refresh_from_db()
    assert said.body_text == "Deux et trois"


@pytest.mark.parametrize(
    "address",
    [
        "/people/cleo/", "/people/cleo/words/", "/home/contacts/", "/home/aside/", "/drafts/", "/communities/relation-client/",
        "/communities/", "/posts/{post}/reactions/", "/posts/{post}/history/", "/organisation/cleo/", "/people/nadia/",
    ],
)  # fmt: skip
def test_pages_cost_the_same_for_three_and_thirty(world, signed_in, address):
    from parvis.posts.reacting import react

    client, place = signed_in("nadia"), world.place("relation-client")
    post = publish_new(Sheet(body="Le premier", community=place), by=world.nadia)
    counts = []
    for much in (3, 30):
        for number in range(much):
            said = publish_new(Sheet(kind="question", body=f"{much} {number} ?", community=place), by=world.cleo)
            draft(Sheet(body=f"{much} {number}"), by=world.nadia)
            person = new_person(f"Ada {much} {number}", f"ada{much}-{number}@lanterne.example", manager=world.cleo)
            edit_profile(person, Profile("", "Lille", [], ["quai"], "fr", ""), by=person)
            comment_on(said, "Oui", by=person)
            react(post, "bravo", by=person)
            follow(person, by=world.nadia)
            follow(world.nadia, by=person)
            Community.objects.create(slug=f"c{much}-{number}", name=f"C {much} {number}", kind="open")
        for _turn in range(2):  # the second time, what is drawn once is drawn
            with CaptureQueriesContext(
                connection,
            ) as spent:
                assert client.get(address.format(post=post.pk)).status_code == 200
        counts.append(len(spent))
    assert counts[1] <= counts[0] + 1, counts
