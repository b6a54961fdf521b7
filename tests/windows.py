"""The real browser of the tests, and how a test waits.

Nothing of a page that changes by itself is asserted at once: behaviours are fetched, frames are drawn and answers come when the
machine has time. `expect(...)` asks again until it is so. `lively` waits for the page's own sign that its scripts are in place
(interface/start.js), `written` for the editor's.
"""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Page, expect

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000  # ms; how long a busy machine may take, not how long anything does take
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in this thread
expect.set_options(timeout=PATIENCE)


def patient(page: Page) -> Page:
    page.set_default_timeout(PATIENCE)
    return page


def lively(page: Page) -> None:
    """Behaviours and htmx are in place."""
    expect(page.locator("html[data-lively]")).to_have_count(1)


def visit(page: Page, address: str) -> None:
    page.goto(address)
    lively(page)


def written(page: Page) -> None:
    """The rich editor has taken the place of the textarea."""
    expect(page.locator(".editor[data-ready]").first).to_be_attached()


def focused(page: Page, selector: str) -> None:
    """The focus is, or comes, on or in what `selector` names."""
    expect(page.locator(f":is({selector}):focus, :is({selector}) :focus")).to_have_count(1)


def becomes(page: Page, script: str, given: object = None) -> None:
    """`script` is true, or becomes so. (Asked from here: the page's own policy forbids Playwright's `wait_for_function`.)"""
    for _ in range(PATIENCE // 50):
        if page.evaluate(script, given):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true on {page.url}: {script} {given or ''}")
