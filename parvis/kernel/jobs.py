"""Work after commit. A job is a row of the same database as what caused it, so both are kept or neither
(django-tasks-db). Jobs are retried with back-off; the last failure leaves the row as a dead letter for an administrator.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import random
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import task

from parvis.kernel import clock, heartbeat, turns

log = logging.getLogger("parvis.jobs")

FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(hours=1)


def wait_before(attempt: int) -> dt.timedelta:
    """How long to wait before attempt 2, 3, …: doubling from 10 s to 1 h, ± 20 % so that failures do not march in step."""
    wait = min(FIRST_WAIT * 2 ** (attempt - 2), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)  # noqa: S311 (spreading load, not a secret)


class Job:
    """A function that runs later, in a worker: `unfold.later(card_id=…)`. Arguments must be JSON (ids, not rows)."""

    def __init__(self, function: Callable[..., Any], *, attempts: int, queue: str, atomic: bool) -> None:
        self.function = function
        self.attempts = attempts
        self.queue = queue
        self.atomic = atomic
        self.name = f"{function.__module__}.{function.__name__}"

    def __call__(self, **arguments: Any) -> Any:
        """Run now, here."""
        return self.function(**arguments)

    def later(self, **arguments: Any) -> None:
        """Enqueue, in the transaction of the caller."""
        self.enqueue(1, arguments, None)

    def at(self, when: dt.datetime, **arguments: Any) -> None:
        """Enqueue, not to run before `when`."""
        self.enqueue(1, arguments, when)

    def enqueue(self, attempt: int, arguments: dict[str, Any], when: dt.datetime | None) -> None:
        run_job.using(run_after=when, queue_name=self.queue).enqueue(self.name, attempt, arguments)


@task()
def run_job(name: str, attempt: int, arguments: dict[str, Any]) -> None:
    """What the worker runs: finds the job by its import path, and tries again later when it fails."""
    heartbeat.workers.beat()
    turns.pass_by()  # jobs that follow one another do not hold back what is due
    found = import_string(name)
    if not isinstance(found, Job):
        raise TypeError(f"{name} is not a job")
    try:
        with transaction.atomic() if found.atomic else contextlib.nullcontext():
            found(**arguments)
    except Exception:
        if attempt >= found.attempts:
            log.exception("job %s failed for the last time (attempt %d)", name, attempt)
            raise
        log.warning("job %s failed (attempt %d), will be tried again", name, attempt, exc_info=True)
        found.enqueue(attempt + 1, arguments, clock.now() + wait_before(attempt + 1))


def job(*, attempts: int = 5, queue: str = "default", atomic: bool = True) -> Callable[[Callable[..., Any]], Job]:
    """Declare a job: `@job()` above a module-level function taking keyword arguments. It runs in one transaction; one that waits
    for a network or computes for long says `atomic=False` and opens its own, short ones: on SQLite a transaction holds back
    everybody who writes."""

    def declare(function: Callable[..., Any]) -> Job:
        return Job(function, attempts=attempts, queue=queue, atomic=atomic)

    return declare


_regular: dict[str, tuple[dt.timedelta, Job]] = {}


def every(period: dt.timedelta) -> Callable[[Job], Job]:
    """Declare that a job runs once per `period` on the whole installation: `@every(dt.timedelta(days=1))` above `@job()`."""

    def declare(regular: Job) -> Job:
        _regular[regular.name] = (period, regular)
        return regular

    return declare


def enqueue_regular() -> int:
    """Enqueue the regular jobs whose time has come; how many. Asked by the worker now and then."""
    due = 0
    for name, (period, regular) in _regular.items():
        # Whoever adds the key first enqueues; should the cache forget it, the job runs once more, which must not harm.
        if cache.add(f"regular:{name}", "enqueued", timeout=int(period.total_seconds())):
            regular.later()
            due += 1
    return due
