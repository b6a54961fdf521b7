"""Where one is signed in, in words, however one came in; and the pages of one's password."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from parvis.identity.devices import device

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome · Android"),
        ("", ""),
        ("<script>", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_in_two_words(says, words):
    assert device(says) == words


def test_a_session_begun_without_a_password_is_listed_and_can_be_ended(world):
    here, there = Client(headers={"user-agent": FIREFOX}), Client(headers={"user-agent": "curl/8"})
    here.post("/demo/sign-in/nadia/")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox · Windows" in page
    assert "Se déconnecter partout ailleurs" not in page
    there.post("/demo/sign-in/nadia/")
    assert "Se déconnecter partout ailleurs" in here.get("/account/sessions/").content.decode()
    here.post("/account/sessions/")
    assert UserSession.objects.filter(user=world.nadia.account).count() == 1
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_what_a_password_needs_is_said_in_words(signed_in):
    page = signed_in("nadia").get("/password/change/").content.decode()
    assert "&lt;" not in page
    assert "Dix caractères au moins" in page
