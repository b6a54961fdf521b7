"""Nobody writes, publishes, reacts or answers as another person: not a communicator, not a companion, not an administrator. Every view
hands its verbs the signed-in person and nobody else; and every route, walked with fields and headers that name somebody else, leaves
nothing in their name."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import parvis
from parvis.chronicle.models import Entry
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.models import CompanionLink, DraftRemark
from parvis.leadership.opening import open_draft
from parvis.leadership.remarking import remark
from parvis.posts.commenting import comment_on
from parvis.posts.models import Bookmark, Comment, CommentReaction, MeToo, Post, PostReaction
from parvis.posts.publishing import Sheet, draft, publish_new
from tests.routes import every_route

ROOT = Path(__file__).resolve().parents[1]
# What a view may hand a verb as its actor: the signed-in person, however the view calls it.
ACTORS = {"request.person", "by", "viewer", "person", "self.request.person"}


def views() -> list[Path]:
    return [path for path in (ROOT / "parvis").rglob("views/*.py") if "tests" not in path.parts]


def test_every_view_hands_its_verbs_the_signed_in_person():
    seen = 0
    for path in views():
        tree = ast.parse(path.read_text())
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            for argument in call.keywords:
                if argument.arg == "by":
                    seen += 1
                    actor = ast.unparse(argument.value)
                    assert actor in ACTORS, f"{path}:{call.lineno}: the actor is {actor}: hand the verb request.person"
    assert seen > 80


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(parvis.__path__, "parvis."):
        if not {"tests", "migrations", "management"} & set(found.name.split(".")):
            yield found.name


def test_no_verb_takes_a_second_person_to_act_for():
    """A verb has one actor, `by`, and it is named when called: nothing like `on_behalf_of`, and no actor by position in a verb
    that a page calls."""
    found = 0
    for name in modules():
        for verb in vars(import_module(name)).values():
            if inspect.isfunction(verb) and verb.__module__ == name and "by" in inspect.signature(verb).parameters:
                names = set(inspect.signature(verb).parameters)
                found += 1
                assert not names & {"on_behalf_of", "behalf", "acting_for", "delegate", "impersonate", "in_place_of"}, (
                    name
                )
    assert found > 80


@pytest.fixture
def there(world):
    """Hélène's things, and everything Marine may see of her."""
    note = publish_new(Sheet(body="De vive voix"), by=world.helene)
    asked = publish_new(Sheet(kind="question", body="Qui sait ?"), by=world.paul)
    said = comment_on(asked, "Moi", by=world.helene)
    text = draft(Sheet(body="Un brouillon ouvert."), by=world.helene)
    link = open_oneself(world.marine, by=world.helene)
    open_draft(text, link, by=world.helene)
    row = remark(text, "Continuez.", by=world.marine)
    return {
        "post_id": [note.pk, asked.pk, text.pk], "comment_id": [said.pk], "remark_id": [row.pk], "link_id": [link.pk],
        "slug": ["relation-client", "la-place"], "handle": ["helene"],
    }  # fmt: skip


def in_her_name(person) -> tuple[object, ...]:
    """Everything that is said or done in a person's name."""
    return (
        sorted(
            Post.objects.filter(author=person).values_list("pk", "body_text", "version", "published_at", "settles_at")
        ),
        sorted(Comment.objects.filter(author=person).values_list("pk", "body_text", "version")),
        *(model.objects.filter(person=person).count() for model in (PostReaction, CommentReaction, MeToo, Bookmark)),
        Entry.objects.filter(by=person).count(),
        DraftRemark.objects.filter(by=person).count(),
        CompanionLink.objects.filter(person=person).count(),
        person.line,
    )


@pytest.mark.parametrize("who", ["marine", "sofia", "cleo"])
def test_no_route_leaves_anything_in_the_name_of_another(world, signed_in, there, who):
    """Her companion and communicator; the administrator; a colleague."""
    browser, before, walked = signed_in(who), in_her_name(world.helene), 0
    pretence = {
        "by": "helene", "author": "helene", "author_id": str(world.helene.pk), "person": "helene", "person_id": str(world.helene.pk),
        "writer": str(world.helene.pk), "on_behalf_of": "helene", "as": "helene", "handle": "helene", "body": "Pas moi", "words": "Pas moi",
        "sign": "bravo", "kind": "note", "place": "la-place", "save": "publish", "version": "1", "confirmed": "1", "title": "Pas moi",
        "audience_seen": "everyone", "weeks": "12", "what": "post", "span": "week", "line": "Pas moi", "stage": "met", "do": "invite",
    }  # fmt: skip
    headers = {
        "x-on-behalf-of": "helene",
        "x-remote-user": "helene",
        "remote-user": "helene",
        "x-forwarded-user": "helene",
    }
    for route in every_route():
        if route.address.startswith(("sign-", "demo/", "password/", "account/", "invitation/", "first-run/")):
            continue
        if route.address.startswith("admin/people/<"):
            continue  # an administrator sends her away, or corrects her job: said in their own name, in the chronicle
        for address in route.with_values(there):
            for method in {*route.methods, "POST", "PUT", "DELETE"} - {"GET"}:
                walked += 1
                browser.post(address, {**pretence, "_method": method}, headers=headers)
    assert walked > 300
    world.helene.refresh_from_db()
    assert in_her_name(world.helene) == before
