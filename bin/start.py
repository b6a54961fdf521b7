"""What bin/run does once the environment exists: prepare the database, start the worker and the server, say where."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/run", description="Start Parvis with its demo organisation.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PARVIS_PORT", "8000")))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--empty", action="store_true", help="start without the demo: your own organisation")
    parser.add_argument("--workers", type=int, default=1, help="server processes")
    return parser.parse_args()


def environment(chosen: argparse.Namespace) -> dict[str, str]:
    folder = "empty" if chosen.empty else "demo"
    env = dict(os.environ)
    env.setdefault("PARVIS_DATA_DIR", str(ROOT / "var" / folder))
    env.setdefault("PARVIS_MODE", "trial")
    env["PARVIS_DEMO"] = "" if chosen.empty else "1"
    env["PARVIS_DEMO"] = env["PARVIS_DEMO"] or "0"
    env.setdefault("PARVIS_ADDRESS", f"http://{chosen.host}:{chosen.port}")
    return env


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def wait_until_open(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(300):
        if server.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return True
        time.sleep(0.1)
    return False


def main() -> int:
    chosen = options()
    if not port_is_free(chosen.host, chosen.port):
        print(f"Port {chosen.port} is taken. Try: bin/run --port {chosen.port + 1}", file=sys.stderr)
        return 1
    env = environment(chosen)
    prepared = subprocess.run([PYTHON, "-m", "django", "prepare", *(["--empty"] if chosen.empty else [])], env=env)
    if prepared.returncode:
        return prepared.returncode
    server = subprocess.Popen(
        [
            str(Path(PYTHON).with_name("granian")), "--interface", "wsgi", "config.wsgi:application",
            "--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers),
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        ],
        env=env, cwd=ROOT,
    )  # fmt: skip
    worker = subprocess.Popen([PYTHON, "-m", "django", "work"], env=env, cwd=ROOT)

    def stop(*_: object) -> None:
        for process in (server, worker):
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        if wait_until_open(chosen.host, chosen.port, server):
            subprocess.run([PYTHON, "-m", "django", "welcome"], env=env, cwd=ROOT)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop()
        for process in (server, worker):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    sys.exit(main())
