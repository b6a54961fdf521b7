"""`time`: a clock the test moves, in a process that has just started."""

from __future__ import annotations

import pytest

from parvis.kernel import clock
from parvis.posts.tests.waiting import Clock, restart


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.at)
    restart()
    return told
