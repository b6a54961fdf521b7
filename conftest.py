"""The world every test starts from, and how a test signs in."""

from __future__ import annotations

import os

os.environ.setdefault("PARVIS_MODE", "test")
os.environ.setdefault("PARVIS_DEMO", "1")

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from demo import cast


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
