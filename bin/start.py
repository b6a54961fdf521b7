"""What bin/run does once the environment exists: prepare the database, start the worker and the server, say where."""

from __future__ import annotations

import argparse
import hashlib
import json
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
    env.setdefault("PARVIS_LIVE", f":{free_port(chosen) or ''}".rstrip(":"))
    return env


def free_port(chosen: argparse.Namespace) -> int | None:
    """The next port nobody listens on, for live news; none: pages ask now and then."""
    return next((port for port in range(chosen.port + 1, chosen.port + 50) if port_is_free(chosen.host, port)), None)


def inputs_of(env: dict[str, str], chosen: argparse.Namespace) -> str:
    """A digest of all that `prepare` and the welcome depend on: when it is the same as last time, there is nothing to do."""
    digest = hashlib.sha256()
    parts = [
        sys.version,
        str(ROOT),
        str(chosen.empty),
        *(
            f"{name}={env[name]}"
            for name in sorted(env)
            if name.startswith(("PARVIS_", "DATABASE_", "REDIS_"))
            and name not in ("PARVIS_ADDRESS", "PARVIS_PORT", "PARVIS_LIVE")
        ),
    ]
    files = [ROOT / "requirements" / "base.lock", *(ROOT / "config").rglob("*.py"), *(ROOT / "demo").rglob("*.*")]
    for kind in ("static", "locale", "migrations"):
        files += [path for folder in (ROOT / "parvis").glob(f"*/{kind}") for path in folder.rglob("*.*")]
    for path in sorted(files):
        if path.suffix in (".pyc", ".mo"):
            continue
        state = path.stat()
        parts.append(f"{path}:{state.st_size}:{state.st_mtime_ns}")
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()


def what_was_prepared(stamp: Path, env: dict[str, str]) -> dict[str, str]:
    """What the last start left; nothing when the database may have changed without us (it is not the file beside the stamp)."""
    data = stamp.parent
    mine = (
        not env.get("DATABASE_URL")
        and (data / "parvis.sqlite3").exists()
        and (data / "static" / "staticfiles.json").exists()
    )
    compiled = all(path.with_suffix(".mo").exists() for path in (ROOT / "parvis").glob("*/locale/*/LC_MESSAGES/*.po"))
    try:
        return dict(json.loads(stamp.read_text())) if mine and compiled else {}
    except (OSError, ValueError):
        return {}


def taken(chosen: argparse.Namespace) -> str:
    """What to do when somebody else listens on the port."""
    free = free_port(chosen) or chosen.port + 50
    return (
        f"Port {chosen.port} is taken: another program listens there (perhaps a Parvis you already started: open "
        f"http://{chosen.host}:{chosen.port}).\nStop it, or start on another port:\n\n    bin/run --port {free}\n"
    )


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
        print(taken(chosen), file=sys.stderr)
        return 1
    env = environment(chosen)
    stamp, inputs = Path(env["PARVIS_DATA_DIR"]) / ".prepared.json", inputs_of(env, chosen)
    kept = what_was_prepared(stamp, env)
    address = env["PARVIS_ADDRESS"]  # the demo serves its own intranet: its feeds follow the port
    if kept.get("inputs") != inputs or kept.get("address") != address:
        prepared = subprocess.run([PYTHON, "-m", "django", "prepare", *(["--empty"] if chosen.empty else [])], env=env)
        if prepared.returncode:
            return prepared.returncode
        kept = {**(kept if kept.get("inputs") == inputs else {}), "inputs": inputs, "address": address}
        if "welcome" in kept:
            stamp.write_text(json.dumps(kept))
    server = subprocess.Popen(
        [
            str(Path(PYTHON).with_name("granian")), "--interface", "wsgi", "config.wsgi:application",
            "--host", chosen.host, "--port", str(chosen.port), "--workers", str(chosen.workers),
            "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        ],
        env=env, cwd=ROOT,
    )  # fmt: skip
    processes = [server, subprocess.Popen([PYTHON, "-m", "django", "work"], env=env, cwd=ROOT)]
    if env["PARVIS_LIVE"].startswith(":"):
        live = ["live", "--host", chosen.host, "--port", env["PARVIS_LIVE"].removeprefix(":")]
        processes.append(subprocess.Popen([PYTHON, "-m", "django", *live], env=env, cwd=ROOT))

    def stop(*_: object) -> None:
        for process in processes:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    try:
        if wait_until_open(chosen.host, chosen.port, server):
            if "welcome" not in kept:
                spoken = subprocess.run(
                    [PYTHON, "-m", "django", "welcome"], env=env, cwd=ROOT, capture_output=True, text=True
                )
                kept["welcome"] = spoken.stdout.replace(env["PARVIS_ADDRESS"], "{address}")
                stamp.write_text(json.dumps(kept))
            print(kept["welcome"].replace("{address}", env["PARVIS_ADDRESS"]), flush=True)
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop()
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


if __name__ == "__main__":
    sys.exit(main())
