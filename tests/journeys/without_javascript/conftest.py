"""A person who walks through the network without JavaScript, and a place of theirs."""

from __future__ import annotations

import pytest

from tests.walking import Walker


@pytest.fixture
def place(world):
    return world.place("relation-client")


@pytest.fixture
def walk(world):
    """`walk("nadia")` has signed in by mail and password."""
    return lambda handle: Walker().sign_in(handle)
