"""A person who walks through the network without JavaScript."""

from __future__ import annotations

import pytest

from tests.walking import Walker


@pytest.fixture
def walk(world):
    return lambda handle: Walker().sign_in(handle)
