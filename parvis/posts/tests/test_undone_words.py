"""What was taken back before others saw it is a draft again, on every device: the words of a comment in its box, a share as a share."""

from __future__ import annotations

import pytest

from parvis.people.models import Person
from parvis.posts.editing import withdraw
from parvis.posts.models import Comment, Draft, Mention, Post, UnsettledComment
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.settling import settle_due
from tests.walking import Walker

pytestmark = pytest.mark.settling


@pytest.fixture
def hers(world, time) -> Post:
    post = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.helene)
    time.passes(minutes=3)
    settle_due()
    return Post.objects.get(pk=post.pk)


def taken_back(client, post, words, **more) -> str:
    """Say it, take it back; the address of the form it came back to."""
    client.post(f"/posts/{post.pk}/comments/", {"body": words, **more})
    row = UnsettledComment.objects.get()
    response = client.post(f"/comments/{row.pk}/publication/", {"_method": "DELETE"})
    return response["location"]


def test_the_words_of_a_comment_are_a_draft_on_another_device(world, hers, signed_in):
    there = taken_back(signed_in("karim"), hers, "Un *lapsus* de @nadia")
    other = Walker().sign_in("karim")
    assert "lapsus" in other.go("/drafts/").words
    assert other.go(there).value("body") == "Un *lapsus* de @nadia"
    state = signed_in("karim").get(f"/drafts/state/?draft=comment-{hers.pk}-").json()
    assert "lapsus" in state["fields"]["body"]  # the box on the page of the post asks for it
    assert "lapsus" not in Walker().sign_in("nadia").go(there).page
    other.press("Envoyer", body="Un mot juste")
    assert not Draft.objects.exclude(fields={}).exists()


def test_the_words_of_a_reply_come_back_under_what_they_answer(world, time, hers, signed_in):
    signed_in("nadia").post(f"/posts/{hers.pk}/comments/", {"body": "Moi"})
    time.passes(seconds=10)
    settle_due()
    said = Comment.objects.get()
    there = taken_back(signed_in("karim"), hers, "Un lapsus", to=str(said.pk))
    assert there == f"/posts/{hers.pk}/comments/?to={said.pk}"
    assert Walker().sign_in("karim").go(there).value("body") == "Un lapsus"
    assert Walker().sign_in("karim").go(f"/posts/{hers.pk}/comments/").value("body").strip() == ""


def test_what_was_begun_meanwhile_is_remembered(world, hers, signed_in):
    client = signed_in("karim")
    client.post(f"/posts/{hers.pk}/comments/", {"body": "Un lapsus"})
    row = UnsettledComment.objects.get()
    key = f"comment-{hers.pk}-"
    client.post(
        "/drafts/", {"_method": "PUT", "draft": key, "draft_tab": "autre", "draft_step": "1", "body": "Une suite"}
    )
    draft = Draft.objects.get(key=key)
    if not draft.fields:
        pytest.fail("the answer begun meanwhile is kept")
    client.post(f"/comments/{row.pk}/publication/", {"_method": "DELETE"})
    draft.refresh_from_db()
    assert "lapsus" in draft.fields["body"]
    assert [version.fields["body"] for version in draft.versions.all()] == ["Une suite"]


@pytest.fixture
def undone(world, time, hers, signed_in) -> Post:
    client = signed_in("karim")
    publish_new(Sheet(body="Un premier mot"), by=Person.objects.get(handle="karim"))
    time.passes(minutes=3)
    settle_due()
    client.post(f"/posts/{hers.pk}/shares/", {"place": "relation-client", "body": "Un lapsus pour @nadia"})
    post = Post.objects.get(kind="share")
    response = client.post(f"/posts/{post.pk}/publication/", {"_method": "DELETE"})
    assert response["location"] == f"/posts/{post.pk}/edit/"
    return post


def test_a_share_comes_back_as_a_share_and_is_sent_again(world, time, hers, undone):
    walker = Walker().sign_in("karim").go("/drafts/")
    assert "Un lapsus" in walker.words
    walker.go(f"/posts/{undone.pk}/edit/")
    assert walker.value("body") == "Un lapsus pour @nadia"
    assert walker.value("place") == "relation-client"
    assert "Qui sait" in walker.words
    walker.press("Garder en brouillon", body="Un mot pour plus tard")
    assert "Un mot pour plus tard" in walker.go("/drafts/").words
    assert "Un mot pour plus tard" not in Walker().sign_in("nadia").go(f"/posts/{hers.pk}/").words
    walker.go(f"/posts/{undone.pk}/edit/").press("Partager dans", body="Un mot juste", place="la-place")
    time.passes(minutes=3)
    settle_due()
    made = Post.objects.get(pk=undone.pk)
    assert (made.kind, made.community.slug, made.body_text) == ("share", "la-place", "Un mot juste")
    assert Post.objects.get(pk=hers.pk).share_count == 1
    assert not Mention.objects.filter(post=made).exists()
    assert "Un mot juste" in Walker().sign_in("nadia").go(f"/posts/{made.pk}/").words
    assert "Un mot juste" in walker.go(f"/posts/{undone.pk}/edit/").value("body")  # published: changed like any post


def test_a_share_without_words_is_refused_and_nothing_typed_is_lost(hers, undone, signed_in):
    refused = signed_in("karim").post(f"/posts/{undone.pk}/edit/", {"body": " ", "place": "la-place"})
    assert refused.status_code == 422
    assert "Dites en quelques mots" in refused.content.decode()
    elsewhere = signed_in("karim").post(f"/posts/{undone.pk}/edit/", {"body": "gardez-moi", "place": "nulle-part"})
    assert elsewhere.status_code == 422
    assert "gardez-moi" in elsewhere.content.decode()


def test_a_share_is_thrown_away(undone, signed_in):
    signed_in("karim").post(f"/posts/{undone.pk}/", {"_method": "DELETE", "confirmed": "yes"})
    assert not Post.objects.filter(pk=undone.pk).exists()


def test_nobody_else_reaches_it(undone, signed_in):
    for address in (f"/posts/{undone.pk}/edit/", f"/posts/{undone.pk}/"):
        assert signed_in("nadia").get(address).status_code == 404
    assert signed_in("nadia").post(f"/posts/{undone.pk}/edit/", {"body": "x", "place": "la-place"}).status_code == 404


def test_the_draft_of_a_share_is_never_taken_for_another_post(undone, signed_in):
    client = signed_in("karim")
    client.post(
        "/drafts/",
        {
            "_method": "PUT",
            "draft": f"post-{undone.pk}",
            "draft_tab": "a",
            "draft_step": "1",
            "kind": "note",
            "body": "autre",
            "place": "la-place",
        },
    )
    undone.refresh_from_db()
    assert (undone.kind, "lapsus" in undone.body_text) == ("share", True)


def test_what_is_gone_cannot_be_passed_on(world, hers, undone, signed_in):
    withdraw(hers, by=world.helene)
    page = signed_in("karim").get(f"/posts/{undone.pk}/edit/").content.decode()
    assert "lapsus" in page
    assert "ne peut plus être lu" in page
    for address, fields in (
        (f"/posts/{undone.pk}/edit/", {"body": "là", "place": "la-place"}),
        (f"/posts/{undone.pk}/publication/", {}),
    ):
        assert signed_in("karim").post(address, fields).status_code in (409, 422)
    undone.refresh_from_db()
    assert undone.published_at is None
