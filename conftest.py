"""The world every test starts from, and how a test signs in."""

from __future__ import annotations

import os

os.environ.setdefault("PARVIS_MODE", "test")
os.environ.setdefault("PARVIS_DEMO", "1")

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from config.options import Options
from demo import cast


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: object) -> None:
    """SQLite tests in a file of their own, as in life: kept in memory, one connection would serve every thread of the server that
    browser tests talk to, and two requests at once would be in one transaction."""
    default = connections["default"]
    if default.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")  # type: ignore[attr-defined]
        default.settings_dict["TEST"]["NAME"] = str(folder / "parvis.sqlite3")


@pytest.fixture
def world(db: None) -> cast.World:
    """The cast and its communities (demo/cast.py). No posts: each test makes only the thing it is about."""
    return cast.build()


@pytest.fixture
def signed_in(world: cast.World) -> Callable[[str], Client]:
    """`signed_in("nadia")` is a browser session of Nadia's."""

    def sign_in(handle: str) -> Client:
        client = Client()
        client.force_login(world.people[handle].account)
        return client

    return sign_in


DELAYS = ("settle_reactions_s", "settle_comments_s", "settle_posts_s", "settle_first_post_s")


@pytest.fixture(autouse=True)
def delays(request: pytest.FixtureRequest, settings: object) -> None:
    """Acts settle at once where the test is not about settling; marked `settling`, it has the real delays."""
    real = request.node.get_closest_marker("settling") is not None
    given = {name: Options.model_fields[name].default if real else 0 for name in DELAYS}
    settings.PARVIS = settings.PARVIS.model_copy(update=given)  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def own_memory() -> None:
    """No test finds what another left in the cache (limits reached, workers heard)."""
    cache.clear()


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: object) -> None:
    """Files written by a test stay in its own folder."""
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
