"""Serves the streams of live news, beside the server of pages."""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from parvis.live.entering import MOST_IN_ALL


def serving(host: str, port: int, application: str = "config.live:application") -> list[str]:
    """The command of the server of streams."""
    return [
        str(Path(sys.executable).with_name("granian")), "--interface", "asgi", application, "--host", host,
        "--port", str(port), "--workers", "1", "--no-ws", "--http", "1", "--loop", "asyncio", "--log-level", "warning",
        "--backlog", "2048", "--backpressure", str(MOST_IN_ALL + 200), "--http1-buffer-size", "8192", "--workers-kill-timeout", "3",
    ]  # fmt: skip


class Command(BaseCommand):
    help = (
        "Serves live news (/live/): bin/manage live --port 8001. The proxy leads /live/ here; see docs/production.md."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)

    def handle(self, *args: Any, **options: Any) -> None:
        # Each open page is a file to the system, which by default lets a process have 1,024.
        _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST_IN_ALL + 500
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
        )
        command = serving(options["host"], options["port"])
        os.execv(command[0], command)  # noqa: S606 (our own server, with our own words)
