"""Is this installation well? Facts with, for what is wrong, what to do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import platform
import shutil
import tomllib
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks_db.models import DBTaskResult

from parvis.interface.words import number, since, size
from parvis.kernel import clock, heartbeat, videos
from parvis.kernel.backing_up import last_backup
from parvis.preflight.checks.language import french
from parvis.preflight.lexicon import is_word
from parvis.search.checking import state

MOST_WAITING = 1_000  # things to be read again

LATE, OLD_BACKUP, ROOM = dt.timedelta(minutes=5), dt.timedelta(days=2), 2_000_000_000


@dataclasses.dataclass(frozen=True)
class Fact:
    """`state` is "good", "warn" or "bad"; `fix` says what to do unless all is well."""

    state: str
    words: str
    fix: str = ""


def fact(is_good: object, words: str, fix: str, *, otherwise: str = "bad") -> Fact:
    return Fact("good", words) if is_good else Fact(otherwise, words, fix)


def durability() -> tuple[bool, str]:
    """Whether a write is on disk before it is acknowledged, and the value that says so."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit" if connection.vendor == "postgresql" else "PRAGMA synchronous")
        value = str(cursor.fetchone()[0])
    return value in ("on", "2", "3", "remote_apply", "remote_write"), value


def database() -> list[Fact]:
    durable, value = durability()
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    kind = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    fix = (
        _("Set synchronous_commit to on.")
        if connection.vendor == "postgresql"
        else _("Set PRAGMA synchronous to FULL.")
    )
    return [
        fact(durable, _("%(kind)s; writes are on disk before they are acknowledged (%(value)s)") % {"kind": kind, "value": value}, fix),
        fact(not pending, _("The database is up to date"), _("Run bin/manage migrate.")),
    ]  # fmt: skip


def jobs() -> list[Fact]:
    workers, now = heartbeat.workers.alive(), clock.now()
    dead, ready = DBTaskResult.objects.failed().count(), DBTaskResult.objects.ready()
    first = ready.order_by("enqueued_at").first()
    since_when = first and (first.run_after if first.enqueued_at < first.run_after < now else first.enqueued_at)
    waits = bool(since_when and now - since_when > LATE)
    return [
        fact(workers, _("Workers at work: %(n)d") % {"n": len(workers)}, _("No worker was heard for 90 seconds: start bin/manage work.")),
        fact(not waits, _("Jobs waiting: %(n)s") % {"n": number(ready.count())}, _("The first has been waiting for more than five minutes: start more workers.")),
        fact(not dead, _("Dead letters: %(n)d") % {"n": dead}, _("Look at the jobs page: each says what went wrong."), otherwise="warn"),
    ]  # fmt: skip


def surroundings() -> list[Fact]:
    cache.set("parvis.health", "ok", 10)
    free = shutil.disk_usage(settings.PARVIS.data_dir).free
    is_printed = settings.PARVIS.mail_url.startswith("console")
    copy = last_backup()
    at = parse_datetime(copy["at"]) if copy else None
    words = _("Last backup: %(when)s") % {"when": since(at)} if at else _("No backup is known")
    return [
        fact(cache.get("parvis.health") == "ok", _("The cache answers"), _("Check REDIS_URL.")),
        fact(free > ROOM, _("%(size)s free for files") % {"size": size(free)}, _("Make room on the disk of PARVIS_DATA_DIR.")),
        fact(not is_printed, _("Mail goes through a server") if not is_printed else _("Mails are printed, not sent"), _("Set PARVIS_MAIL_URL."), otherwise="warn"),
        fact(at and clock.now() - at < OLD_BACKUP, words, _("Run bin/manage backup every night: docs/backup.md says how."), otherwise="warn"),
        fact(
            videos.can_decode(), _("Videos are decoded before they are accepted"),
            _("Only the container of videos is read, and they have no poster: run pip install -r requirements/video.lock."),
            otherwise="warn",
        ),
    ]  # fmt: skip


def reading_over() -> list[Fact]:
    """What reads over what people write: grammar of French is optional, and its absence would otherwise not be noticed."""
    spells = all(is_word(word, lang) for word, lang in (("bonjour", "fr"), ("hello", "en")))
    is_there = french.is_installed()
    fix = (
        _("Grammalecte is there but cannot be used: the log of the server says why.")
        if is_there
        else _("Only spelling and common slips of French are seen. On this machine: apt install python3-grammalecte, then start Parvis again.")
    )  # fmt: skip
    return [
        fact(spells, _("Spelling is read over in French and in English"), _("Run pip install -r requirements/base.lock: a dictionary is missing.")),
        fact(is_there and french.grammalecte(), _("French grammar is read over (Grammalecte)") if is_there else _("French grammar is not read over"), fix, otherwise="warn"),
    ]  # fmt: skip


def searching() -> list[Fact]:
    """Whether what is there is found; the worker reads what it has not yet."""
    documents, waiting, is_built = state()
    is_late = waiting > MOST_WAITING
    words = _("Search: %(count)s things are found") % {"count": number(documents)}
    if is_built and not is_late:
        return [Fact("good", words)]
    return [Fact("warn", words, _("The worker is still reading the rest. If this lasts, look at the jobs, then run bin/manage search check --repair."))]  # fmt: skip


def live_news() -> list[Fact]:
    """Pages hear by themselves of what is new; without that server they ask now and then."""
    if not settings.PARVIS.live:
        return []
    servers = heartbeat.listeners.alive()
    count = sum(servers.values())
    words = ngettext("Live news: %(n)s page listens", "Live news: %(n)s pages listen", count) % {"n": number(count)}
    how = _("(nudged by Redis)") if settings.PARVIS.redis_url else _("(looking at the database by itself)")
    at = heartbeat.deliveries.known()
    last = _("Last delivered: %(when)s.") % {"when": since(at)} if at else _("Nothing was delivered these seven days.")
    fix = _(
        "No server of live news was heard for 90 seconds: start bin/manage live. Until then pages ask now and then."
    )
    return [fact(servers, f"{words} {how}. {last}", fix, otherwise="warn")]


def facts() -> list[Fact]:
    """Everything, each part on its own: one that breaks is a fact too."""
    found: list[Fact] = []
    parts: list[Callable[[], list[Fact]]] = [database, jobs, surroundings, reading_over, searching, live_news]
    for part in parts:
        try:
            found += part()
        except Exception as broken:
            found.append(Fact("bad", f"{part.__name__}: {broken}"[:200], _("Read the log of the server.")))
    return found


def versions() -> list[tuple[str, str]]:
    """What runs here: (name, version)."""
    project = Path(settings.REPOSITORY) / "pyproject.toml"
    ours = tomllib.loads(project.read_text())["project"]["version"] if project.exists() else "?"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        engine = str(cursor.fetchone()[0])
    return [
        ("Parvis", ours), ("Django", metadata.version("django")), ("Python", platform.python_version()),
        ("PostgreSQL" if connection.vendor == "postgresql" else "SQLite", engine), (_("Cache"), "Redis" if settings.PARVIS.redis_url else _("database")),
    ]  # fmt: skip


def try_mail(address: str) -> str:
    """Send one mail now, here; the error in words, empty when the server took it."""
    try:
        message = EmailMessage(
            _("Parvis: mail works"),
            _("If you read this, Parvis can send mails."),
            None,
            [address],
            connection=get_connection(),
        )
        message.send(fail_silently=False)
    except Exception as broken:
        return f"{type(broken).__name__}: {broken}"[:300]
    return ""
