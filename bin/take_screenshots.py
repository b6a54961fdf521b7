"""Screenshots of the README: a running demo, a real browser, desktop and phone, light and dark."""

from __future__ import annotations

import argparse
import io
import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": ("nadia", "/"),
    "post": ("nadia", "POST"),
    "community": ("nadia", "/communities/relation-client/"),
    "profile": ("nadia", "/people/helene/"),
    "composer": ("nadia", "/posts/new/?in=relation-client"),
    "relecture": ("nadia", "/posts/new/?in=relation-client"),
    "wings": ("nadia", "WINGS"),
    "wings-writing": ("nadia", "/rehearsals/new/"),
    "door": ("nadia", "DOOR"),
    "quarter": ("helene", "/quarter/"),
    "accompaniment": ("marine", "/accompaniment/"),
    "echoes": ("helene", "ECHOES"),
    "own-echoes": ("nadia", "/me/echoes/"),
    "network": ("marine", "/echoes/"),
    "effect": ("marine", "/echoes/leaders/"),
    "board": ("marine", "/echoes/board/"),
    "search": ("nadia", "/search/?q=margue"),
    "facts": ("marine", "/facts/"),
}
SLIPS = """Depuis trois semaines, on rapelle les clients le jour même. Les autres équipes nous ont beaucoup aidé.

Le plan du quai est ici : https://bit.ly/plan-quai – pour vos questions, 06 12 34 56 78."""
TYPED = {"relecture": SLIPS, "wings-writing": SLIPS.split("\n")[0]}
COLOURS = 256
SIZES = {"desktop": {"width": 1280, "height": 1000}, "phone": {"width": 390, "height": 844}}


def chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        raise SystemExit("No Chromium found: install it (Debian: apt install chromium).")
    return found


def address_of(page: Page, home: str, path: str) -> str:
    """Where a page is whose address is not the same in each demo."""
    if path == "POST":
        page.goto(f"{home}/people/helene/posts/")
        return page.locator("article a[href^='/posts/'] time").last.locator("..").get_attribute("href") or "/"
    if path == "ECHOES":
        return f"{address_of(page, home, 'POST')}echoes/"
    if path == "WINGS":
        page.goto(f"{home}/rehearsals/")
        return page.locator("a.wings-text").last.get_attribute("href") or "/rehearsals/"
    if path == "DOOR":
        page.goto(f"{home}/doors/")
        return page.locator("a.door-row").last.get_attribute("href") or "/doors/"
    return path


def write(page: Page, words: str) -> None:
    """Type, and wait for what the checks say; nothing of it stays."""
    field = page.locator(".rich__words, textarea[name=body]:visible").first
    field.click()
    field.press_sequentially(words)
    page.locator(".remark").first.wait_for()
    page.wait_for_timeout(4500)
    page.evaluate("document.activeElement.blur()")
    page.locator(".check").first.evaluate(
        "(box) => { if (box.getBoundingClientRect().bottom > innerHeight) scrollTo(0, box.closest('form').getBoundingClientRect().top + scrollY - 60) }"
    )


def forget(page: Page, home: str) -> None:
    """Throw away what was typed for the picture: the next one begins with an empty page."""
    address = page.url.removeprefix(home)
    if not address.startswith("/rehearsals/"):
        page.goto(f"{home}/drafts/")
        address = page.locator("a.draft").first.get_attribute("href") or ""
    page.evaluate(
        """async (address) => { const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
        await fetch(address, { method: "POST", body: new URLSearchParams({ _method: "DELETE", confirmed: "yes", csrfmiddlewaretoken: token }) }); }""",
        address.replace("edit/", ""),
    )


def keep(page: Page, path: Path) -> None:
    """A picture of few colours: a third of the weight, and the eye sees none of it."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=3, dither=Image.Dither.NONE).save(
        path, optimize=True
    )


def take(page: Page, name: str, path: str, home: str, into: Path) -> None:
    page.goto(home + address_of(page, home, path))
    page.wait_for_timeout(700)
    if name in TYPED:
        write(page, TYPED[name])
    keep(page, into)
    if name in TYPED:
        forget(page, home)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="a running bin/run")
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--only", default="", help="names, with commas between")
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
                for who in dict.fromkeys(who for who, _path in PAGES.values()):
                    wanted = {name: path for name, (by, path) in PAGES.items() if by == who and (not chosen.only or name in chosen.only.split(","))}  # fmt: skip
                    page = browser.new_context(viewport=viewport, color_scheme=scheme, locale="fr-FR").new_page()
                    page.goto(f"{chosen.address}/demo/")
                    page.locator(f"form[action='/demo/sign-in/{who}/'] button").click()
                    page.wait_for_url(f"{chosen.address}/")
                    for name, path in wanted.items():
                        take(page, name, path, chosen.address, chosen.into / f"{name}-{size}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main()
