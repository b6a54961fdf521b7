"""Drafts: kept as typed, never overwritten, seen by their author alone, found again, restored."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from parvis.kernel import clock
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on
from parvis.posts.drafting import About, Typed, keep, restore
from parvis.posts.models import Attachment, Comment, Draft, DraftVersion, Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.releasing import publish_written
from parvis.posts.remembering import forget_old_versions
from parvis.posts.repeating import SentAlready
from tests.lives import picture


def typed(body, *, key="k1", place="relation-client", version=0, tab="a", step=1, **fields):
    return Typed(key, {"kind": "note", "place": place, "body": body, **fields}, version=version, tab=tab, step=step)


def sent(body, *, key="k1", version=0, tab="a", step=1, **fields):
    return {
        "_method": "PUT", "draft": key, "draft_version": version, "draft_tab": tab, "draft_step": step, "kind": "note",
        "place": "relation-client", "body": body, "format": "markdown", **fields,
    }  # fmt: skip


def save(client, *args, **fields):
    return client.post("/drafts/", sent(*args, **fields), headers={"accept": "application/json"})


def test_what_is_typed_is_kept_to_the_last_space(world):
    words = "  Trois espaces   et un «guillemet» :  \n\n\n\n\nfin "
    draft = keep(typed(words), by=world.nadia).draft
    draft.refresh_from_db()
    assert draft.fields["body"] == words
    assert draft.post.community.slug == "relation-client"
    assert "guillemet" in draft.post.body_text
    assert not Post.objects.visible_to(world.nadia).exists()
    assert keep(typed("", key="rien"), by=world.nadia).state == "nothing"


def test_saves_that_come_twice_or_late_change_nothing(world):
    keep(typed("un", step=1), by=world.nadia)
    keep(typed("un deux", step=3, version=1), by=world.nadia)
    late = keep(typed("un d", step=2, version=1), by=world.nadia)
    assert late.state == "kept"
    assert late.draft.fields["body"] == "un deux"
    lost_answer = keep(typed("un deux trois", step=4, version=1), by=world.nadia)
    assert lost_answer.state == "kept", "the page that saved last goes on, whatever it was answered"
    again = keep(typed("un deux trois", step=4, version=1), by=world.nadia)
    assert again.draft.version == lost_answer.draft.version
    assert Draft.objects.count() == 1
    assert Post.objects.count() == 1


def test_two_pages_never_overwrite_one_another(world):
    keep(typed("commun"), by=world.nadia)
    keep(typed("commun, du téléphone", tab="b", version=1), by=world.nadia)
    met = keep(typed("commun, du bureau", tab="a", step=2, version=1), by=world.nadia)
    assert (met.state, met.is_newer) == ("moved", True)
    assert met.draft.fields["body"] == "commun, du téléphone"
    keep(typed("commun, du bureau, suite", tab="a", step=3, version=1), by=world.nadia)
    aside = DraftVersion.objects.get(is_aside=True)
    assert aside.fields["body"] == "commun, du bureau, suite"
    old = Typed("k1", {"body": "vieux"}, version=1, tab="c", step=1, ago=dt.timedelta(hours=3))
    assert keep(old, by=world.nadia).is_newer is False
    chosen = keep(typed("commun, du bureau, suite", tab="a", step=4, version=met.draft.version), by=world.nadia)
    assert chosen.state == "kept"
    kept_texts = {row.fields["body"] for row in chosen.draft.versions.all()} | {chosen.draft.fields["body"]}
    assert {"commun, du téléphone", "commun, du bureau, suite", "vieux"} <= kept_texts


def test_what_was_published_is_not_taken_for_a_draft_by_a_late_save(world):
    place = world.place("relation-client")
    keep(typed("avant"), by=world.nadia)
    post = publish_written(Sheet(body="sur l’écran", community=place), typed("sur l’écran", step=5), by=world.nadia)
    assert post.body_text == "sur l’écran"
    assert post.publication
    assert keep(typed("sur l’écr", step=4), by=world.nadia).state == "sent"
    with pytest.raises(SentAlready):
        publish_written(Sheet(body="sur l’écran", community=place), typed("autre", tab="b"), by=world.nadia)
    never_saved = publish_written(Sheet(body="vite", community=place), typed("vite", key="k2"), by=world.nadia)
    assert keep(typed("vit", key="k2"), by=world.nadia).state == "sent"
    assert {row.pk for row in Post.objects.all()} == {post.pk, never_saved.pk}


def test_a_draft_is_its_authors_alone(world, signed_in):
    draft = keep(typed("canari"), by=world.nadia).draft
    keep(typed("canari deux", tab="b", version=1), by=world.nadia)
    for handle in ("cleo", "sofia", "marine", "karim", "gus"):
        client = signed_in(handle)
        assert not Draft.objects.visible_to(world.people[handle]).exists()
        for address in (f"/drafts/{draft.pk}/versions/", f"/drafts/{draft.pk}/versions/1/", f"/posts/{draft.post_id}/edit/",
                        f"/posts/{draft.post_id}/schedule/", f"/posts/{draft.post_id}/"):  # fmt: skip
            assert client.get(address).status_code == 404, address
        assert client.post(f"/drafts/{draft.pk}/versions/1/").status_code == 404
        assert "canari" not in client.get("/drafts/").content.decode()
        assert client.get("/drafts/state/?draft=k1").json()["state"] == "nothing"
        assert "canari" not in client.get("/relecture/?draft=k1").content.decode()
    assert "canari deux" in signed_in("nadia").get("/drafts/").content.decode()


def test_the_page_saves_and_is_told_once_it_is_kept(world, signed_in):
    client = signed_in("nadia")
    said = save(client, "bonjour").json()
    assert (said["state"], said["version"]) == ("kept", 1)
    moved = save(client, "autre", tab="b")
    assert moved.status_code == 409
    assert moved.json()["fields"]["body"] == "bonjour"
    assert "Les deux sont gardés" in moved.json()["message"]
    assert client.get("/drafts/state/?draft=k1").json()["fields"]["body"] == "bonjour"
    other = save(client, "à moi ?", key="k3", writer=str(world.karim.pk))
    assert (other.status_code, other.json()["state"]) == (409, "other")
    assert save(client, "x", key="!").status_code == 400
    page = client.get("/posts/new/?in=relation-client").content.decode()
    assert "Vous aviez commencé ici" in page
    assert "bonjour" in page
    opened = client.get(f"/posts/{Post.objects.get().pk}/edit/").content.decode()
    assert 'name="draft" value="k1"' in opened
    assert "bonjour</textarea>" in opened


def test_the_files_of_a_draft_are_files(world, signed_in):
    one, two = (keep_file(picture(name), by=world.nadia) for name in ("un.png", "deux.png"))
    client = signed_in("nadia")
    save(client, "avec photos", kept=[str(two.pk), str(one.pk)], **{f"alt-{one.pk}": "Le quai"})
    draft = Draft.objects.get()
    assert draft.fields["files"] == [str(two.pk), str(one.pk)]
    assert list(draft.post.attachments.order_by("position").values_list("pk", flat=True)) == [two.pk, one.pk]
    assert signed_in("karim").get(f"/attachments/{one.pk}/small/").status_code == 404
    save(client, "avec une photo", kept=[str(one.pk)], version=1, step=2)
    two.refresh_from_db()
    assert two.post_id is None
    stolen = keep_file(picture("autre.png"), by=world.karim)
    save(client, "volé", kept=[str(one.pk), str(stolen.pk)], version=2, step=3)
    stolen.refresh_from_db()
    assert stolen.post_id is None
    body = {**sent("avec une photo", version=3, step=4, kept=[str(one.pk)]), "_method": "POST"}
    assert client.post("/posts/", body).status_code == 303
    post = Post.objects.get()
    assert post.published_at
    assert Attachment.objects.get(post=post).alt == "Le quai"
    assert "photos--1" in post.embeds_html


def test_an_answer_is_kept_for_its_post_on_every_device(world, signed_in):
    post = publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.karim)
    said = comment_on(post, "oui", by=world.karim)
    client = signed_in("nadia")
    key = f"comment-{post.pk}-{said.pk}"
    assert save(client, "Je réponds", key=key).json()["state"] == "kept"
    assert Draft.objects.get().answers == said
    assert "Je réponds</textarea>" in client.get(f"/posts/{post.pk}/comments/?to={said.pk}").content.decode()
    assert f"/posts/{post.pk}/comments/?to={said.pk}" in client.get("/drafts/").content.decode()
    client.post(f"/posts/{post.pk}/comments/", {"body": "Je réponds", "to": str(said.pk), "draft_tab": "a"})
    assert Comment.objects.filter(body_text="Je réponds").exists()
    assert save(client, "Je répon", key=key, step=9).json()["state"] == "sent"
    assert save(client, "Encore un mot", key=key, tab="z").json()["state"] == "kept"
    keep(Typed("comment-1-", {"body": "perdu ?"}), by=world.nadia, about=About(post))
    post.delete()
    assert Draft.objects.filter(fields__body="perdu ?").exists(), "the answer outlives what it answered"
    assert client.get("/drafts/").status_code == 200


def test_history_is_restored_thinned_and_forgotten(world, monkeypatch):
    start = clock.now() - dt.timedelta(days=40)
    for number in range(0, 40 * 24, 6):  # a distinct text every six hours for forty days
        monkeypatch.setattr(clock, "now", lambda at=start + dt.timedelta(hours=number): at)
        draft = keep(typed(f"texte {number}", version=number, step=number + 1), by=world.nadia).draft
    monkeypatch.undo()
    forget_old_versions()
    ages = [clock.now() - row.at for row in draft.versions.all()]
    assert max(ages) <= dt.timedelta(days=30)
    assert 20 <= sum(age > dt.timedelta(days=7) for age in ages) <= 24, "one a day after a week"
    number = draft.versions.order_by("number").first().number
    former = draft.versions.get(number=number).fields["body"]
    restore(draft, number, by=world.nadia)
    draft.refresh_from_db()
    assert draft.fields["body"] == former
    assert draft.versions.order_by("-number").first().fields["body"] == f"texte {40 * 24 - 6}"


def test_much_taken_away_at_once_is_remembered(world):
    long = "Une phrase qui compte. " * 20
    keep(typed(long), by=world.nadia)
    draft = keep(typed("oups", version=1, step=2), by=world.nadia).draft
    assert draft.versions.get().fields["body"] == long


def test_without_javascript_the_button_keeps_and_the_page_reads_over(world, signed_in):
    client = signed_in("nadia")
    body = {**sent("Je vous raconte commment.", tab=""), "_method": "POST"}
    page = client.post("/relecture/", body).content.decode()
    assert "commment" in page
    assert "dictionnaire" in page
    assert "Je vous raconte commment.</textarea>" in page
    assert not Post.objects.filter(published_at__isnull=False).exists()
    assert client.post("/posts/", {**body, "save": "draft"})["Location"] == "/drafts/"
    assert Draft.objects.get().fields["body"] == "Je vous raconte commment."
    answer = client.post("/drafts/", sent("a" * 400_001, key="long"), headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "trop long" in json.loads(answer.content)["error"]
