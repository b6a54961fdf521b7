"""One file that holds everything: the database as it was at one instant, then the uploads. And back.

The database is copied first: a file is always written before the row that names it, so no row of the copy misses its file.
SQLite is copied while it is in use (online backup API), PostgreSQL by pg_dump.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3._functions import register

from parvis.kernel import clock

VERSION = 1
NAMES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.dump"}
JOURNAL = "erasures.jsonl"
# Without Redis the cache is this table (config/settings.py). What is in it is made to be forgotten: a copy of it must not remember, for
# instance, the salt that says who asked without a name while a door is open.
FORGOTTEN = "kernel_cache"


class Broken(Exception):
    """This backup cannot be made or used; the message says why and what to do."""


@dataclasses.dataclass(frozen=True)
class Copy:
    """A backup that was made."""

    path: Path
    size: int
    files: int


def data_dir() -> Path:
    return Path(settings.PARVIS.data_dir)


def last_backup() -> dict[str, Any] | None:
    """When and where the last backup was made (`at`, `path`, `size`), as far as this machine knows."""
    try:
        return dict(json.loads((data_dir() / "last_backup.json").read_text()))
    except (OSError, ValueError):
        return None


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_backup(into: Path | None = None) -> Copy:
    """Write `parvis-<date>.tar` in a folder (`data_dir/backups` unless told). It appears whole or not at all."""
    folder = into or data_dir() / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    now = clock.now()
    target = folder / f"parvis-{now:%Y-%m-%d-%H%M%S}.tar"
    part = target.with_suffix(".part")
    uploads = data_dir() / "files"
    with tempfile.TemporaryDirectory(dir=folder) as work:
        database = Path(work) / NAMES[connection.vendor]
        copy_sqlite(database) if connection.vendor == "sqlite" else dump_postgresql(database)
        with tarfile.open(part, "w") as archive:
            archive.add(database, database.name)
            found = sorted(path for path in uploads.rglob("*") if path.is_file()) if uploads.exists() else []
            for path in found:
                with contextlib.suppress(FileNotFoundError):  # taken back meanwhile
                    archive.add(path, f"files/{path.relative_to(uploads)}")
            if (data_dir() / JOURNAL).exists():
                archive.add(data_dir() / JOURNAL, JOURNAL)
            manifest = Path(work) / "manifest.json"
            about = {
                "version": VERSION,
                "at": now.isoformat(),
                "vendor": connection.vendor,
                "database": digest(database),
                "files": len(found),
            }
            manifest.write_text(json.dumps(about))
            archive.add(manifest, "manifest.json")
    part.chmod(0o600)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(target)
    size = target.stat().st_size
    (data_dir() / "last_backup.json").write_text(json.dumps({"at": now.isoformat(), "path": str(target), "size": size}))
    return Copy(target, size, len(found))


def copy_sqlite(target: Path) -> None:
    plain = target.with_suffix("")
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(plain)) as copy:
        connection.connection.backup(copy)
        forget(copy)
    with plain.open("rb") as source, gzip.open(target, "wb", compresslevel=3) as packed:
        shutil.copyfileobj(source, packed)
    plain.unlink()


def forget(copy: sqlite3.Connection) -> None:
    """Empty the cache in a copy, and write it anew: a page that was freed still holds what was deleted from it."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [FORGOTTEN]).fetchone():
        copy.execute(f"DELETE FROM {FORGOTTEN}")  # noqa: S608 (a word of our own)
        copy.commit()
    register(copy)  # indexes of ours are on expressions that only Django's own functions compute
    copy.execute("VACUUM")


def server() -> tuple[list[str], dict[str, str]]:
    """How PostgreSQL's own tools reach our database: arguments and environment (the password is never an argument)."""
    given = connection.settings_dict
    pairs = [
        ("--host", given["HOST"]),
        ("--port", given["PORT"]),
        ("--username", given["USER"]),
        ("--dbname", given["NAME"]),
    ]
    arguments = [f"{name}={value}" for name, value in pairs if value]
    return arguments, {**os.environ, "PGPASSWORD": str(given["PASSWORD"] or "")}


def run(program: str, arguments: list[str], **options: Any) -> None:
    if not shutil.which(program):
        raise Broken(
            f"{program} is not on this machine: install PostgreSQL's client tools (Debian: apt install postgresql-client)."
        )
    done = subprocess.run([program, *arguments], stderr=subprocess.PIPE, text=True, **options)  # noqa: S603 (our own arguments)
    if done.returncode:
        raise Broken(f"{program} said: {done.stderr.strip()[-600:]}")


def dump_postgresql(target: Path) -> None:
    arguments, env = server()
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={FORGOTTEN}"]
    run("pg_dump", [*arguments, *options, f"--file={target}"], env=env)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, Any]]]:
    """A backup and what it says of itself. Raises Broken when it is cut, foreign or of the other database."""
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile("manifest.json")
            about = json.loads(member.read()) if member else {}
            if about.get("version") != VERSION:
                raise Broken(f"{path} was made by another version of Parvis: restore it with that one.")
            if about["vendor"] != connection.vendor:
                raise Broken(
                    f"{path} holds a {about['vendor']} database, DATABASE_URL names a {connection.vendor} one."
                )
            yield archive, about
    except (tarfile.TarError, KeyError, OSError, EOFError) as wrong:
        raise Broken(f"{path} is not a whole backup of Parvis ({wrong}): nothing was changed.") from wrong


def restore_backup(path: Path) -> dict[str, Any]:
    """Put back database and uploads from a backup; what it says of itself. Everything is checked and unpacked before
    anything is replaced; the database is replaced in one transaction."""
    with tempfile.TemporaryDirectory(dir=data_dir()) as work, opened(path) as (archive, about):
        unpacked = Path(work)
        archive.extractall(unpacked, filter="data")
        database = unpacked / NAMES[connection.vendor]
        if digest(database) != about["database"]:
            raise Broken(f"{path} is damaged (the database is not the one it was made with): nothing was changed.")
        load_sqlite(database) if connection.vendor == "sqlite" else load_postgresql(database)
        put_files(unpacked / "files")
        if (unpacked / JOURNAL).exists():
            keep_journal((unpacked / JOURNAL).read_text())
    return about


def load_sqlite(source: Path) -> None:
    plain = source.with_suffix("")
    with gzip.open(source, "rb") as packed, plain.open("wb") as target:
        shutil.copyfileobj(packed, target)
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(plain)) as copy:
        copy.backup(connection.connection)
    connection.close()


def load_postgresql(source: Path) -> None:
    arguments, env = server()
    script = source.with_suffix(".sql")
    run("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(source)], env=env)
    connection.close()
    with script.open() as statements:
        fresh = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
        options = [
            "--quiet",
            "--no-psqlrc",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            f"--command={fresh}",
            "--file=-",
        ]
        run("psql", [*arguments, *options], env=env, stdin=statements, stdout=subprocess.DEVNULL)


def put_files(source: Path) -> None:
    """The uploads of the backup take the place of those there, in two renames."""
    uploads, former = data_dir() / "files", data_dir() / "files.former"
    shutil.rmtree(former, ignore_errors=True)
    source.mkdir(exist_ok=True)
    if uploads.exists():
        uploads.rename(former)
    shutil.move(source, uploads)
    shutil.rmtree(former, ignore_errors=True)


def keep_journal(text: str) -> None:
    """Erasures known to the backup and those known here, together."""
    here = data_dir() / JOURNAL
    known = here.read_text().splitlines() if here.exists() else []
    lines = dict.fromkeys([*text.splitlines(), *known])
    here.write_text("".join(f"{line}\n" for line in lines if line.strip()))
