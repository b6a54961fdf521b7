from __future__ import annotations

import pytest

from parvis.live.tests.listening import Listening


@pytest.fixture
def live(db):
    listening = Listening()
    yield listening
    listening.close()
