"""A text of Nadia's, open to Karim and Cléo."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.kernel import clock
from parvis.rehearsal.inviting import open_to
from parvis.rehearsal.writing import begin

BODY = "On rappelle le jour même. Au début j’avais peur de déranger.\n\nReste le lundi."


@pytest.fixture
def text(world):
    return begin(BODY, by=world.nadia)


@pytest.fixture
def opened(text, world):
    open_to(text, world.karim, days=3, by=world.nadia)
    open_to(text, world.cleo, days=7, by=world.nadia)
    return text


@pytest.fixture
def later(monkeypatch):
    """`later(days=4)`: it is four days later."""
    real = clock.now

    def move(**span: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(**span))

    return move
