"""The worker: runs waiting jobs until told to stop; several may run at once."""

from __future__ import annotations

import datetime as dt
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections, transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from parvis.kernel import clock, heartbeat, turns
from parvis.kernel.jobs import enqueue_regular, run_job

LEASE = dt.timedelta(minutes=15)
KEPT = dt.timedelta(days=7)
LOOK = 60.0  # seconds between two looks at the regular jobs


def reclaim() -> int:
    """Jobs whose worker died (running for longer than the lease) are tried again, as one more attempt; how many."""
    found = 0
    with transaction.atomic():
        for row in DBTaskResult.objects.running().filter(started_at__lt=clock.now() - LEASE).select_for_update():
            name, attempt, arguments = row.args_kwargs["args"]
            row.set_failed(TimeoutError("the worker died or the job took more than 15 minutes"))
            if attempt < 5:
                run_job.enqueue(name, attempt + 1, arguments)
                row.delete()
            found += 1
    return found


def prune() -> None:
    DBTaskResult.objects.successful().filter(finished_at__lt=clock.now() - KEPT).delete()


class Command(BaseCommand):
    help = "Runs jobs. --until-empty stops when none is ready."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--until-empty", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)
        looked = -LOOK
        while not self.stopping:
            if not options["until_empty"] and time.monotonic() - looked >= LOOK:
                enqueue_regular()
                looked = time.monotonic()
            heartbeat.workers.beat()
            turns.take()
            reclaim()
            prune()
            self.worker = Worker(
                queue_names=["default", "slow"],
                excluded_queue_names=[],
                interval=1,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=None,
                worker_id="parvis",
            )
            self.worker.run()
            close_old_connections()
            if options["until_empty"]:
                return
            time.sleep(1)

    def stop(self, *args: Any) -> None:
        self.stopping = True
        if hasattr(self, "worker"):
            self.worker.running = False
