"""The sets of the benchmark: people, communities, ties, posts, comments, reactions of a given size, the same each time."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from bench.words import FIRST, LAST, WORDS
from parvis.communities.models import Community, Membership
from parvis.identity.models import Account
from parvis.importers.bulk import insert
from parvis.importers.loading import analyse
from parvis.importers.recalling import recall
from parvis.importers.recounting import recount
from parvis.people.models import Follow, Organisation, Person, Unit
from parvis.posts.models import Comment, Post, PostReaction, Publication

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True)
class Size:
    people: int
    communities: int
    posts: int
    comments: int
    reactions: int
    joined: int = 10
    followed: int = 50


SIZES = {
    "tiny": Size(200, 20, 2_000, 6_000, 10_000),
    "small": Size(2_000, 200, 20_000, 60_000, 100_000),
    "large": Size(100_000, 10_000, 2_000_000, 4_000_000, 4_000_000),
}


def at(step: int, total: int, days: int = 300) -> dt.datetime:
    """Instants spread over `days`, oldest first."""
    return NOW - dt.timedelta(days=days) * (1 - step / total)


def identifier(kind: int, number: int, when: dt.datetime) -> int:
    """Time-ordered, unique within the set: the low bits count."""
    return (int(when.timestamp() * 1000) << 21) | (kind << 17) | (number % (1 << 17))


class Set:
    """Rows of every table for a size; a number gives the same id every time, so that loading resumes."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.seed = random.Random(7)
        self.start = NOW - dt.timedelta(days=1000)

    def person(self, number: int) -> int:
        return identifier(1, number, self.start + dt.timedelta(seconds=number))

    def community(self, number: int) -> int:
        return identifier(2, number, self.start + dt.timedelta(seconds=number))

    def post(self, number: int) -> int:
        return identifier(3, number, at(number, self.size.posts))

    def text(self, seed: random.Random, length: int) -> str:
        first = seed.randrange(len(WORDS))
        return (
            " ".join(itertools.islice(itertools.cycle(WORDS), first, first + length // 5))[:length].capitalize() + "."
        )

    def places_of(self, number: int) -> list[int]:
        """The communities (numbers) a person is in: some popular ones, some of a neighbourhood."""
        seed, n = random.Random(number), self.size.communities
        near = [(number * 7 + k) % n for k in range(self.size.joined - 3)]
        return sorted({*near, *(int(n * seed.random() ** 3) for _ in range(3))})

    def people(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.people):
            chain = self.chain(n)
            name = f"{FIRST[n % 16]} {LAST[n // 16 % 16]}"
            yield (
                self.person(n),
                f"p{n}",
                name,
                f"p{n}@bench.example",
                "Technicien",
                1 + n % 50,
                self.manager(n),
                chain,
                "fr",
            )

    def manager(self, n: int) -> int | None:
        return self.person((n - 1) // 8) if n else None

    def chain(self, n: int) -> str:
        path = [n]
        while path[-1]:
            path.append((path[-1] - 1) // 8)
        return "/" + "/".join(str(self.person(k)) for k in reversed(path)) + "/"

    def accounts(self) -> Iterator[tuple[Any, ...]]:
        for n in range(min(self.size.people, 2_000)):
            yield self.person(n), f"p{n}@bench.example", "!", self.person(n), True

    def communities(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.communities):
            kind = "closed" if n % 5 == 4 else "open"
            yield self.community(n), f"c{n}", f"Communauté {n}", kind, "everyone", n == 0

    def memberships(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.people):
            for rank, place in enumerate(self.places_of(n)):
                if place:
                    when = self.start + dt.timedelta(seconds=n)
                    yield identifier(4, n * 16 + rank, when), self.person(n), self.community(place), "member", when

    def follows(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.people):
            when, seed = self.start + dt.timedelta(seconds=n), random.Random(n + 1)
            followed = {seed.randrange(self.size.people) for _ in range(self.size.followed)} - {n}
            for rank, other in enumerate(sorted(followed)):
                yield identifier(5, n * 64 + rank, when), self.person(n), self.person(other), when

    def posts(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.posts):
            when, author, seed = at(n, self.size.posts), self.author(n), random.Random(n)
            place = None if n % 4 == 0 else self.places_of(author)[n % 7 % len(self.places_of(author))]
            kind = "question" if n % 9 == 0 else "note"
            audience = "members" if place is not None and place % 5 == 4 else "everyone"
            text = self.text(seed, 300)
            community = None if place is None else self.community(place)
            yield (
                self.post(n), self.person(author), community, kind, audience, f"<p>{text}</p>", text, "fr", when, when, when, "[]"
            )  # fmt: skip

    def author(self, n: int) -> int:
        return (n * 7919) % self.size.people

    def publications(self) -> Iterator[tuple[Any, ...]]:
        for n in range(self.size.posts):
            when = at(n, self.size.posts)
            yield identifier(6, n, when), self.post(n), self.person(self.author(n)), when

    def comments(self) -> Iterator[tuple[Any, ...]]:
        """Some posts have many (every thousandth: thirty), most two or three."""
        total, count, n = self.size.comments, 0, 0
        while count < total:
            length = 30 if n % 1000 == 17 else (n * 31) % 7
            for rank in range(min(length, total - count)):
                post = self.size.posts - 1 - n % self.size.posts
                when = at(post, self.size.posts) + dt.timedelta(minutes=5 + rank * 3)
                text = self.text(random.Random(count), 120)
                author = self.person((count * 104729) % self.size.people)
                yield identifier(7, count, when), self.post(post), author, f"<p>{text}</p>", text, when
                count += 1
            n += 1

    def reactions(self) -> Iterator[tuple[Any, ...]]:
        signs = ["useful", "useful", "useful", "bravo", "thanks"]
        for n in range(self.size.reactions):
            post = (n * 13) % self.size.posts
            when = at(post, self.size.posts) + dt.timedelta(minutes=n % 500)
            person = (n * 613 + n // self.size.posts) % self.size.people
            yield identifier(8, n, when), self.person(person), self.post(post), signs[n % 5], when


def build(size: Size, progress: Callable[[str, int, int], None]) -> int:
    """Load the whole set (what is there stays); returns how many rows it has."""
    data = Set(size)
    Organisation.objects.get_or_create(id=1, defaults={"name": "Bench"})
    Unit.objects.bulk_create(
        [Unit(id=1 + n, name=f"Équipe {n}", slug=f"u{n}", path=f"/{1 + n}/") for n in range(50)], ignore_conflicts=True
    )
    person_fields = ("id", "handle", "name", "email", "job", "unit", "manager", "chain", "language")
    post_fields = ("id", "author", "community", "kind", "audience", "body_html", "body_text", "language", "drafted_at", "published_at", "active_at", "preview")  # fmt: skip
    tables: list[tuple[str, type[models.Model], tuple[str, ...], Iterator[tuple[Any, ...]], int]] = [
        ("people", Person, person_fields, data.people(), size.people),
        (
            "accounts",
            Account,
            ("id", "email", "password", "person", "is_active"),
            data.accounts(),
            min(size.people, 2000),
        ),
        (
            "communities",
            Community,
            ("id", "slug", "name", "kind", "starters", "everyone"),
            data.communities(),
            size.communities,
        ),
        ("memberships", Membership, ("id", "person", "community", "role", "at"), data.memberships(), size.people * 9),
        ("follows", Follow, ("id", "person", "followed", "at"), data.follows(), size.people * size.followed),
        ("posts", Post, post_fields, data.posts(), size.posts),
        ("publications", Publication, ("id", "post", "by", "at"), data.publications(), size.posts),
        ("comments", Comment, ("id", "post", "author", "body_html", "body_text", "at"), data.comments(), size.comments),
        ("reactions", PostReaction, ("id", "person", "post", "sign", "at"), data.reactions(), size.reactions),
    ]
    rows = 0
    for title, model, fields, found, count in tables:
        done = 0

        def tell(number: int, title: str = title, count: int = count) -> None:
            nonlocal done
            done += number
            progress(title, done, max(count, done))

        insert(model, fields, found, progress=tell)
        rows += done
    progress("counts", 0, 1)
    recount()
    recall()
    analyse()
    progress("counts", 1, 1)
    return rows
