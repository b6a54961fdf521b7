"""Pictures of an article: in its text and above it, one's own only, read under the same rule as the post."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from parvis.kernel.refusals import Refused
from parvis.posts.attaching import keep_file
from parvis.posts.editing import edit
from parvis.posts.models import Attachment, Post
from parvis.posts.publishing import Sheet, draft, publish, publish_new
from parvis.posts.reopening import open_again, reopened


def photo(name: str = "quai.png") -> SimpleUploadedFile:
    body = io.BytesIO()
    Image.new("RGB", (800, 400), "teal").save(body, "PNG")
    return SimpleUploadedFile(name, body.getvalue(), "image/png")


def tag(row: Attachment, alt: str = "le quai") -> str:
    return f'<p>Voyez</p><img src="/attachments/{row.pk}/large/" alt="{alt}" onerror="x()" width="9000">'


def article(world, row: Attachment, **more) -> Post:
    sheet = Sheet(kind="article", title="Le quai", body=tag(row), format="html", **more)
    return publish_new(sheet, by=world.nadia)


@pytest.fixture
def inline(world):
    return keep_file(photo(), by=world.nadia, use="inline")


def test_a_picture_in_the_text_is_drawn_from_our_records(world, inline):
    post = article(world, inline)
    inline.refresh_from_db()
    assert inline.post_id == post.pk
    assert 'alt="le quai"' in post.body_html
    assert 'width="800" height="400"' in post.body_html
    assert "onerror" not in post.body_html
    assert "9000" not in post.body_html
    assert post.embeds_html == ""


def test_only_ones_own_free_pictures_and_only_in_an_article(world, inline):
    theirs = keep_file(photo(), by=world.karim, use="inline")
    plain = keep_file(photo(), by=world.nadia)
    for row in (theirs, plain):
        assert "<img" not in article(world, row).body_html
    note = publish_new(Sheet(body=tag(inline), format="html"), by=world.nadia)
    assert "<img" not in note.body_html
    article(world, inline)
    assert "<img" not in article(world, inline).body_html  # already in another post
    for address in (
        "https://ailleurs.example/p.png",
        "//ailleurs.example/attachments/1/large/",
        "/attachments/1/large/../../x",
    ):
        body = f'<p>a</p><img src="{address}" alt="b">'
        post = publish_new(Sheet(kind="article", title="t", body=body, format="html"), by=world.nadia)
        assert "<img" not in post.body_html


def test_it_is_read_under_the_rule_of_its_post(world, inline, signed_in):
    address = f"/attachments/{inline.pk}/large/"
    assert signed_in("nadia").get(address).status_code == 200
    assert signed_in("karim").get(address).status_code == 404
    post = draft(Sheet(kind="article", title="t", body=tag(inline), format="html"), by=world.nadia)
    assert signed_in("karim").get(address).status_code == 404
    publish(post, by=world.nadia)
    assert signed_in("karim").get(address).status_code == 200


def test_a_picture_that_is_not_described_is_asked_for(world, inline):
    sheet = Sheet(kind="article", title="t", body=tag(inline, ""), format="html")
    with pytest.raises(Refused, match=r"Describe|Décrivez"):
        publish_new(sheet, by=world.nadia)
    kept = draft(sheet, by=world.nadia)  # a draft may wait for it
    with pytest.raises(Refused):
        publish(kept, by=world.nadia)


def test_opened_again_without_javascript_the_picture_stays(world, inline):
    post = article(world, inline)
    typed = open_again(reopened(post.body_html), format="html", article=True).typed
    assert f"![le quai](/attachments/{inline.pk}/" in typed
    edit(post, Sheet(kind="article", title="t", body=f"{typed}\n\nencore", cover=None), by=world.nadia, version=1)
    post.refresh_from_db()
    assert 'alt="le quai"' in post.body_html
    assert "encore" in post.body_text


def test_mentions_and_subjects_survive_an_edit(world):
    post = publish_new(Sheet(body="Merci @cleo pour #relance"), by=world.nadia)
    again = open_again(reopened(post.body_html), format="html", article=False)
    assert again.typed == "Merci @cleo pour #relance"
    edit(post, Sheet(body=again.rich, format="html"), by=world.nadia, version=1)
    post.refresh_from_db()
    assert post.mentions.count() == 1
    assert 'class="subject"' in post.body_html


def test_the_cover_is_chosen_kept_changed_and_removed(world, signed_in):
    client = signed_in("nadia")
    words = {"kind": "article", "place": "la-place", "body": "Le texte"}
    refused = client.post("/posts/", {**words, "title": "", "cover": photo(), "cover_alt": "le quai"})
    assert refused.status_code == 422
    kept = Attachment.objects.get(kind="cover")
    assert f'name="cover_kept" value="{kept.pk}"' in refused.content.decode()
    client.post("/posts/", {**words, "title": "Le quai", "cover_kept": kept.pk, "cover_alt": "le quai au matin"})
    post = Post.objects.get()
    assert 'class="cover"' in post.embeds_html
    assert 'alt="le quai au matin"' in post.embeds_html
    edit_it = f"/posts/{post.pk}/edit/"
    client.post(edit_it, {**words, "title": "Le quai", "version": 1, "cover_kept": kept.pk, "cover_alt": "matin"})
    post.refresh_from_db()
    assert 'alt="matin"' in post.embeds_html
    client.post(edit_it, {**words, "title": "Le quai", "version": 2, "cover": photo("autre.png"), "cover_alt": "autre"})
    assert [row.alt for row in Attachment.objects.filter(kind="cover")] == ["autre"]
    client.post(edit_it, {**words, "title": "Le quai", "version": 3, "cover_drop": "on"})
    post.refresh_from_db()
    assert not Attachment.objects.exists()
    assert "cover" not in post.embeds_html


def test_the_cover_of_another_post_is_left_alone(world, signed_in):
    other = keep_file(photo(), by=world.nadia, use="cover")
    first = article(world, keep_file(photo(), by=world.nadia, use="inline"), cover=other.pk)
    sent = {
        "kind": "article",
        "place": "la-place",
        "body": "b",
        "title": "t",
        "cover_kept": other.pk,
        "cover_alt": "changé",
    }
    signed_in("nadia").post("/posts/", sent)
    other.refresh_from_db()
    assert other.post_id == first.pk
    assert other.alt == ""


def test_an_upload_for_a_text_must_be_a_picture(world, signed_in):
    client = signed_in("nadia")
    answer = client.post("/attachments/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 x"), "kind": "inline"})
    assert answer.status_code == 422
    made = client.post("/attachments/", {"file": photo(), "kind": "inline", "alt": "x"}).json()
    assert (made["kind"], made["width"], made["height"]) == ("inline", 800, 400)


def test_subjects_offered_are_those_one_may_read(world, signed_in):
    publish_new(Sheet(body="#relance-client"), by=world.cleo)
    publish_new(Sheet(body="#relation-secrete", community=world.place("aurore")), by=world.cleo)
    found = signed_in("karim").get("/subjects/?q=rel").json()
    assert [one["slug"] for one in found] == ["relance-client"]
    assert signed_in("karim").get("/subjects/?q=").json() == []
