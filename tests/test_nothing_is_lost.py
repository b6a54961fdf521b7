"""Tab killed, network cut, server killed, worker killed, at random moments while somebody types: what the server acknowledged is never
missing afterwards, in the same browser nor on another device. PARVIS_SEED repeats a run."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.own_house,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]
ROOT = Path(__file__).resolve().parents[1]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
WORDS = ".rich__words"
CAST = "import django; django.setup(); from demo import cast; cast.build()"
KEPT = """
import django; django.setup()
from parvis.posts.models import Draft
print("\\n".join(draft.fields.get("body", "") for draft in Draft.objects.filter(author__handle="nadia")))
"""


class House:
    """An installation of its own, whose processes can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **os.environ, "PARVIS_MODE": "trial", "PARVIS_DEMO": "1", "PARVIS_DATA_DIR": str(folder), "DATABASE_URL": "",
            "PARVIS_ADDRESS": self.url, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings", "PARVIS_UNFOLD_LINKS": "0",
        }  # fmt: skip
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.python("-m", "django", "prepare", "--empty")
        self.python("-c", CAST)

    def python(self, *arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=self.env, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        granian = str(Path(sys.executable).with_name("granian"))
        commands = {
            "server": [granian, "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1", "--port", str(self.port),
                       "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"],
            "worker": [sys.executable, "-m", "django", "work"],
        }  # fmt: skip
        self.running[name] = subprocess.Popen(
            commands[name],
            env=self.env,
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while name == "server":
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.running[name].poll() is None, "the server did not start"
            time.sleep(0.1)

    def kill(self, name: str) -> None:
        """At once, with its children: nothing is tidied up."""
        process = self.running.pop(name, None)
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path)
    made.start("server")
    made.start("worker")
    yield made
    for name in ("server", "worker"):
        made.kill(name)


class Writer:
    """Nadia at her keyboard; `acknowledged` are the words the server said it has."""

    def __init__(self, browser, house: House, chance: random.Random) -> None:
        self.house, self.chance, self.count = house, chance, 0
        self.acknowledged: set[str] = set()
        self.context = self.device(browser)
        self.open()

    def device(self, browser):
        context = browser.new_context(locale="fr-FR", viewport={"width": 1100, "height": 900})
        page = context.new_page()
        page.goto(f"{self.house.url}/demo/")
        page.locator("form[action='/demo/sign-in/nadia/'] button").click()
        page.wait_for_url(f"{self.house.url}/")
        page.close()
        return context

    def open(self) -> None:
        self.page = self.context.new_page()
        self.page.on("response", self.heard)
        self.page.goto(f"{self.house.url}/posts/new/")
        self.page.wait_for_selector(".editor[data-ready]")
        self.has(self.acknowledged)

    def heard(self, response) -> None:
        if response.status == 200 and response.url.endswith("/drafts/") and response.request.method == "POST":
            body = parse_qs(response.request.post_data or "").get("body", [""])[0]
            self.acknowledged |= set(re.findall(r"mot\d+", body))

    def has(self, words: set[str], page=None) -> None:
        """The editor shows all of these, sooner or later."""
        (page or self.page).wait_for_function(
            "([place, words]) => words.every((word) => document.querySelector(place)?.innerText.includes(word))",
            arg=[WORDS, sorted(words)], timeout=20_000,
        )  # fmt: skip

    def type(self, words: int) -> None:
        self.page.focus(WORDS)
        self.page.keyboard.press("Control+End")
        for _word in range(words):
            self.count += 1
            self.page.keyboard.type(f"mot{self.count:04d} ", delay=self.chance.randint(1, 12))

    def wait_until_kept(self) -> None:
        """The last word typed is acknowledged."""
        last = f"mot{self.count:04d}"
        for _turn in range(300):
            if last in self.acknowledged:
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"{last} was never acknowledged: {self.page.inner_text('[data-kept]')}")

    def kill_tab(self) -> None:
        with contextlib.suppress(Exception):  # whatever the driver says of a page that is no more
            self.page.goto("chrome://crash", timeout=3000)
        with contextlib.suppress(Exception):
            self.page.close()
        self.open()

    def cut_network(self) -> None:
        self.context.set_offline(True)
        self.type(self.chance.randint(3, 8))
        self.page.wait_for_selector("[data-kept][data-state=local]")
        self.context.set_offline(False)

    def kill_server(self) -> None:
        self.house.kill("server")
        self.type(self.chance.randint(2, 6))
        self.house.start("server")

    def kill_worker(self) -> None:
        self.house.kill("worker")
        self.type(2)
        self.house.start("worker")


def test_no_acknowledged_word_is_ever_missing(house):
    from playwright.sync_api import sync_playwright

    seed = int(os.environ.get("PARVIS_SEED", "0")) or random.randrange(1, 10**6)
    print(f"PARVIS_SEED={seed}")
    chance = random.Random(seed)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        writer = Writer(browser, house, chance)
        disasters = [
            writer.kill_tab,
            writer.cut_network,
            writer.kill_server,
            writer.kill_worker,
            writer.kill_tab,
            writer.kill_server,
        ]
        chance.shuffle(disasters)
        for disaster in disasters:
            writer.type(chance.randint(3, 12))
            writer.page.wait_for_timeout(chance.randint(0, 3000))
            disaster()
            writer.type(1)
            writer.wait_until_kept()
            writer.has(writer.acknowledged)
        assert len(writer.acknowledged) > len(disasters)
        other = writer.device(browser).new_page()
        other.goto(f"{house.url}/drafts/")
        other.locator("a.draft").first.click()
        other.wait_for_selector(".editor[data-ready]")
        writer.has(writer.acknowledged, other)
        browser.close()
    house.kill("server")
    kept = set(re.findall(r"mot\d+", house.python("-c", KEPT)))
    assert writer.acknowledged <= kept, f"PARVIS_SEED={seed}: {sorted(writer.acknowledged - kept)}"
