"""The canary crawl: a word only members of the secret community may read, searched for in every page every other person can
open, in HTML, fragment and JSON."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver

from demo.drawing import draw
from parvis.communities.models import Community
from parvis.people.models import Person
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on, edit_comment
from parvis.posts.editing import edit
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.posts.sharing import share
from tests.architecture.test_house_rules import routes

WORD = "canari"
OUTSIDERS = ["karim", "paul", "sofia", "yves", "gus", "hana", None]


@pytest.fixture
def secrets(world):
    """Everything that can hold a word, in places outsiders have no part in."""
    place = world.place("aurore")
    place.purpose = f"{WORD}1"
    place.save()
    file = keep_file(ContentFile(draw("nuit", 1), name=f"{WORD}2.png"), by=world.cleo, alt=f"{WORD}3")
    post = publish_new(
        Sheet(
            kind="article", title=f"{WORD}4", body=f"{WORD}5 #{WORD}6 @nadia", community=place, attachments=(file.pk,)
        ),
        by=world.cleo,
    )
    edit(post, Sheet(kind="article", title=f"{WORD}4", body=f"{WORD}7", community=place), by=world.cleo, version=1)
    comment = comment_on(post, f"{WORD}8", by=world.nadia)
    edit_comment(comment, f"{WORD}9", by=world.nadia, version=1)
    poll = publish_new(
        Sheet(kind="poll", body=f"{WORD}10", community=place, poll=Ballot([f"{WORD}11", "b"])), by=world.thomas
    )
    publish_new(Sheet(kind="question", body=f"{WORD}12", community=place), by=world.helene)
    share(post, by=world.cleo, community=world.place("la-place"), body="À lire")
    kept = draft(Sheet(body=f"{WORD}13"), by=world.cleo)
    return {"post_id": post.pk, "comment_id": comment.pk, "attachment_id": file.pk, "poll": poll.pk, "draft": kept.pk}


def addresses(secrets) -> list[str]:
    """Every route, with every value an attacker would try."""
    values = {
        "post_id": [secrets["post_id"], secrets["poll"], secrets["draft"]], "comment_id": [secrets["comment_id"]], "attachment_id": [secrets["attachment_id"]],
        "slug": ["aurore", "managers", "canari6"], "handle": ["cleo", "nadia", "thomas"], "size": ["original", "small", "large"], "secret": ["x"], "uidb36": ["1"], "key": ["x"],
    }  # fmt: skip
    found = []
    for route, _entry in routes(get_resolver().url_patterns):
        some = [route]
        for name in re.findall(r"<\w+:(\w+)>", route):
            some = [re.sub(rf"<\w+:{name}>", str(value), address) for address in some for value in values[name]]
        found += some
    found += [
        "?q=canari",
        "?filter=questions",
        "people/?q=canari",
        "communities/?q=canari",
        "mentions/?q=cl&in=aurore",
        "posts/new/?in=aurore",
        f"mutes/?post={secrets['post_id']}",
        "mutes/?community=aurore",
    ]
    return found


@pytest.mark.parametrize("who", OUTSIDERS, ids=str)
def test_no_outsider_finds_the_word(world, secrets, signed_in, client, who):
    assert Community.objects.get(slug="aurore").memberships.count() == 5  # there are secrets to find
    assert Person.objects.filter(handle="karim").exists()
    browser = signed_in(who) if who and who != "hana" else client
    insider = signed_in("nadia").get(f"/posts/{secrets['post_id']}/").content.decode()
    assert f"{WORD}7" in insider
    for address in addresses(secrets):
        if "sign-out" in address:
            continue
        for headers in ({}, {"accept": "application/json"}, {"hx-request": "true"}):
            response = browser.get(f"/{address}", headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            for echo in ("canari6", "q=canari", 'value="canari"'):
                text = text.replace(echo, "")
            assert not re.search(rf"{WORD}\d", text), f"{who} found it at /{address} ({headers})"
            assert "Projet Aurore" not in text, f"{who} learnt the name of the secret community at /{address}"


def test_nobody_becomes_somebody_else(world, signed_in, secrets):
    """Walk every route with every method: who one is never changes."""
    browser = signed_in("sofia")
    before = browser.session["_auth_user_id"]
    for address in addresses(secrets):
        if address.startswith(("sign-", "demo/", "password/", "account/", "invitation/", "first-run/")):
            continue
        for method in ("POST", "PUT", "DELETE"):
            browser.post(
                f"/{address}",
                {
                    "_method": method,
                    "handle": "nadia",
                    "person": "nadia",
                    "by": "nadia",
                    "author": str(world.nadia.pk),
                    "do": "invite",
                },
            )
            assert browser.session["_auth_user_id"] == before, address
    assert not world.nadia.posts.exists()
