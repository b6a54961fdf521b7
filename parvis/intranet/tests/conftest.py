from __future__ import annotations

import pytest

from parvis.intranet.tests.site import intranet


@pytest.fixture
def site(monkeypatch):
    with intranet(monkeypatch) as found:
        yield found
