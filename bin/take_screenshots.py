"""Screenshots of the README: a running demo, a real browser, desktop and phone, light and dark."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": ("nadia", "/"),
    "post": ("nadia", "POST"),
    "community": ("nadia", "/communities/relation-client/"),
    "profile": ("nadia", "/people/helene/"),
    "composer": ("nadia", "/posts/new/?in=relation-client"),
}
SIZES = {"desktop": {"width": 1280, "height": 1000}, "phone": {"width": 390, "height": 844}}


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        raise SystemExit("No Chromium found: install it (Debian: apt install chromium).")
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="a running bin/run")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=flags)
        for size, viewport in SIZES.items():
            for scheme in ("light", "dark"):
                page = browser.new_context(viewport=viewport, color_scheme=scheme, locale="fr-FR").new_page()
                page.goto(f"{chosen.address}/demo/")
                page.locator("form[action='/demo/sign-in/nadia/'] button").click()
                page.wait_for_url(f"{chosen.address}/")
                for name, (_who, path) in PAGES.items():
                    if chosen.only and name != chosen.only:
                        continue
                    if path == "POST":
                        page.goto(f"{chosen.address}/people/helene/posts/")
                        path = (
                            page.locator("article a[href^='/posts/'] time").last.locator("..").get_attribute("href")
                            or "/"
                        )
                    page.goto(f"{chosen.address}{path}")
                    page.wait_for_timeout(700)
                    page.screenshot(path=str(chosen.into / f"{name}-{size}-{scheme}.png"))
        browser.close()


if __name__ == "__main__":
    main()
