"""What a phone receives: weight of the home page on a cold cache, and how long until it shows and can be used, on slow networks.

The demo, the production server and production static files, headless Chromium with a phone's screen, network and processor made
slow through its own protocol. Photos are left out of the weight (they are lazy and counted apart).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import re
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from bench.server import serving

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 60_000
PAGES = ["/", "/communities/relation-client/", "/people/", "/posts/new/"]


@dataclasses.dataclass(frozen=True)
class Network:
    """A network as Chromium's own tools name it: round trip in ms, bits per second down and up."""

    name: str
    rtt: int
    down: int
    up: int


NETWORKS = [Network("slow 4G", 150, 1_600_000, 750_000), Network("slow 3G", 400, 400_000, 400_000)]
WORDS = {"paint": "first paint", "usable": "usable", "lively": "scripts in place"}
COUNTED = {"Document": "html", "Stylesheet": "css", "Script": "js"}
TIMES = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
  usable: Math.max(performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd, performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
  lively: performance.getEntriesByName("parvis-lively")[0]?.startTime ?? 0,
  load: performance.getEntriesByType("navigation")[0].loadEventEnd })"""


def demo_environment() -> dict[str, str]:
    """A demo of its own, prepared once."""
    env = {
        **os.environ,
        "PARVIS_DATA_DIR": str(ROOT / "var" / "bench-weight"),
        "PARVIS_MODE": "trial",
        "PARVIS_DEMO": "1",
        "PARVIS_HOSTS": "127.0.0.1",
    }
    subprocess.run([sys.executable, "-m", "django", "prepare"], env=env, cwd=ROOT, check=True)
    return env


def signed_in(address: str) -> list[dict[str, Any]]:
    """The cookies of Nadia's session, so that the browser's first page is the one measured."""
    with httpx.Client(base_url=address) as client:
        page = client.get("/demo/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        client.post("/demo/sign-in/nadia/", data={"csrfmiddlewaretoken": token[1]})
        return [{"name": name, "value": value, "url": address} for name, value in client.cookies.items()]


def visit(
    browser: Any, address: str, path: str, cookies: list[dict[str, Any]], network: Network | None
) -> dict[str, Any]:
    """One cold visit: octets by kind, and times in ms. Usable: painted and read whole (links, forms and menus need no script)."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, locale="fr-FR")
    context.add_cookies(cookies)
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    octets = {"html": 0, "css": 0, "js": 0, "other": 0}
    files: dict[str, int] = {}
    names: dict[str, str] = {}
    cdp.send("Network.enable")
    if network:
        cdp.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": network.rtt,
                "downloadThroughput": network.down / 8,
                "uploadThroughput": network.up / 8,
            },
        )
        cdp.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    def answered(event: Any) -> None:
        kinds[event["requestId"]] = event["type"]
        names[event["requestId"]] = event["response"]["url"].removeprefix(address)

    def finished(event: Any) -> None:
        kind = COUNTED.get(kinds.get(event["requestId"], ""), "other")
        octets[kind] += int(event["encodedDataLength"])
        files[names.get(event["requestId"], "?")] = int(event["encodedDataLength"])

    cdp.on("Network.responseReceived", answered)
    cdp.on("Network.loadingFinished", finished)
    page.goto(f"{address}{path}", wait_until="load")
    if not network:
        page.wait_for_load_state("networkidle")
    for _ in range(100):  # asked again and again: the page's own policy forbids waiting by a function
        if page.evaluate("() => performance.getEntriesByName('parvis-lively').length"):
            break
        page.wait_for_timeout(100)
    times = page.evaluate(TIMES)
    context.close()
    return {"octets": octets, "files": files, **{name: round(value) for name, value in times.items()}}


def measure(address: str, repeat: int) -> dict[str, Any]:
    from playwright.sync_api import sync_playwright

    from bin.take_screenshots import chromium

    cookies = signed_in(address)
    found: dict[str, Any] = {"pages": {}, "networks": {}}
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
        )
        visit(browser, address, "/", cookies, None)  # the server's own caches are warm, the browser's never is
        for path in PAGES:
            found["pages"][path] = visit(browser, address, path, cookies, None)
        for network in NETWORKS:
            turns = [visit(browser, address, "/", cookies, network) for _ in range(repeat)]
            found["networks"][network.name] = {
                name: {
                    "median": round(statistics.median(turn[name] for turn in turns)),
                    "fastest": min(turn[name] for turn in turns),
                }
                for name in ("paint", "usable", "lively", "load")
            }
        browser.close()
    return found


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench weight", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--files", action="store_true", help="each file of the home page")
    parser.add_argument("--repeat", type=int, default=5, help="visits per network; the median is said")
    chosen = parser.parse_args(arguments)
    with serving(demo_environment(), workers=1) as (port, _pid):
        found = measure(f"http://127.0.0.1:{port}", chosen.repeat)
    for path, page in found["pages"].items():
        o = page["octets"]
        page["weight"] = o["html"] + o["css"] + o["js"]
        print(
            f"{path:34} {page['weight'] / 1000:5.1f} kB  = html {o['html'] / 1000:.1f} + css {o['css'] / 1000:.1f} + js {o['js'] / 1000:.1f}   (others {o['other'] / 1000:.1f})"
        )
        if chosen.files and path == "/":
            for name, size in sorted(page["files"].items(), key=lambda pair: -pair[1]):
                print(f"    {size:7} {name}")
    for name, times in found["networks"].items():
        said = "   ".join(
            f"{words} {times[at]['median']} ms (fastest {times[at]['fastest']})" for at, words in WORDS.items()
        )
        print(f"{name}, processor ÷ 4: {said}")
    fits = found["pages"]["/"]["weight"] <= LIMIT
    print(f"home {'within' if fits else 'OVER'} {LIMIT / 1000:.0f} kB")
    if chosen.json:
        for page in found["pages"].values():
            page.pop("files")
        print(json.dumps(found))
    return 0 if fits else 1
