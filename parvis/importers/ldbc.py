"""The social-network set of the Linked Data Benchmark Council (Interactive v1, CSV): people, ties, groups, posts, comments,
reactions, with their dates. Used to try Parvis at a real network's shape, never to claim a benchmark result.

Each row's id is computed from its date and its id in the set (`kernel.ids.imported_id`), so that loading again, or after an
interruption, doubles nothing, and an expected answer can be compared row by row.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import functools
import html
from collections.abc import Iterator
from pathlib import Path

from parvis.kernel.ids import imported_id

Line = dict[str, str]


def instant(text: str) -> dt.datetime:
    """ "2010-09-16T06:54:00.602+0000" as an aware datetime, UTC."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z").astimezone(dt.UTC)


@dataclasses.dataclass(frozen=True)
class Message:
    """A post or a comment: ids are ours; `post` the thread's post; `parent` the first-level comment; `answers` the comment
    directly answered."""

    id: int
    source: int
    author: int
    at: dt.datetime
    text: str
    forum: int | None = None
    post: int | None = None
    parent: int | None = None
    answers: int | None = None
    language: str = ""

    @property
    def body_html(self) -> str:
        return f"<p>{html.escape(self.text)}</p>"


class Network:
    """The files of a folder of the set."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "dynamic" / "person_0_0.csv").exists():
            raise FileNotFoundError(f"no dynamic/person_0_0.csv in {folder}: give the folder of the LDBC set")

    def lines(self, name: str) -> Iterator[list[str]]:
        with (self.folder / f"{name}_0_0.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, delimiter="|", quoting=csv.QUOTE_NONE)
            next(reader)
            yield from reader

    @functools.cached_property
    def places(self) -> dict[str, str]:
        return {row[0]: row[1].replace("_", " ") for row in self.lines("static/place")}

    @functools.cached_property
    def languages(self) -> dict[str, list[str]]:
        spoken: dict[str, list[str]] = {}
        for person, language in self.lines("dynamic/person_speaks_language"):
            spoken.setdefault(person, []).append(language)
        return spoken

    @functools.cached_property
    def persons(self) -> dict[int, int]:
        """Our id of each person of the set."""
        return {int(row[0]): imported_id(instant(row[5]), f"person:{row[0]}") for row in self.lines("dynamic/person")}

    @functools.cached_property
    def forums(self) -> dict[int, int]:
        return {int(row[0]): imported_id(instant(row[2]), f"forum:{row[0]}") for row in self.lines("dynamic/forum")}

    @functools.cached_property
    def posts(self) -> dict[int, Message]:
        found = {}
        for row in self.lines("dynamic/post"):
            at, source = instant(row[2]), int(row[0])
            found[source] = Message(
                imported_id(at, f"message:{source}"), source, self.persons[int(row[8])], at,
                row[6] or row[1], forum=self.forums[int(row[9])], language=row[5][:8],
            )  # fmt: skip
        return found

    @functools.cached_property
    def comments(self) -> dict[int, Message]:
        """In the order of the set's dates, so that what is answered comes before its answers."""
        found: dict[int, Message] = {}
        for row in sorted(self.lines("dynamic/comment"), key=lambda row: instant(row[1])):
            at, source = instant(row[1]), int(row[0])
            author, identifier = self.persons[int(row[6])], imported_id(at, f"message:{source}")
            if row[8]:
                post = self.posts[int(row[8])].id
                found[source] = Message(identifier, source, author, at, row[4], post=post)
            else:
                above = found[int(row[9])]
                found[source] = Message(
                    identifier,
                    source,
                    author,
                    at,
                    row[4],
                    post=above.post,
                    parent=above.parent or above.id,
                    answers=above.id,
                )
        return found

    @functools.cached_property
    def sources(self) -> dict[int, int]:
        """The set's id of each message, by our id."""
        return {m.id: m.source for m in [*self.posts.values(), *self.comments.values()]}
