"""The world every test starts from, and how a test signs in."""

from __future__ import annotations

import os
import threading
import time

os.environ.setdefault("PARVIS_MODE", "test")
os.environ.setdefault("PARVIS_DEMO", "1")

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from config.options import Options
from demo import cast
from parvis.kernel.lately import Lately


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that can ask nothing of a database is the same on each: marked so, `.ci/run` need not run it on both."""
    for item in items:
        asks = {"db", "transactional_db", "live_server", "_django_db_helper"} & set(getattr(item, "fixturenames", ()))
        if not asks and not item.get_closest_marker("django_db"):
            item.add_marker("no_database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: object) -> None:
    """SQLite tests in a file of their own, as in life: kept in memory, one connection would serve every thread of the server that
    browser tests talk to, and two requests at once would be in one transaction."""
    default = connections["default"]
    if default.vendor == "sqlite":
        folder = tmp_path_factory.mktemp("database")  # type: ignore[attr-defined]
        default.settings_dict["TEST"]["NAME"] = str(folder / "parvis.sqlite3")


def answering() -> bool:
    """Some thread of the server that browser tests talk to has a connection still: these end when the window is closed and all it had
    asked has been answered."""
    return any("process_request_thread" in thread.name for thread in threading.enumerate())


@pytest.fixture
def transactional_db(transactional_db: None) -> Iterator[None]:
    """Before the tables are emptied, the server of the test has answered what a closed window had still asked: PostgreSQL would see the two
    wait for each other, and the test after would find what this one left. Whoever is not done after ten seconds is cut off."""
    yield
    end = time.monotonic() + 10
    while answering() and time.monotonic() < end:
        time.sleep(0.01)
    if answering():
        print("The server of this test was still answering ten seconds after it: cut off.", *threading.enumerate())  # noqa: T201
    if (connection := connections["default"]).vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )


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
    """No test finds what another left in the cache (limits reached, workers heard) or in the process (how many people there were);
    and what the process knows does not grow old meanwhile, which would be a statement more on a slow machine."""
    cache.clear()
    Lately.ages = False
    for known in Lately.every:
        known.forget()


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
