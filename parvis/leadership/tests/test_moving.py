"""At the foot of the roster, what a post of a leader set in motion: only of those who opened themselves, only what one may read, and the
newest, never the most answered."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.kernel import clock
from parvis.leadership.accompanying import end, open_oneself
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new


def answered(world, words: str, *, by, days: int, answers: int = 3):
    post = publish_new(Sheet(body=words), by=by)
    for n in range(answers):
        comment_on(post, f"Réponse {n}", by=[world.karim, world.nadia, world.paul, world.cleo][n % 4])
    Post.objects.filter(pk=post.pk).update(published_at=clock.now() - dt.timedelta(days=days))
    return post


@pytest.fixture
def helene_is_open(world):
    return open_oneself(world.marine, by=world.helene)


def foot(client, address: str = "/accompaniment/") -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode().partition('id="moved"')[2]


def test_the_newest_answered_is_drawn_not_the_most_answered(world, helene_is_open, signed_in):
    answered(world, "Le plus bavard", by=world.helene, days=9, answers=4)
    post = answered(world, "Le plus neuf", by=world.helene, days=8)
    answered(world, "Presque seul", by=world.helene, days=1, answers=2)
    answered(world, "Trop vieux", by=world.helene, days=40)
    answered(world, "Pas encore une semaine", by=world.helene, days=2)
    shown = foot(signed_in("marine"))
    assert "Le plus neuf" in shown
    assert f'href="/posts/{post.pk}/echoes/"' in shown
    assert shown.count('class="echo-node') == 4  # the post and its three answers
    assert not any(
        words in shown for words in ("Le plus bavard", "Presque seul", "Trop vieux", "Pas encore une semaine")
    )
    assert foot(signed_in("marine"), "/accompaniment/?view=board") != ""
    assert foot(signed_in("marine"), "/accompaniment/?q=hel") == ""  # one looks for somebody


@pytest.mark.parametrize("case", ["never opened", "closed since", "may not be read"])
def test_nothing_of_who_did_not_open_themselves_or_of_what_one_may_not_read(world, helene_is_open, signed_in, case):
    post = answered(world, "Trois phrases", by=world.helene, days=2)
    assert "Trois phrases" in foot(signed_in("marine"))
    if case == "never opened":
        helene_is_open.delete()
    elif case == "closed since":
        end(helene_is_open, by=world.helene)
    else:
        Post.objects.filter(pk=post.pk).update(community=world.place("fournisseurs"), audience="members")
    assert foot(signed_in("marine")) == ""
