"""Without JavaScript: sent twice, sent too late, given back; nothing is lost and nothing is said twice."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from demo.drawing import draw
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, Post
from parvis.posts.publishing import Sheet, publish_new
from tests.walking import Walker


def forget_cookies(walker: Walker) -> None:
    del walker.client.cookies["sessionid"]


def test_going_back_and_sending_again_makes_one(world, place, walk):
    post = publish_new(Sheet(body="Bonjour", community=place), by=world.cleo)
    nadia = walk("nadia")
    for number in range(2):  # the second time the form is fetched anew, with another key, and the same words
        nadia.go("/posts/new/").press("Publier", body="Une fois @cleo", place="la-place")
        assert ("Rien n’est parti deux fois" in nadia.words) is bool(number)
        nadia.go(f"/posts/{post.pk}/").press("Envoyer", body="Oui.")
        assert ("Rien n’est parti deux fois" in nadia.words) is bool(number)
        nadia.go(f"/posts/{post.pk}/shares/").press("Partager", "/shares/", body="À lire", place="la-place")
        assert ("Rien n’est parti deux fois" in nadia.words) is bool(number)
        nadia.go("/posts/new/").press("Garder en brouillon", body="À finir")
        assert ("Rien n’est parti deux fois" in nadia.words) is bool(number)
    assert sorted(Post.objects.filter(author=world.nadia).values_list("body_text", flat=True)) == sorted(
        ["Une fois @Cléo Aubin", "À lire", "À finir"]
    )
    assert Comment.objects.count() == 1


def test_other_words_another_place_or_more_files_are_another_post(world, walk):
    nadia = walk("nadia")
    nadia.go("/posts/new/").press("Publier", body="Bonjour", place="la-place")
    nadia.go("/posts/new/").press("Publier", body="Bonjour !", place="la-place")
    nadia.go("/posts/new/").press("Publier", body="Bonjour", place="relation-client")
    photo = SimpleUploadedFile("quai.png", draw("quai", 3), "image/png")
    nadia.go("/posts/new/").press("Publier", body="Bonjour", place="la-place", files=photo)
    nadia.go("/posts/new/?kind=poll").press("Publier", body="Quand ?", options="lundi\nmardi")
    nadia.go("/posts/new/?kind=poll").press("Publier", body="Quand ?", options="lundi\njeudi")
    assert Post.objects.count() == 6


def test_after_a_while_or_once_taken_back_one_may_say_it_again(world, walk, monkeypatch):
    from parvis.posts import repeating

    nadia = walk("nadia")
    nadia.go("/posts/new/").press("Publier", body="Bonjour")
    nadia.press("Retirer").press("Retirer")
    nadia.go("/posts/new/").press("Publier", body="Bonjour")
    assert Post.objects.filter(body_text="Bonjour").count() == 1
    monkeypatch.setattr(repeating, "AGAIN", -repeating.AGAIN)
    nadia.go("/posts/new/").press("Publier", body="Bonjour")
    assert Post.objects.filter(body_text="Bonjour").count() == 2


def test_what_was_sent_after_the_session_ended_is_given_back(world, place, walk):
    post = publish_new(Sheet(body="Bonjour", community=place), by=world.nadia)
    said = comment_on(post, "Oui", by=world.nadia)
    for address, button, typed in [
        (
            "/posts/new/?kind=poll",
            "Publier",
            {"body": "Quel midi ?", "options": "mardi\njeudi", "place": "relation-client"},
        ),
        (f"/posts/{post.pk}/comments/?to={said.pk}", "Envoyer", {"body": "Mes **mots**"}),
        (f"/posts/{post.pk}/edit/", "Garder la modification", {"body": "Changé"}),
        (f"/comments/{said.pk}/edit/", "Garder la modification", {"body": "Changé aussi"}),
        (f"/posts/{post.pk}/shares/", "Partager", {"body": "À lire", "place": "la-place"}),
        ("/people/nadia/edit/", "Enregistrer", {"line": "Ma phrase"}),
        (
            "/communities/new/",
            "L’ouvrir",
            {"name": "Les midis", "purpose": "manger", "kind": "closed", "starters": "hosts"},
        ),
    ]:
        nadia = walk("nadia").go(address)
        forget_cookies(nadia)
        nadia.press(button, expect=401, **typed)
        assert "Vous êtes déconnecté" in nadia.words
        nadia.follow("Se connecter").press("Se connecter", login="nadia@lanterne.example", password="sur le parvis")
        assert {name: nadia.value(name) for name in typed} == typed, address
        assert nadia.client.session.get_expiry_age() > 24 * 3600
        nadia.press(button)
        assert "unsent" not in nadia.client.session, address
    assert Post.objects.get(kind="poll").community == place
    post.refresh_from_db()
    assert post.body_text == "Changé"


def test_it_is_given_to_who_wrote_it_alone_for_an_hour_and_can_be_put_aside(world, walk, monkeypatch):
    from parvis.interface import restoring

    def ends(handle: str) -> Walker:
        walker = walk("nadia").go("/posts/new/?kind=note")
        forget_cookies(walker)
        walker.press("Publier", expect=401, body="Entre nous")
        return walker.follow("Se connecter").press(
            "Se connecter", login=f"{handle}@lanterne.example", password="sur le parvis"
        )

    assert "Entre nous" not in ends("karim").page
    nadia = ends("nadia")
    assert "écrit dans ce navigateur avant la connexion" in nadia.words
    nadia.follow("Le mettre de côté")
    assert "Entre nous" not in nadia.page
    assert "Entre nous" not in nadia.go("/posts/new/?kind=note").page
    nadia = ends("nadia")
    monkeypatch.setattr(restoring, "HOUR", -restoring.HOUR)
    assert "Entre nous" not in nadia.go("/posts/new/?kind=note").page


def test_what_changed_meanwhile_is_not_overwritten_by_what_is_given_back(world, place, walk):
    post = publish_new(Sheet(body="Un", community=place), by=world.nadia)
    nadia, other = walk("nadia").go(f"/posts/{post.pk}/edit/"), walk("nadia")
    forget_cookies(nadia)
    other.go(f"/posts/{post.pk}/edit/").press("Garder la modification", body="Deux")
    nadia.press("Garder la modification", expect=401, body="Trois")
    nadia.follow("Se connecter").press("Se connecter", login="nadia@lanterne.example", password="sur le parvis")
    nadia.press("Garder la modification", expect=409)
    assert "Deux" in nadia.words
    assert nadia.value("body") == "Trois"


def test_no_password_and_nothing_endless_waits_on_the_server(world, walk, client):
    client.post("/password/change/", {"oldpassword": "x", "password1": "secret", "password2": "secret"})
    assert "unsent" not in client.session
    nadia = walk("nadia").go("/posts/new/?kind=note")
    forget_cookies(nadia)
    nadia.press("Publier", expect=401, body="a" * 80_000)
    assert "Copiez votre texte" in nadia.words
    assert "a" * 80_000 in nadia.page
    assert "unsent" not in nadia.client.session
