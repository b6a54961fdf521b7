"""Loading the set: a list of steps, each a bulk insert, then the counts."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, models

from parvis.communities.models import Community, Membership
from parvis.importers.bulk import insert
from parvis.importers.ldbc import Network, instant
from parvis.importers.recalling import recall
from parvis.importers.recounting import recount
from parvis.kernel.ids import imported_id
from parvis.people.models import Follow, Person
from parvis.posts.models import Comment, CommentReaction, Post, PostReaction, Publication
from parvis.search.checking import begin_again


@dataclasses.dataclass(frozen=True)
class Step:
    """`count` rows of `model` to come, with `fields`; `ours` says which rows of the database are this step's."""

    title: str
    model: type[models.Model]
    fields: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[Any, ...]]]
    count: int
    ids: Callable[[], list[int]]


def as_json(value: Any) -> Any:
    return json.dumps(value)


def people(net: Network) -> Iterator[tuple[Any, ...]]:
    for row in net.lines("dynamic/person"):
        identifier = net.persons[int(row[0])]
        spoken = as_json([code for code in net.languages.get(row[0], []) if len(code) == 2])
        yield (
            identifier, f"ldbc-{row[0]}", f"{row[1]} {row[2]}", net.places.get(row[8], "")[:80], spoken,
            f"/{identifier}/", instant(row[5]).date(), f"{row[1]} {row[2]} {net.places.get(row[8], '')}".lower(),
        )  # fmt: skip


def ties(net: Network) -> Iterator[tuple[Any, ...]]:
    for one, other, date in net.lines("dynamic/person_knows_person"):
        at, a, b = instant(date), net.persons[int(one)], net.persons[int(other)]
        yield imported_id(at, f"tie:{one}:{other}"), a, b, at
        yield imported_id(at, f"tie:{other}:{one}"), b, a, at


def groups(net: Network) -> Iterator[tuple[Any, ...]]:
    for row in net.lines("dynamic/forum"):
        yield net.forums[int(row[0])], f"ldbc-{row[0]}", row[1][:80], "open", "everyone", False


def members(net: Network) -> Iterator[tuple[Any, ...]]:
    seen = set()
    for row in net.lines("dynamic/forum"):
        seen.add((row[0], row[3]))
        at = instant(row[2])
        yield (
            imported_id(at, f"member:{row[0]}:{row[3]}"),
            net.persons[int(row[3])],
            net.forums[int(row[0])],
            "owner",
            at,
        )
    for forum, person, date in net.lines("dynamic/forum_hasMember_person"):
        if (forum, person) not in seen:
            at = instant(date)
            yield (
                imported_id(at, f"member:{forum}:{person}"),
                net.persons[int(person)],
                net.forums[int(forum)],
                "member",
                at,
            )


def posts(net: Network) -> Iterator[tuple[Any, ...]]:
    for m in net.posts.values():
        yield m.id, m.author, m.forum, "note", "everyone", m.body_html, m.text, m.language, m.at, m.at, m.at, "[]"


def publications(net: Network) -> Iterator[tuple[Any, ...]]:
    for m in net.posts.values():
        yield imported_id(m.at, f"publication:{m.source}"), m.id, m.author, m.at


def comments(net: Network) -> Iterator[tuple[Any, ...]]:
    for m in net.comments.values():
        yield m.id, m.post, m.parent, m.answers, m.author, m.body_html, m.text, m.at


def likes(net: Network, what: str) -> Iterator[tuple[Any, ...]]:
    messages = net.posts if what == "post" else net.comments
    for person, source, date in net.lines(f"dynamic/person_likes_{what}"):
        at = instant(date)
        identifier = imported_id(at, f"like:{person}:{source}")
        yield identifier, net.persons[int(person)], messages[int(source)].id, "useful", at


def steps(net: Network) -> list[Step]:
    """What is loaded, in the order foreign keys ask for."""
    plans: list[tuple[str, type[models.Model], tuple[str, ...], Callable[[], Iterator[tuple[Any, ...]]]]] = [
        ("people", Person, ("id", "handle", "name", "site", "languages", "chain", "arrived_on", "search_text"), lambda: people(net)),
        ("ties", Follow, ("id", "person", "followed", "at"), lambda: ties(net)),
        ("groups", Community, ("id", "slug", "name", "kind", "starters", "everyone"), lambda: groups(net)),
        ("memberships", Membership, ("id", "person", "community", "role", "at"), lambda: members(net)),
        (
            "posts", Post,
            ("id", "author", "community", "kind", "audience", "body_html", "body_text", "language", "drafted_at", "published_at", "active_at", "preview"),
            lambda: posts(net),
        ),
        ("publications", Publication, ("id", "post", "by", "at"), lambda: publications(net)),
        ("comments", Comment, ("id", "post", "parent", "answers", "author", "body_html", "body_text", "at"), lambda: comments(net)),
        ("reactions to posts", PostReaction, ("id", "person", "post", "sign", "at"), lambda: likes(net, "post")),
        ("reactions to comments", CommentReaction, ("id", "person", "comment", "sign", "at"), lambda: likes(net, "comment")),
    ]  # fmt: skip
    made = []
    for title, model, fields, rows in plans:
        if not any(field.name == "search_text" for field in model._meta.get_fields()):
            fields, rows = without_search(fields, rows)
        ids = [row[0] for row in rows()]
        made.append(Step(title, model, fields, rows, len(ids), lambda ids=ids: ids))
    return made


def without_search(
    fields: tuple[str, ...], rows: Callable[[], Iterator[tuple[Any, ...]]]
) -> tuple[tuple[str, ...], Callable[[], Iterator[tuple[Any, ...]]]]:
    if "search_text" not in fields:
        return fields, rows
    return fields[:-1], lambda: (row[:-1] for row in rows())


def load(net: Network, *, progress: Callable[[str, int, int], None]) -> None:
    """Load everything not loaded yet. `progress(title, done, count)` after each batch."""
    for step in steps(net):
        done = 0

        def tell(number: int, step: Step = step) -> None:
            nonlocal done
            done += number
            progress(step.title, done, step.count)

        insert(step.model, step.fields, step.rows(), progress=tell)
    recount()
    recall()
    begin_again()


def missing(net: Network) -> list[tuple[str, int, int]]:
    """(title, in the files, in the database) of every step: the count check."""
    found = []
    for step in steps(net):
        ids, present = step.ids(), 0
        for start in range(0, len(ids), 900):
            present += step.model._default_manager.filter(pk__in=ids[start : start + 900]).count()
        found.append((step.title, step.count, present))
    return found


def analyse() -> None:
    """Let the database look at what it holds now, so that it plans its reads well."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
