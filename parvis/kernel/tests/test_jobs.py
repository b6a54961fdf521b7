"""Jobs commit with their cause, are retried, and end as dead letters."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from parvis.kernel import clock, heartbeat
from parvis.kernel.jobs import job, run_job, wait_before

done: list[int] = []


@job(attempts=2)
def note(number: int) -> None:
    done.append(number)


@job(attempts=2)
def fail() -> None:
    raise ValueError("toujours")


def test_a_job_is_rolled_back_with_its_cause(db):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        note.later(number=1)
        raise RuntimeError
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_is_ready():
    done.clear()
    note.later(number=7)
    call_command("work", until_empty=True)
    assert done == [7]
    assert DBTaskResult.objects.successful().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failing_job_is_tried_again_later_then_is_a_dead_letter():
    fail.later()
    call_command("work", until_empty=True)
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.run_after > clock.now()
    DBTaskResult.objects.filter(pk=waiting.pk).update(run_after=clock.now())
    call_command("work", until_empty=True)
    assert DBTaskResult.objects.failed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_tried_again():
    done.clear()
    note.later(number=9)
    DBTaskResult.objects.update(status="RUNNING", started_at=clock.now() - dt.timedelta(hours=1))
    call_command("work", until_empty=True)
    assert done == [9]


def test_waits_grow_to_an_hour():
    assert wait_before(2) < dt.timedelta(seconds=13)
    assert wait_before(20) <= dt.timedelta(hours=1.2)
    assert run_job is not None


def test_a_worker_is_heard_at_once_on_a_machine_that_has_just_started(monkeypatch):
    monkeypatch.setattr(time, "monotonic", lambda: 3.0)  # seconds since then
    heart = heartbeat.Heart("parvis.test.hearts")
    heart.beat()
    assert heart.alive()
