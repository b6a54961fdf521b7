"""`index()`: what the worker does, now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parvis.search import checking, following


@pytest.fixture
def index(world) -> Callable[[], None]:
    """The world is read once; then, each time, what was done since."""
    checking.repair_all()
    following.settle()
    return following.settle


@pytest.fixture
def ask(index, signed_in):
    """`ask("nadia", "navette")`: the groups found, by name, as (kind, title or passage)."""

    def search(who: str, q: str, **more: str) -> dict[str, list[str]]:
        index()
        answer = signed_in(who).get("/search/", {"q": q, **more}, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.content
        groups = answer.json()["groups"]
        return {group["group"]: [one["title"] or one["passage"] for one in group["found"]] for group in groups}

    return search
