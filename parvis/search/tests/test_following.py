"""The index equals what is there; keeping it so costs one statement when something is said, none when somebody reacts."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import chronicling
from parvis.people.departing import depart
from parvis.people.erasing import erase
from parvis.people.profiling import Profile, edit_profile
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from parvis.search import checking, offering, privacy
from parvis.search.models import Building, Document, Slip, Stale, Word

pytestmark = pytest.mark.django_db


def wrong() -> int:
    found = [checking.check(kind) for kind in offering.kinds()]
    return sum(one.wrong + one.gone for one in found)


@pytest.fixture
def said(world, index):
    post = publish_new(Sheet(body="La navette du quai", community=world.place("la-place")), by=world.nadia)
    comment_on(post, "Merci pour la navette", by=world.karim)
    index()
    return post


def statements(act, *, listening: bool) -> int:
    kept, chronicling._listeners[:] = chronicling._listeners[:], chronicling._listeners[:] if listening else []
    try:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            act()
    finally:
        chronicling._listeners[:] = kept
    return len(seen)


def test_one_statement_to_say_none_to_react(world, said):
    def publish() -> Post:
        return publish_new(Sheet(body="Encore"), by=world.nadia)

    publish(), react(said, "bravo", by=world.cleo)
    assert statements(publish, listening=True) - statements(publish, listening=False) == 1
    one, other = publish(), publish()
    with_it = statements(lambda: react(one, "bravo", by=world.karim), listening=True)
    assert with_it == statements(lambda: react(other, "bravo", by=world.karim), listening=False)


def test_a_page_costs_the_same_with_few_and_many(world, said, index, signed_in):
    client = signed_in("karim")
    client.get("/search/?q=navette")

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/search/?q=navette").status_code == 200
        return len(seen)

    few = cost()
    for n in range(12):
        comment_on(
            publish_new(Sheet(body=f"Navette {n}"), by=world.people["nadia" if n % 2 else "cleo"]),
            "navette",
            by=world.karim,
        )
    index()
    assert cost() <= few
    assert few <= 40


def test_what_is_done_is_followed(world, said, index):
    assert wrong() == 0
    edit_profile(world.nadia, Profile("", "Tombouctou", [], ["le sable"], "fr", ""), by=world.nadia)
    assert wrong() == 1
    index()
    assert wrong() == 0
    assert not Stale.objects.exists()


def test_who_is_erased_leaves_no_word(world, said, index):
    depart(world.nadia, by=world.sofia)
    erase(world.nadia, by=world.sofia)
    index()
    assert wrong() == 0
    for model, field in ((Word, "word"), (Slip, "word"), (Document, "title")):
        assert not model.objects.filter(**{f"{field}__contains": "belkacem"}).exists()


def test_a_name_leaves_the_words_of_others(world, said, index):
    post = publish_new(Sheet(body="Merci @nadia"), by=world.karim)
    index()
    assert "belkacem" in Document.objects.get(pk=post.pk).body
    assert [row["found by"] for row in privacy.export(world.nadia)] == [["nadia", "nadi", "belkacem"]]
    depart(world.nadia, by=world.sofia)
    erase(world.nadia, by=world.sofia)
    index()
    assert "belkacem" not in Document.objects.get(pk=post.pk).body
    assert not Word.objects.filter(word="belkacem").exists()
    assert wrong() == 0


def test_words_are_counted_and_forgotten(world, said, index):
    assert Word.objects.get(word="navette").docs == 2
    said.comments.all().delete()
    Post.objects.filter(pk=said.pk).delete()
    checking.repair_all()
    assert not Word.objects.filter(word="navette").exists()
    assert not Slip.objects.filter(word="navette").exists()


def test_check_tells_and_repairs(world, said, capsys):
    Document.objects.filter(pk=said.pk).delete()
    Document.objects.create(id=17, kind="post", body=" rien ", marks=" @post ")
    with pytest.raises(SystemExit):
        call_command("search", "check")
    assert "2" in capsys.readouterr().out
    assert wrong() == 2
    call_command("search", "check", "--repair")
    call_command("search", "check")
    assert wrong() == 0


def test_it_goes_on_where_it_was_stopped(world, said, monkeypatch):
    Building.objects.exclude(kind="").delete()
    Document.objects.all().delete()
    monkeypatch.setattr(checking, "STEP", 3)
    person = offering.kind_named("person")
    steps = []

    def stop(kind: str, seen: int, found: int) -> None:
        steps.append(seen)
        if len(steps) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checking.repair(person, progress=stop)
    written = Document.objects.count()
    assert 0 < written < 11
    again = checking.repair(person)
    assert written + again.wrong == Document.objects.count() == 11


def test_the_worker_reads_what_was_there_before(world):
    Building.objects.all().delete()
    checking.build()
    assert checking.unbuilt() == []
    assert wrong() == 0
