"""The server of streams in a process of its own, as in life, for the tests that listen to it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

from django.db import connection
from playwright.sync_api import Page, expect

from parvis.live.management.commands.live import serving

ROOT = Path(__file__).resolve().parents[1]
# The pages of a test and its streams are on two ports, as in a trial; the policy of the pages was made before the port was known.
FREE = {"bypass_csp": True}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def listens(page: Page) -> None:
    """The stream of the page is open."""
    expect(page.locator("html[data-live]")).to_have_count(1)


class Nodes:
    """Servers of streams over the database of the test."""

    def __init__(self, folder: Path, secret: str, **options: str) -> None:
        self.running: list[subprocess.Popen[bytes]] = []
        self.said, self.port = folder / "said", 0
        self.env = dict(os.environ) | {
            "PARVIS_MODE": "test", "PARVIS_DATA_DIR": str(folder), "DATABASE_URL": database_url(), "PARVIS_HOSTS": "localhost,127.0.0.1,testserver",
            "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(ROOT), "PARVIS_SECRET_KEY": secret, "REDIS_URL": "", **options,
        }  # fmt: skip

    def start(self, port: int = 0, *, is_deaf: bool = False) -> None:
        """At `port`, or where the last one was. `is_deaf`: to all but Redis, see tests/deaf_live.py."""
        self.port = port or self.port
        application = "tests.deaf_live:application" if is_deaf else "config.live:application"
        with self.said.open("ab") as said:
            command = serving("127.0.0.1", self.port, application)
            self.running.append(subprocess.Popen(command, env=self.env, cwd=ROOT, stderr=said, stdout=said))
        for _try in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.1)

    def stop(self) -> None:
        for server in self.running:
            server.terminate()
        assert [server.wait(20) for server in self.running] == [0] * len(self.running)
        assert "kill" not in self.said.read_text(), "told to stop, it lets its streams go"
