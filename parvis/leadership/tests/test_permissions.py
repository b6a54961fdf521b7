"""Who sees a draft, and who may do what to it, as truth tables: leader, companion, former companion, other communicator, administrator,
colleague × every moment of a link, through every route."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from parvis.kernel import clock
from parvis.leadership import remarking
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.models import CompanionLink, DraftOpening, DraftRemark
from parvis.leadership.opening import close_draft, open_draft
from parvis.leadership.visibility import draft_visible_to_q
from parvis.people.departing import depart
from parvis.people.models import Appointment
from parvis.posts.attaching import keep_file
from parvis.posts.models import Attachment, Post
from parvis.posts.publishing import publish
from tests.routes import every_route

# helene the leader · marine her companion · cleo who was, before · thomas another leader, made communicator here · sofia
# administrator · karim a colleague · yves her manager · gus a guest
EVERYBODY = ["helene", "marine", "cleo", "thomas", "sofia", "karim", "yves", "paul", "gus"]
READERS = {
    "at once": {"helene", "marine"},
    "after eleven weeks": {"helene", "marine"},
    "after thirteen weeks": {"helene"},
    "ended by the leader": {"helene"},
    "ended by the companion": {"helene"},
    "closed": {"helene"},
    "published": set(),
    "the companion has left": {"helene"},
}


@pytest.fixture
def before(world, opened, link):
    """Cléo was Hélène's companion before, and read this very draft; Thomas is a communicator too."""
    Appointment.objects.create(person=world.thomas, power="communicator", at=clock.now())
    close_draft(opened, by=world.helene)
    former = open_oneself(world.cleo, by=world.helene)
    open_draft(opened, former, by=world.helene)
    remarking.remark(opened, "mot-de-cleo", by=world.cleo)
    end(former, by=world.helene)
    open_draft(opened, link, by=world.helene)
    return opened


@pytest.fixture(params=sorted(READERS))
def moment(request, before, link, world):
    name = request.param
    if name.startswith("after"):  # the link is that much older: sessions end before thirteen weeks do
        ago = dt.timedelta(weeks=11 if "eleven" in name else 13)
        CompanionLink.objects.filter(pk=link.pk).update(at=link.at - ago, until=link.until - ago)
    elif name.startswith("ended"):
        end(link, by=world.helene if "leader" in name else world.marine)
    elif name == "closed":
        close_draft(before, by=world.helene)
    elif name == "published":
        publish(before, by=world.helene)
    elif name == "the companion has left":
        depart(world.marine, by=world.sofia)
    return name


@pytest.mark.parametrize("viewer", EVERYBODY)
def test_who_reads_the_draft(moment, before, world, signed_in, viewer):
    may = viewer in READERS[moment]
    person = world.people[viewer]
    assert Post.objects.filter(draft_visible_to_q(person), pk=before.pk).exists() is may
    client = signed_in(viewer)
    home = f"/companions/drafts/{before.pk}/"
    assert client.get(home).status_code == (200 if may else 404 if not gone(moment, viewer) else 302)
    page = client.get("/companions/").content.decode()
    assert "Brouillon jamais ouvert" not in page or viewer == "helene"
    if viewer not in ("helene",):
        listed = "On a coupé la ligne 3" in page
        assert listed is may
    if moment != "published":
        for door in (f"/posts/{before.pk}/", f"/posts/{before.pk}/edit/", f"/posts/{before.pk}/history/"):
            assert client.get(door).status_code != 200 or viewer == "helene", door


def pictured(post: Post, kind: str = "photo") -> Attachment:
    body = io.BytesIO()
    Image.new("RGB", (640, 360), "teal").save(body, "PNG")
    row = keep_file(ContentFile(body.getvalue(), name="quai.png"), by=post.author, alt="Le quai, mardi", use="" if kind == "photo" else kind, at_once=True)  # fmt: skip
    Attachment.objects.filter(pk=row.pk).update(post=post)
    return row


@pytest.mark.parametrize("viewer", EVERYBODY)
def test_who_sees_the_pictures_of_the_draft(moment, before, world, signed_in, viewer):
    """Those of this draft alone, while one reads it, at an address that asks each time; never at that of files."""
    row, cover = pictured(before), pictured(before, "cover")
    other = Post.objects.get(body_text="Brouillon jamais ouvert.")
    hidden, home = pictured(other), f"/companions/drafts/{before.pk}/"
    client, may = signed_in(viewer), viewer in READERS[moment]
    for picture in (row, cover):
        shown = client.get(f"{home}pictures/{picture.pk}/")
        assert shown.status_code == (200 if may else 302 if gone(moment, viewer) else 404)
        if may:
            assert "no-cache" in shown["Cache-Control"]
            assert shown["Content-Type"].startswith("image/")
            assert f"pictures/{picture.pk}/" in client.get(home).content.decode()
    assert client.get(f"{home}pictures/{hidden.pk}/").status_code != 200
    assert (client.get(f"/companions/drafts/{other.pk}/pictures/{hidden.pk}/").status_code == 200) is (viewer == "helene")  # fmt: skip
    if moment != "published" and viewer != "helene":
        assert client.get(f"/attachments/{row.pk}/large/").status_code != 200


def test_closed_a_picture_kept_by_the_browser_is_not_shown_again(before, world, signed_in):
    row, client = pictured(before), signed_in("marine")
    address = f"/companions/drafts/{before.pk}/pictures/{row.pk}/"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    close_draft(before, by=world.helene)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 404


def test_only_pictures_leave_by_that_address(before, world, signed_in):
    row = keep_file(ContentFile(b"bonjour", name="plan.txt"), by=world.helene)
    Attachment.objects.filter(pk=row.pk).update(post=before)
    assert signed_in("marine").get(f"/companions/drafts/{before.pk}/pictures/{row.pk}/").status_code == 404


def gone(moment: str, viewer: str) -> bool:
    return moment == "the companion has left" and viewer == "marine"


@pytest.mark.parametrize("viewer", [v for v in EVERYBODY if v != "helene"])
def test_the_other_draft_is_nobodys(before, world, signed_in, viewer):
    other = Post.objects.get(body_text="Brouillon jamais ouvert.")
    assert signed_in(viewer).get(f"/companions/drafts/{other.pk}/").status_code == 404


LINKS = {"helene": 200, "marine": 200, "cleo": 404, "thomas": 404, "sofia": 404, "karim": 404, "yves": 404, "gus": 404}


@pytest.mark.parametrize(("viewer", "status"), LINKS.items())
def test_who_sees_the_link(before, link, signed_in, viewer, status):
    assert signed_in(viewer).get(f"/companions/{link.pk}/").status_code == status


def test_the_companion_reads_nothing_of_the_one_before(before, world, signed_in):
    assert "mot-de-cleo" not in signed_in("marine").get(f"/companions/drafts/{before.pk}/").content.decode()
    assert "mot-de-cleo" in signed_in("helene").get(f"/companions/drafts/{before.pk}/").content.decode()


EVERYTHING = {
    "body": "MOT CHANGÉ", "words": "un mot", "version": "1", "save": "publish", "kind": "note", "place": "la-place", "handle": "paul", "weeks": "12",
    "confirmed": "1", "by": "helene", "author": "helene", "person": "helene", "title": "CHANGÉ", "address": "https://a.example/", "audience_seen": "everyone",
}  # fmt: skip


def state_of(post: Post) -> tuple[object, ...]:
    row = Post.objects.get(pk=post.pk)
    return row.body_text, row.title, row.version, row.published_at, row.settles_at, row.author_id, row.kind


@pytest.mark.parametrize("viewer", ["marine", "cleo", "thomas", "sofia", "karim"])
def test_no_route_of_any_area_changes_a_word_or_publishes(before, link, world, signed_in, viewer):
    """Every route that takes a post, a link or a remark, with every method: the words, and whether they are published, stay."""
    remark = remarking.remark(before, "de marine", by=world.marine)
    kept, found = state_of(before), 0
    values = {
        "post_id": [before.pk],
        "remark_id": [remark.pk],
        "link_id": [link.pk],
        "draft_id": [getattr(before, "draft", before).pk],
    }
    browser = signed_in(viewer)
    for route in every_route():
        if not any(f":{name}>" in route.address for name in values) or route.address.startswith("rehearsals"):
            continue
        for address in route.with_values(values):
            for method in {*route.methods, "PUT", "DELETE", "POST"} - {"GET"}:
                found += 1
                browser.post(address, {**EVERYTHING, "_method": method, "link": str(link.pk)})
                assert state_of(before) == kept, f"{viewer} changed it by {method} {address}"
    assert found > 60
    assert DraftOpening.objects.filter(post=before).count() == 3
    assert not Post.objects.filter(author=world.helene, published_at__isnull=False).exists()
    if viewer != "marine":  # ending it is the companion's own right
        link.refresh_from_db()
        assert link.ended_at is None
        assert list(DraftRemark.objects.filter(by=world.people[viewer]).exclude(words="mot-de-cleo")) == []


def test_the_database_refuses_what_the_verbs_do(before, link, world):
    now = clock.now()
    bad = [
        lambda: DraftOpening.objects.create(post=before, link=link, at=now),
        lambda: CompanionLink.objects.create(person=world.helene, companion=world.marine, at=now, until=link.until),
        lambda: CompanionLink.objects.create(person=world.helene, companion=world.helene, at=now, until=link.until),
        lambda: CompanionLink.objects.create(person=world.karim, companion=world.marine, at=link.until, until=now),
        lambda: CompanionLink.objects.filter(pk=link.pk).update(ended_at=now, ended_by=world.sofia),
    ]
    for act in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_companion_finds_it_on_their_home_page_until_they_have_spoken(opened, link, world, signed_in):
    def said(who: str) -> bool:
        return f"/companions/drafts/{opened.pk}/" in signed_in(who).get("/").content.decode()

    assert said("marine")
    assert not any(said(who) for who in ("helene", "thomas", "sofia", "karim"))
    remarking.remark(opened, "Continuez.", by=world.marine)
    assert not said("marine")


def test_nobody_signed_in_is_shown_nothing(before, link, client):
    for address in (
        f"/companions/drafts/{before.pk}/",
        f"/companions/{link.pk}/",
        "/companions/",
        "/quarter/",
        "/path/",
        "/accompaniment/",
    ):
        assert client.get(address).status_code == 302, address
