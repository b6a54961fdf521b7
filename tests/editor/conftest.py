"""A page of Nadia's, signed in, that notes what goes wrong in it."""

from __future__ import annotations

import pytest

from tests.test_browser import browser, sign_in  # noqa: F401 (a fixture)
from tests.windows import patient


@pytest.fixture
def page(browser, live_server, world):  # noqa: F811
    page = patient(
        browser.new_context(service_workers="block", locale="fr-FR", viewport={"width": 1280, "height": 900}).new_page()
    )
    page.problems = []
    page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda problem: page.problems.append(str(problem)))
    sign_in(page, live_server, "nadia")
    page.home = live_server.url
    return page
