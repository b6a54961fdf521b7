"""DATABASE_URL to Django's settings, with the pragmas that make an acknowledged write durable."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# synchronous=FULL: the WAL is on disk before COMMIT returns. NORMAL passes a kill test and loses data in a power cut.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
    "PRAGMA mmap_size=268435456; PRAGMA cache_size=-16384; PRAGMA journal_size_limit=67108864;"
)


def sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # IMMEDIATE takes the write lock at BEGIN, so the busy timeout applies instead of an instant "database is locked".
        "OPTIONS": {"init_command": SQLITE_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20},
        "CONN_MAX_AGE": None,
        "ATOMIC_REQUESTS": False,
    }


def postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    # Prepared statements save parse and plan time on the hot reads; they need direct connections (or pgbouncer ≥ 1.21).
    options.setdefault("prepare_threshold", 3)
    # Values travel beside the statement, not in it: the server keeps its plan, and nothing of ours writes values into SQL.
    options["server_side_binding"] = True
    return {
        "ENGINE": "parvis.kernel.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        # The read of the session, first of each request, connects again when the server was restarted (identity/sessions.py).
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": options,
    }


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Settings for the database at `url`; an empty one means SQLite in `data_dir`."""
    if not url:
        return sqlite(str(data_dir / "parvis.sqlite3"))
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return sqlite(url.removeprefix("sqlite:///") or ":memory:")
    if scheme in {"postgres", "postgresql"}:
        return postgresql(url)
    raise ValueError(f"DATABASE_URL starts with {scheme}://; Parvis knows postgresql:// and sqlite:///")
