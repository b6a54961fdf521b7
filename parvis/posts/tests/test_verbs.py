"""Writing, reacting, commenting, voting, sharing: what is promised, and what is refused."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from demo.drawing import draw
from parvis.chronicle.models import Deed, Entry
from parvis.kernel.refusals import Conflict, Refused
from parvis.posts import addresses
from parvis.posts.answering import accept_answer, ask_too
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.editing import edit, move
from parvis.posts.models import Attachment, Comment, FirstVoice, Post, PostReaction
from parvis.posts.publishing import Ballot, Sheet, publish_new
from parvis.posts.reacting import react, take_back
from parvis.posts.sharing import share
from parvis.posts.voting import vote


@pytest.fixture
def post(world):
    return publish_new(Sheet(body="Bonjour", community=world.place("relation-client")), by=world.nadia)


def test_publishing_twice_with_one_key_publishes_once_and_writes(world):
    first = publish_new(Sheet(body="une fois"), by=world.nadia, key="k")
    assert publish_new(Sheet(body="une fois"), by=world.nadia, key="k").pk == first.pk
    assert Post.objects.count() == 1
    assert Deed.objects.get().seen == 2


def test_a_double_click_makes_one_post(signed_in):
    client = signed_in("nadia")
    for _ in range(2):
        client.post("/posts/", {"kind": "note", "place": "la-place", "body": "double", "idempotency_key": "abc"})
    assert Post.objects.count() == 1


def test_a_refused_form_keeps_every_character(signed_in):
    words = "mes mots <b>à moi</b>\n\n- un\n- deux"
    response = signed_in("nadia").post("/posts/", {"kind": "article", "place": "la-place", "body": words, "title": ""})
    assert response.status_code == 422
    assert "mes mots &lt;b&gt;à moi&lt;/b&gt;" in response.content.decode()
    assert "Un article a besoin d’un titre" in response.content.decode()
    assert Post.objects.count() == 0


def test_starting_is_refused_where_only_hosts_start(world):
    with pytest.raises(Refused):
        publish_new(Sheet(body="non", community=world.place("comite")), by=world.nadia)
    assert publish_new(Sheet(body="oui", community=world.place("comite")), by=world.helene)


def test_reacting_counts_once_and_can_be_taken_back(world, post):
    assert react(post, "useful", by=world.karim)
    assert not react(post, "useful", by=world.karim)
    react(post, "bravo", by=world.karim)
    post.refresh_from_db()
    assert (post.useful_count, post.bravo_count, PostReaction.objects.count()) == (0, 1, 1)
    take_back(post, by=world.karim)
    assert not take_back(post, by=world.karim)
    post.refresh_from_db()
    assert post.reaction_count == 0


def test_the_first_word_is_a_first_voice_once(world, post):
    comment_on(post, "ma première", by=world.karim)
    comment_on(post, "ma deuxième", by=world.karim)
    assert FirstVoice.objects.filter(person=world.karim).count() == 1
    assert FirstVoice.objects.get(person=world.karim).comment.body_text == "ma première"


def test_first_voice_is_shown_to_hosts_and_not_to_others(world, post, signed_in):
    comment_on(post, "ma première", by=world.karim)
    assert "Première prise de parole" in signed_in("cleo").get(f"/posts/{post.pk}/").content.decode()
    assert "Première prise de parole" not in signed_in("paul").get(f"/posts/{post.pk}/").content.decode()


def test_two_tabs_never_overwrite(world, post, signed_in):
    edit(post, Sheet(body="tab un", community=post.community), by=world.nadia, version=1)
    with pytest.raises(Conflict):
        edit(Post.objects.get(pk=post.pk), Sheet(body="tab deux", community=post.community), by=world.nadia, version=1)
    response = signed_in("nadia").post(f"/posts/{post.pk}/edit/", {"body": "tab trois", "version": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "tab un" in page
    assert "tab trois" in page
    assert post.revisions.count() == 1


def test_nobody_edits_another(world, post, signed_in):
    for handle in ("cleo", "sofia", "marine"):
        assert signed_in(handle).post(f"/posts/{post.pk}/edit/", {"body": "volé", "version": "1"}).status_code == 404
    comment = comment_on(post, "à moi", by=world.karim)
    with pytest.raises(Refused):
        edit_comment(comment, "volé", by=world.nadia, version=1)


def test_comments_have_two_levels(world, post):
    top = comment_on(post, "un", by=world.karim)
    second = comment_on(post, "deux", by=world.nadia, to=top)
    third = comment_on(post, "trois", by=world.karim, to=second)
    assert (second.parent_id, third.parent_id, third.answers_id) == (top.pk, top.pk, second.pk)
    withdraw_comment(top, by=world.karim)
    assert Comment.objects.get(pk=top.pk).body_text == ""
    post.refresh_from_db()
    assert post.comment_count == 2


def test_an_anonymous_poll_keeps_no_link(world):
    poll = publish_new(Sheet(kind="poll", body="?", poll=Ballot(["a", "b"])), by=world.cleo).poll
    vote(poll, [poll.options.get(words="a").pk], by=world.karim)
    with pytest.raises(Refused):
        vote(poll, [poll.options.get(words="b").pk], by=world.karim)
    assert not poll.ballots.get().votes.exists()
    assert poll.options.get(words="a").vote_count == 1


def test_only_who_asked_accepts_an_answer(world):
    question = publish_new(Sheet(kind="question", body="?"), by=world.paul)
    answer = comment_on(question, "voilà", by=world.nadia)
    with pytest.raises(Refused):
        accept_answer(question, answer, by=world.nadia)
    accept_answer(question, answer, by=world.paul)
    ask_too(question, by=world.karim)
    ask_too(question, by=world.karim)
    question.refresh_from_db()
    assert (question.is_answered, question.me_too_count) == (True, 1)


def test_a_shared_secret_is_not_shown_to_who_may_not_read_it(world, signed_in):
    secret = publish_new(Sheet(body="canari-aurore", community=world.place("aurore")), by=world.cleo)
    shared = share(secret, by=world.cleo, community=world.place("la-place"), body="À lire")
    assert "canari-aurore" in signed_in("nadia").get(f"/posts/{shared.pk}/").content.decode()
    assert "canari-aurore" not in signed_in("paul").get(f"/posts/{shared.pk}/").content.decode()


def test_moving_needs_the_new_audience_to_be_read(world, post):
    place = world.place("aurore")
    with pytest.raises(Refused):
        move(post, place, by=world.nadia, audience_seen="")
    move(post, place, by=world.nadia, audience_seen=str(place.pk))
    post.refresh_from_db()
    assert (post.community_id, post.audience) == (place.pk, "members")


def test_a_photo_is_served_only_to_readers_and_without_its_secrets(world, signed_in):
    client = signed_in("cleo")
    file = SimpleUploadedFile("quai.png", draw("quai", 3), content_type="image/png")
    client.post("/posts/", {"kind": "note", "place": "aurore", "body": "photo", "files": file, "alt": "le quai"})
    row = Attachment.objects.get()
    for size in ("original", "small", "large"):
        assert client.get(f"/attachments/{row.pk}/{size}/").status_code == 200
        assert signed_in("paul").get(f"/attachments/{row.pk}/{size}/").status_code == 404
    assert 'alt="le quai"' in Post.objects.get().embeds_html


def test_a_bad_file_loses_nothing(signed_in):
    bad = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xffcoupe", content_type="image/jpeg")
    response = signed_in("nadia").post(
        "/posts/", {"kind": "note", "place": "la-place", "body": "avec photo", "files": bad}
    )
    assert response.status_code == 422
    assert "avec photo" in response.content.decode()
    assert Post.objects.count() == 0


def test_every_verb_leaves_its_trace(world, post):
    react(post, "useful", by=world.karim)
    comment_on(post, "oui", by=world.karim)
    kinds = list(Entry.objects.order_by("id").values_list("kind", "by__handle"))
    assert kinds == [("post.published", "nadia"), ("post.reacted", "karim"), ("comment.made", "karim")]


def test_short_addresses_are_the_routers(world, post):
    from django.urls import reverse

    assert addresses.post_url(post.pk) == reverse("posts:show", args=[post.pk])
    assert addresses.person_url("nadia") == reverse("people:profile", args=["nadia"])
    assert addresses.attachment_url(7, "small") == reverse("posts:attachment", args=[7, "small"])
    assert addresses.subject_url("x") == reverse("posts:subject", args=["x"])


def test_cards_are_drawn_and_queries_do_not_grow(world, signed_in, django_assert_max_num_queries, monkeypatch):
    # As in life: what doors are announced is asked once in half a minute, not by each page.
    monkeypatch.setattr("parvis.leadership.doors_ahead.FRESH", 3600.0)
    monkeypatch.setattr("parvis.leadership.doors_ahead._known", [float("-inf"), ()])
    client = signed_in("nadia")
    for number in range(3):
        comment_on(publish_new(Sheet(body=f"n{number} @cleo"), by=world.helene), "oui", by=world.karim)
        publish_new(Sheet(body=f"p{number}", community=world.place("relation-client")), by=world.cleo)
    client.get("/")
    place = world.place("relation-client")
    publish_new(Sheet(kind="poll", body="Quand ?", community=place, poll=Ballot(["Lundi", "Mardi"])), by=world.cleo)
    share(publish_new(Sheet(body="à passer"), by=world.helene), by=world.cleo, community=place, body="à lire")
    with django_assert_max_num_queries(10):
        assert client.get("/").content.decode().count("<article") == 5
    for number in range(30):
        post = publish_new(Sheet(body=f"m{number}", community=place), by=world.cleo)
        comment_on(post, "oui", by=world.karim)
        if number % 5 == 0:
            publish_new(Sheet(kind="poll", body=f"s{number}", community=place, poll=Ballot(["a", "b"])), by=world.cleo)
            share(post, by=world.cleo, community=place, body="à lire")
    with django_assert_max_num_queries(10):  # from eight posts on, one statement more looks beyond one's team
        assert client.get("/").content.decode().count("<article") >= 15  # a post and its share are one card
