"""The right to a mistake, through the door: what is undone before it has settled never was, for anybody else, anywhere."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from parvis.chronicle.models import Entry
from parvis.kernel import privacy, turns
from parvis.notifications import deciding
from parvis.notifications.models import Notice
from parvis.people.following import follow
from parvis.people.models import Person
from parvis.posts.commenting import comment_on
from parvis.posts.models import (
    FirstVoice,
    PollOption,
    Post,
    Publication,
    UnsettledBallot,
    UnsettledComment,
    UnsettledMeToo,
    UnsettledReaction,
    UnsettledVote,
)
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.posts.reacting import react
from parvis.posts.tests.waiting import restart

pytestmark = pytest.mark.settling
WORD = "lapsus"
READERS = ("karim", "sofia")
# What a reader's own visits change in what is held on them.
OWN = ("reading", "account", "sessions")


@pytest.fixture
def town(world, time, settings) -> dict[str, Any]:
    """Nadia and Helene have spoken thirty hours ago; Karim follows Nadia. Everything has settled."""
    real, now = settings.PARVIS, time.at
    settings.PARVIS = real.model_copy(update=dict.fromkeys(("settle_reactions_s", "settle_comments_s", "settle_posts_s", "settle_first_post_s"), 0))  # fmt: skip
    time.at = now - dt.timedelta(hours=30)
    place = world.place("relation-client")
    follow(world.nadia, by=world.karim)
    mine = publish_new(Sheet(body="Un essai", community=place), by=world.nadia)
    hers = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.helene)
    said = comment_on(hers, "Moi", by=world.karim)
    poll = publish_new(Sheet(kind="poll", body="Quand ?", poll=Ballot(["Lundi", "Mardi"])), by=world.helene)
    react(Post.objects.get(pk=mine.pk), "useful", by=world.nadia)
    time.at, settings.PARVIS = now, real
    kept = draft(Sheet(body=f"{WORD} gardé", community=place), by=world.nadia)
    return {"mine": mine.pk, "hers": hers.pk, "said": said.pk, "draft": kept.pk, "poll": poll.pk}


PAGES = (
    "/", "/?filter=unread", "/?filter=questions", "/questions/", "/home/aside/", "/home/contacts/", "/communities/relation-client/posts/",
    "/people/nadia/", "/people/nadia/posts/", "/people/nadia/words/", "/people/paul/posts/", "/posts/{mine}/", "/posts/{hers}/", "/posts/{poll}/", "/posts/{mine}/reactions/",
    "/comments/{said}/reactions/", "/posts/{draft}/", "/subjects/lapsus/",
)  # fmt: skip
JSON = ("/", "/home/new/", "/communities/relation-client/posts/", "/people/nadia/posts/", "/posts/{mine}/", "/posts/{hers}/", "/posts/{poll}/", "/posts/{mine}/reactions/", "/comments/{said}/reactions/", "/posts/{draft}/", "/subjects/?q=laps")  # fmt: skip
HIGH = ("/", "/communities/la-place/posts/", "/posts/{draft}/", "/posts/{hers}/", "/admin/jobs/")
READ = [("karim", "text/html", PAGES), ("karim", "application/json", JSON), ("sofia", "text/html", HIGH)]
VARIES = re.compile(r'csrfmiddlewaretoken" value="\w+"|idempotency_key" value="\w+"|"X-CSRFToken": "\w+"|since=[\w-]+')


def seen(signed_in: Callable[[str], Any], town: dict[str, Any]) -> dict[str, str]:
    """All that others can reach: pages, JSON, exports, the record, what is to leave."""
    found = {}
    for handle, accept, addresses in READ:
        client = signed_in(handle)
        for address in addresses:
            page = client.get(address.format(**town), headers={"accept": accept})
            found[f"{handle} {address} {accept}"] = f"{page.status_code} " + VARIES.sub("", page.content.decode())
    for handle in (*READERS, "helene"):
        person = Person.objects.get(handle=handle)
        held = {name: rows for name, rows in privacy.export(person).items() if name not in OWN}
        found[f"export {handle}"] = json.dumps(held, default=str, sort_keys=True)
    found["record"] = str(
        list(Entry.objects.exclude(kind__startswith="x").order_by("id").values_list("kind", "by_id", "subject_id"))
    )
    found["jobs"] = str(list(DBTaskResult.objects.values_list("args_kwargs", flat=True)))
    found["mail"] = str([message.body for message in mail.outbox])
    found["first"] = str(list(FirstVoice.objects.order_by("id").values_list("person_id", "post_id", "comment_id")))
    found["published"] = str(list(Publication.objects.order_by("id").values_list("post_id", flat=True)))
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    """The names of what is not the same, with the first words that differ."""
    found = []
    for name in one:
        if one[name] != other[name]:
            at = next(n for n, (a, b) in enumerate(zip(one[name] + "\0", other[name] + "\1", strict=False)) if a != b)
            found.append(f"{name}: …{other[name][max(0, at - 80) : at + 120]}")
    return found


def sent(client: Any, address: str, **fields: str) -> Any:
    answer = client.post(address, fields)
    assert answer.status_code in (200, 201, 303), answer.content.decode()[-500:]
    return answer


def an_option(town: dict[str, Any]) -> str:
    return str(PollOption.objects.filter(poll__post_id=town["poll"], position=1).values_list("pk", flat=True).get())


def post(client, town, **more):
    sent(
        client,
        "/posts/",
        kind="note",
        place="relation-client",
        body=f"{WORD} #lapsus @karim https://exemple.test/lapsus",
        **more,
    )
    return Post.objects.filter(body_text__contains=WORD).exclude(pk=town["draft"]).get().pk


ACTS: dict[str, tuple[str, Any, Any, float]] = {
    # name: (who, do(client, town) -> id, undo(client, town, id), seconds)
    "a post": ("nadia", post, lambda c, t, pk: sent(c, f"/posts/{pk}/publication/", _method="DELETE"), 20),
    "a first post": ("paul", lambda c, t: post(c, t) if sent(c, "/communities/relation-client/membership/") else 0, lambda c, t, pk: sent(c, f"/posts/{pk}/publication/", _method="DELETE"), 120),
    "a draft": ("nadia", lambda c, t: sent(c, f"/posts/{t['draft']}/publication/") and t["draft"], lambda c, t, pk: sent(c, f"/posts/{pk}/publication/", _method="DELETE"), 20),
    "a share": (
        "nadia", lambda c, t: sent(c, f"/posts/{t['hers']}/shares/", place="relation-client", body=f"{WORD} à lire") and Post.objects.get(kind="share").pk,
        lambda c, t, pk: sent(c, f"/posts/{pk}/publication/", _method="DELETE"), 20,
    ),
    "a comment": (
        "nadia", lambda c, t: sent(c, f"/posts/{t['hers']}/comments/", body=f"{WORD} @karim") and UnsettledComment.objects.get().pk,
        lambda c, t, pk: sent(c, f"/comments/{pk}/publication/", _method="DELETE"), 10,
    ),
    "a first reply": (
        "yves", lambda c, t: sent(c, f"/posts/{t['hers']}/comments/", to=str(t["said"]), body=f"{WORD} oui") and UnsettledComment.objects.get().pk,
        lambda c, t, pk: sent(c, f"/comments/{pk}/publication/", _method="DELETE"), 10,
    ),
    "a reaction": ("nadia", lambda c, t: sent(c, f"/posts/{t['hers']}/reaction/", _method="PUT", sign="bravo") and 1, lambda c, t, pk: sent(c, f"/posts/{t['hers']}/reaction/", _method="DELETE"), 8),
    "a reaction to a comment": (
        "nadia", lambda c, t: sent(c, f"/comments/{t['said']}/reaction/", _method="PUT", sign="thanks") and 1,
        lambda c, t, pk: sent(c, f"/comments/{t['said']}/reaction/", _method="DELETE"), 8,
    ),
    "me too": ("nadia", lambda c, t: sent(c, f"/posts/{t['hers']}/me-too/") and 1, lambda c, t, pk: sent(c, f"/posts/{t['hers']}/me-too/", _method="DELETE"), 8),
    "a vote": ("nadia", lambda c, t: sent(c, f"/posts/{t['poll']}/ballot/", option=an_option(t)) and 1, lambda c, t, pk: sent(c, f"/posts/{t['poll']}/ballot/", _method="DELETE"), 8),
    "another sign": (
        "nadia", lambda c, t: sent(c, f"/posts/{t['mine']}/reaction/", _method="PUT", sign="bravo") and 1,
        lambda c, t, pk: sent(c, f"/posts/{t['mine']}/reaction/", _method="PUT", sign="useful"), 8,
    ),
}  # fmt: skip


@pytest.fixture(params=ACTS)
def act(request, town, time, signed_in):
    """An act done through the door by its author, who sees it at once; and what others saw before."""
    who, do, undo, seconds = ACTS[request.param]
    client = signed_in(who)
    if who == "paul":
        client.post("/communities/relation-client/membership/")
    for reader in READERS:  # their first visit is over, they have opened both posts
        for address in ("/", f"/posts/{town['mine']}/", f"/posts/{town['hers']}/"):
            signed_in(reader).get(address)
    deciding.decide()  # what was said before is told, and mailed: at night it would be held, and leave at eight
    Notice.objects.update(mailed_at=time.at)
    before = seen(signed_in, town)
    made = do(client, town)
    return {
        "client": client,
        "id": made,
        "undo": lambda: undo(client, town, made),
        "seconds": seconds,
        "before": before,
        "name": request.param,
    }


def test_undone_it_leaves_nothing(act, town, time, signed_in):
    time.passes(seconds=act["seconds"] - 1)
    restart()
    turns.take()
    assert differences(act["before"], seen(signed_in, town)) == []  # it waits: others see nothing of it
    act["undo"]()
    restart()
    time.passes(minutes=10)
    turns.take()
    assert differences(act["before"], seen(signed_in, town)) == []
    assert not UnsettledComment.objects.exists()
    for waiting in (UnsettledReaction, UnsettledMeToo, UnsettledBallot, UnsettledVote):
        assert not waiting._default_manager.exists()
    assert not Post.objects.filter(settles_at__isnull=False).exists()


def test_left_alone_it_settles(act, town, time, signed_in):
    time.passes(seconds=act["seconds"])
    restart()
    turns.take()
    changed = differences(act["before"], seen(signed_in, town))
    assert any(name.startswith("record") for name in changed)
    for dress in ("text/html", "application/json"):
        assert any(name.startswith("karim /") and f"{dress}:" in name for name in changed), changed
    settled = seen(signed_in, town)
    if act["name"] in ("a post", "a first post"):
        for name in (
            "karim / text/html",
            "karim /communities/relation-client/posts/ application/json",
            "karim /subjects/lapsus/ text/html",
        ):
            assert WORD in settled[name], name
        assert settled["export karim"] != act["before"]["export karim"]  # he is named
        assert "unfold" in settled["jobs"]
    time.passes(minutes=10)
    turns.take()
    assert seen(signed_in, town)["record"] == settled["record"]  # once


@pytest.mark.parametrize("act", ["a post", "a first reply", "another sign"], indirect=True)
def test_a_late_worker_shows_it_later_and_never_what_was_undone(act, town, time, signed_in):
    time.passes(hours=1)
    restart()
    assert differences(act["before"], seen(signed_in, town)) == []
    act["undo"]()
    turns.take()
    assert differences(act["before"], seen(signed_in, town)) == []
