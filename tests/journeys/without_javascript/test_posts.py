"""Without JavaScript: reading, reacting, answering, publishing, voting, muting, sharing, with the forms of the pages as they are."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.drawing import draw
from parvis.feed.models import CommunityMute, PersonMute, PostMute
from parvis.posts.commenting import comment_on
from parvis.posts.models import Bookmark, Comment, MeToo, Post, Share
from parvis.posts.publishing import Ballot, Sheet, publish_new


def test_signing_in_reading_home_and_its_next_page(world, place, walk):
    for number in range(25):
        publish_new(Sheet(body=f"parole {number:02}", community=place), by=world.cleo)
    nadia = walk("nadia")
    assert nadia.at == "/"
    assert "parole 24" in nadia.words
    assert "parole 02" not in nadia.words
    nadia.follow("Page suivante")
    assert "parole 02" in nadia.words
    assert "parole 24" not in nadia.words
    nadia.go("/sign-out/").press("Se déconnecter")
    assert nadia.go("/").at.startswith("/sign-in/")


def test_reacting_and_taking_it_back(world, place, walk):
    post = publish_new(Sheet(body="Bonjour", community=place), by=world.cleo)
    karim = walk("karim")
    karim.press("Utile", f"/posts/{post.pk}/reaction/")
    assert Post.objects.get(pk=post.pk).useful_count == 1
    karim.press("Bravo", f"/posts/{post.pk}/reaction/")
    assert Post.objects.get(pk=post.pk).bravo_count == 1
    karim.press("Bravo", f"/posts/{post.pk}/reaction/")
    assert Post.objects.get(pk=post.pk).reaction_count == 0


def test_commenting_replying_changing_and_taking_back(world, place, walk):
    post = publish_new(Sheet(body="Bonjour", community=place), by=world.cleo)
    karim, nadia = walk("karim"), walk("nadia")
    karim.follow("Commenter", f"/posts/{post.pk}/").press("Envoyer", body="Combien de **clients** ?")
    said = Comment.objects.get()
    assert karim.at == f"/posts/{post.pk}/#comment-{said.pk}"
    nadia.go(f"/posts/{post.pk}/").follow("Répondre", f"to={said.pk}").press("Envoyer", body="Douze.")
    reply = Comment.objects.get(author=world.nadia)
    assert reply.parent_id == said.pk
    karim.go(f"/posts/{post.pk}/").follow("Modifier", f"/comments/{said.pk}/")
    assert karim.value("body") == "Combien de **clients**\u202f?"
    karim.press("Garder la modification", body="Combien de clients, au juste ?")
    karim.follow("modifié", f"/comments/{said.pk}/history/")
    assert "Combien de clients ?" in karim.words.replace("\u202f", " ")
    karim.go(f"/posts/{post.pk}/").press("Retirer", f"/comments/{said.pk}/").press("Retirer")
    assert "a retiré ce commentaire" in karim.words
    assert "Douze." in karim.words


def test_publishing_each_kind(world, walk):
    nadia = walk("nadia")
    nadia.follow("Quelque chose à dire").press("Publier", body="Une note", place="relation-client")
    assert "Une note" in nadia.words
    nadia.go("/").follow("Question", "kind=question").press("Publier", title="La clé", body="Qui a la clé ?")
    nadia.go("/").follow("Sondage", "kind=poll").press("Publier", body="Quel midi ?", options="mardi\njeudi")
    photo = SimpleUploadedFile("quai.png", draw("quai", 3), "image/png")
    cover = SimpleUploadedFile("nuit.png", draw("nuit", 4), "image/png")
    nadia.go("/").follow("Article", "kind=article")
    nadia.press("Publier", title="", body="## Un quai\n\ntexte", files=photo, expect=422)
    assert nadia.value("body") == "## Un quai\n\ntexte"  # refused for want of a title: words and photo are kept
    nadia.press("Publier", title="Le quai", cover=cover, cover_alt="La nuit")
    posts = {post.kind: post for post in Post.objects.all()}
    assert set(posts) == {"note", "question", "poll", "article"}
    assert posts["note"].community.slug == "relation-client"
    assert "<h2>Un quai</h2>" in posts["article"].body_html
    assert sorted(posts["article"].attachments.values_list("kind", flat=True)) == ["cover", "photo"]
    nadia.go("/posts/new/").press("Garder en brouillon", body="à finir")
    assert nadia.at == "/drafts/"
    other = walk("nadia").go("/drafts/").follow("à finir")
    nadia.follow("à finir").press("Garder en brouillon", body="presque")
    other.press("Garder en brouillon", body="autrement", expect=422)  # continued elsewhere: said, and nothing is lost
    assert "Les deux sont gardés" in other.words
    assert other.value("body") == "autrement"
    nadia.follow("presque").press("Relire")
    assert nadia.value("body") == "presque"
    nadia.press("Publier")
    assert Post.objects.get(body_text="presque").published_at


def test_asking_too_answering_voting_and_keeping(world, place, walk):
    question = publish_new(Sheet(kind="question", body="Qui charge le soir ?", community=place), by=world.nadia)
    answer = comment_on(question, "Nous, le jeudi.", by=world.cleo)
    poll = publish_new(
        Sheet(kind="poll", body="Quel jour ?", community=place, poll=Ballot(["lundi", "mardi"])), by=world.cleo
    )
    karim, nadia = walk("karim"), walk("nadia")
    karim.press("Moi aussi", f"/posts/{question.pk}/")
    assert MeToo.objects.filter(post=question, person=world.karim).exists()
    karim.press("Moi aussi", f"/posts/{question.pk}/")
    assert not MeToo.objects.exists()
    nadia.go(f"/posts/{question.pk}/").press("Cela répond")
    assert "✓ La réponse" in nadia.words
    assert nadia.at == f"/posts/{question.pk}/#comment-{answer.pk}"
    choice = str(poll.poll.options.last().pk)
    karim.go("/").press("Voter", option=choice)
    assert "Votre vote est compté" in karim.words
    assert list(poll.poll.options.values_list("vote_count", flat=True)) == [0, 1]
    karim.press("Garder pour plus tard", f"/posts/{poll.pk}/")
    assert Bookmark.objects.get().post_id == poll.pk
    karim.go("/bookmarks/")
    assert "Quel jour" in karim.words
    karim.press("Ne plus garder")
    assert not Bookmark.objects.exists()
    karim.press("Annuler")
    assert Bookmark.objects.exists()


def test_muting_with_an_end_date(world, place, walk):
    post = publish_new(Sheet(body="trop", community=place), by=world.cleo)
    karim = walk("karim")
    for what, model in [("post", PostMute), ("person", PersonMute), ("community", CommunityMute)]:
        karim.go("/").follow("Moins de ceci", f"post={post.pk}").press("En voir moins", what=what, span="day")
        row = model.objects.get()
        assert row.until is not None
        assert "trop" not in karim.words
        karim.press("Annuler")
        assert not model.objects.exists()


def test_sharing_changing_with_history_moving_and_taking_back(world, place, walk):
    post = publish_new(Sheet(body="Premiers mots", community=place), by=world.nadia)
    nadia, karim = walk("nadia"), walk("karim")
    karim.follow("Partager", f"/posts/{post.pk}/").press("Partager", body="À lire", place="la-place")
    assert Share.objects.get().original_id == post.pk
    nadia.go(f"/posts/{post.pk}/").follow("Modifier", f"/posts/{post.pk}/edit/")
    nadia.press("Garder la modification", body="Seconds mots")
    karim.go(f"/posts/{post.pk}/").follow("modifié")
    assert "Premiers mots" in karim.words
    nadia.go(f"/posts/{post.pk}/").follow("Déplacer").press("Voir qui", place="la-place")
    nadia.press("La déplacer là")
    assert Post.objects.get(pk=post.pk).community.slug == "la-place"
    nadia.go(f"/posts/{post.pk}/").press("Retirer", f"/posts/{post.pk}/").press("Retirer")
    assert nadia.at == "/"
    assert Post.objects.get(pk=post.pk).body_text == ""
