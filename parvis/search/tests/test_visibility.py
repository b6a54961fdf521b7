"""The reading rule holds in what is found, counted, suggested and quoted: every viewer × every audience, before and after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from parvis.communities.hosting import Charter, settle
from parvis.communities.joining import leave
from parvis.kernel import clock
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.editing import edit, move, withdraw
from parvis.posts.publishing import Sheet, draft, publish_new
from parvis.posts.tests.test_visibility import AUTHOR, PLACES, READERS, VIEWERS
from parvis.rehearsal.writing import begin
from parvis.search import candidates, windows
from parvis.search.models import Document

pytestmark = pytest.mark.django_db
WORD = "tournesol"


@pytest.fixture(params=sorted(PLACES))
def case(request, world, index):
    """A post with everything that can be found of it, in a place."""
    place = PLACES[request.param]
    author = world.people[AUTHOR[request.param]]
    file = keep_file(ContentFile(b"%PDF-1.4", name=f"{WORD}.pdf"), by=author)
    sheet = Sheet(
        body=f"Le {WORD} fleurit #{WORD}", community=world.place(place) if place else None, attachments=(file.pk,)
    )
    post = publish_new(sheet, by=author)
    comment_on(post, f"Quel {WORD} !", by=author)
    index()
    return request.param


@pytest.fixture(params=["from the index", "from what may be read"])
def way(request, monkeypatch):
    """Of words very many documents hold, what may be read is found the other way round by who reads little: here by everybody."""
    if request.param == "from what may be read":
        monkeypatch.setattr(windows, "FEW", 0)
        monkeypatch.setattr(windows, "MANY", 0)
        monkeypatch.setattr(windows, "first_day", lambda: clock.now() - dt.timedelta(days=900))
        monkeypatch.setattr(candidates.Reader, "reads_little", True)


def test_who_finds(case, way, signed_in):
    for viewer in VIEWERS:
        may, client = viewer in READERS[case], signed_in(viewer)
        for q in (WORD, "tournesal", f"“le {WORD}”", f"#{WORD}", f"zanzibar {WORD}"):
            groups = client.get("/search/", {"q": q}, headers={"accept": "application/json"}).json()["groups"]
            assert bool(groups) is may, (viewer, q, groups)
        found = client.get("/search/", {"q": WORD}, headers={"accept": "application/json"}).json()
        counts = {group["group"]: group["count"] for group in found["groups"]}
        assert counts == ({"posts": 2, "subjects": 1, "files": 1} if may else {}), viewer
        assert (f"<mark>{WORD}" in client.get("/search/", {"q": WORD}).content.decode()) is may
        assert (f"<mark>{WORD}" in client.get("/search/suggestions/", {"q": "tourn"}).content.decode()) is may
        assert (f"<strong>{WORD}" in client.get("/search/", {"q": "tournesal"}).content.decode()) is may


@pytest.mark.parametrize("q", ["reunion", "aurore", "tournesal budget"])
def test_what_one_may_not_read_changes_nothing(world, index, signed_in, q):
    """The same answer, to the octet, whether or not secret words exist."""
    publish_new(Sheet(body="La réunion du budget, la navette.", community=world.place("la-place")), by=world.cleo)
    index()
    before = [
        signed_in("paul").get(f"/search/{part}", {"q": q}, headers={"accept": "application/json"}).content
        for part in ("", "suggestions/")
    ]
    for n in range(3):
        publish_new(Sheet(body=f"Réunion aurore {WORD} {n} #{WORD}", community=world.place("aurore")), by=world.cleo)
    index()
    after = [
        signed_in("paul").get(f"/search/{part}", {"q": q}, headers={"accept": "application/json"}).content
        for part in ("", "suggestions/")
    ]
    assert before == after


def test_a_secret_community_and_its_name(world, index, signed_in):
    for viewer, may in (("paul", False), ("nadia", True)):
        page = signed_in(viewer).get("/search/", {"q": "projet aurore"}, headers={"accept": "application/json"}).json()
        assert bool(page["groups"]) is may


@pytest.fixture
def post(world, index):
    post = publish_new(Sheet(body=f"Un {WORD}.", community=world.place("relation-client")), by=world.cleo)
    comment_on(post, "Quelle pivoine", by=world.nadia)
    index()
    return post


def finds(signed_in, who: str, q: str) -> bool:
    return bool(signed_in(who).get("/search/", {"q": q}, headers={"accept": "application/json"}).json()["groups"])


def test_withdrawn_is_not_found_at_once(world, post, index, signed_in):
    assert finds(signed_in, "paul", WORD)
    withdraw(post, by=world.cleo)
    assert not finds(signed_in, "paul", WORD)
    assert not finds(signed_in, "paul", "pivoine")
    index()
    assert not Document.objects.filter(body__contains=WORD).exists()
    assert not Document.objects.filter(body__contains="pivoine").exists()


def test_former_words_are_not_found_at_once(world, post, index, signed_in):
    edit(post, Sheet(body="Un lilas.", community=post.community), by=world.cleo, version=1)
    comment = post.comments.get()
    edit_comment(comment, "Quel muguet", by=world.nadia, version=1)
    assert not finds(signed_in, "paul", WORD)
    assert not finds(signed_in, "paul", "pivoine")
    index()
    assert finds(signed_in, "paul", "lilas")
    assert finds(signed_in, "paul", "muguet")
    withdraw_comment(comment, by=world.nadia)
    assert not finds(signed_in, "paul", "muguet")


def test_moved_closed_and_left_at_once(world, post, signed_in):
    assert finds(signed_in, "paul", WORD)
    aurore = world.place("aurore")
    move(post, aurore, by=world.cleo, audience_seen=str(aurore.pk))
    assert not finds(signed_in, "paul", WORD)
    assert finds(signed_in, "nadia", WORD)
    leave(aurore, by=world.nadia)
    assert not finds(signed_in, "nadia", WORD)


def test_closing_narrows_at_once(world, post, signed_in):
    place = world.place("relation-client")
    settle(place, Charter(place.name, "", "closed", "everyone"), by=world.cleo)
    assert not finds(signed_in, "paul", WORD)
    assert finds(signed_in, "karim", WORD)


def test_drafts_and_rehearsals_are_nowhere(world, index, signed_in):
    draft(Sheet(body=f"{WORD} en brouillon"), by=world.nadia)
    begin(f"{WORD} en coulisses", by=world.nadia)
    index()
    assert not finds(signed_in, "nadia", WORD)
    assert not Document.objects.filter(body__contains=WORD).exists()


@pytest.mark.settling
def test_nothing_is_found_before_it_settles(world, index, signed_in):
    publish_new(Sheet(body=f"Un {WORD}.", community=world.place("la-place")), by=world.cleo)
    index()
    assert not finds(signed_in, "paul", WORD)
    assert not finds(signed_in, "cleo", WORD)
