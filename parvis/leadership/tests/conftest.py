"""Hélène, a leader, opens herself to Marine, and one of her two drafts."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.kernel import clock
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.opening import open_draft
from parvis.posts.publishing import Sheet, draft

BODY = "On a coupé la ligne 3 mardi. Personne ne l’avait demandé.\n\nC’est la meilleure décision du mois."


@pytest.fixture
def text(world):
    return draft(Sheet(body=BODY), by=world.helene)


@pytest.fixture
def link(world):
    return open_oneself(world.marine, by=world.helene)


@pytest.fixture
def opened(text, link, world):
    """The draft is open to Marine; a second one is not."""
    draft(Sheet(body="Brouillon jamais ouvert."), by=world.helene)
    open_draft(text, link, by=world.helene)
    return text


@pytest.fixture
def later(monkeypatch):
    """`later(days=4)`: it is four days later."""
    real = clock.now

    def move(**span: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: real() + dt.timedelta(**span))

    return move
