"""The production server under test, and the processor time it and the database use."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(env: dict[str, str], *, workers: int = 2) -> Iterator[tuple[int, int]]:
    """A server with `workers` processes; yields (port, pid)."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "config.wsgi:application", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


@contextlib.contextmanager
def balanced(env: dict[str, str], *, processes: int = 2) -> Iterator[tuple[list[int], list[int]]]:
    """As behind the proxy of docs/production.md, which gives each request to the process that has the fewest: processes with a port each;
    yields (ports, pids). Clients that keep their connection are shared out evenly among the ports. (Processes that share one port take
    connections as they come, six and two as well as four and four.)"""
    with contextlib.ExitStack() as stack:
        served = [stack.enter_context(serving(env, workers=1)) for _ in range(processes)]
        yield [port for port, _pid in served], [pid for _port, pid in served]


def children_of(*roots: int) -> set[int]:
    found = set(roots)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int(stat.read_text().rsplit(")", 1)[1].split()[1]) in found:
                found.add(int(stat.parent.name))
    return found


def postgres_pids() -> set[int]:
    found = set()
    for comm in Path("/proc").glob("[0-9]*/comm"):
        with contextlib.suppress(OSError):
            if comm.read_text().strip() == "postgres":
                found.add(int(comm.parent.name))
    return found


def cpu_seconds(pids: set[int]) -> float:
    """User and system time of these processes so far, in seconds."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError, IndexError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICK
