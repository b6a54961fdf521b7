"""Without JavaScript: communities, people, profiles, passwords."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from demo.drawing import draw
from parvis.communities.models import Community, Invitation, Membership
from parvis.people.models import Follow, Person
from tests.walking import Walker


def test_communities_are_founded_joined_invited_into_and_left(world, walk):
    paul, cleo, nadia = walk("paul"), walk("cleo"), walk("nadia")
    paul.go("/communities/").follow("Relation client").press("Rejoindre")
    assert Membership.objects.filter(person=world.paul, community__slug="relation-client").exists()
    paul.press("Quitter")
    assert not Membership.objects.filter(person=world.paul, community__slug="relation-client").exists()
    paul.go("/communities/managers/").press("Demander", words="Je gère le quai.")
    cleo.go("/communities/managers/").follow("Demandes")
    assert "Je gère le quai." in cleo.words
    cleo.press("Accueillir")
    assert Membership.objects.filter(person=world.paul, community__slug="managers").exists()
    cleo.go("/communities/managers/").follow("Inviter").press("Inviter", handle="nadia")
    assert Invitation.objects.get().person == world.nadia
    nadia.go("/communities/managers/").press("Accepter l’invitation")
    nadia.press("Quitter").press("Quitter")  # closed: it is asked first
    assert not Membership.objects.filter(person=world.nadia, community__slug="managers").exists()
    nadia.go("/communities/").follow("Ouvrir une communauté")
    nadia.press("L’ouvrir", name="Les midis", purpose="Manger ensemble", kind="closed", starters="everyone")
    assert Community.objects.get(slug="les-midis").kind == "closed"
    nadia.follow("Réglages").press("Enregistrer", name="Les midis du jeudi")
    assert Community.objects.get(slug="les-midis").name == "Les midis du jeudi"


def test_finding_somebody_following_them_and_ones_own_profile(world, walk):
    from parvis.people.profiling import searchable

    for person in Person.objects.select_related("unit"):
        Person.objects.filter(pk=person.pk).update(search_text=searchable(person, []))
    nadia = walk("nadia")
    nadia.go("/people/").press("Chercher", q="marchand", unit="finances", leaders=True)
    assert "Cléo Aubin" not in nadia.words
    nadia.follow("Hélène Marchand").press("Suivre")
    assert Follow.objects.get().followed == world.helene
    nadia.press("Abonné", "/follow/") if "Abonné" in nadia.words else nadia.press("", "/people/helene/follow/")
    assert not Follow.objects.exists()
    nadia.go("/people/nadia/").follow("Modifier mon profil")
    nadia.press("Enregistrer", line="Je rappelle.", asks="relance, réclamation", languages=["fr", "de"], language="fr")
    assert nadia.at == "/people/nadia/"
    assert "réclamation" in nadia.words
    assert Person.objects.get(handle="nadia").languages == ["fr", "de"]
    photo = SimpleUploadedFile("moi.png", draw("quai", 3), "image/png")
    nadia.follow("Changer ma photo").press("Prendre cette photo", photo=photo)
    assert Person.objects.get(handle="nadia").portrait


@pytest.mark.django_db(transaction=True)  # the worker closes its connections
def test_a_forgotten_password_and_signing_out_everywhere(world, walk):
    elsewhere, karim = walk("karim"), Walker()
    karim.go("/sign-in/").follow("Mot de passe oublié").press("M’envoyer un lien", email="karim@lanterne.example")
    call_command("work", until_empty=True)
    link = re.search(r"http://\S+(/password/reset/key/\S+)", mail.outbox[0].body)
    assert link, mail.outbox[0].body
    karim.go(link[1]).press("Enregistrer", password1="une phrase bien longue", password2="une phrase bien longue")
    karim.go("/sign-in/").press("Se connecter", login="karim@lanterne.example", password="une phrase bien longue")
    assert karim.at == "/"
    assert elsewhere.go("/").at.startswith("/sign-in/")  # the old password's sessions are over
    other = Walker().sign_in("karim", "une phrase bien longue")
    karim.go("/account/sessions/").press("Se déconnecter partout ailleurs")
    assert other.go("/").at.startswith("/sign-in/")
    assert karim.go("/").at == "/"
