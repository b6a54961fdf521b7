"""A process killed at any moment of a fan-out neither loses nor doubles a notice. PARVIS_SEED repeats a run."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.own_house
ROOT = Path(__file__).resolve().parents[3]
KILLS, PEOPLE = 12, 3_000
PREPARE = """
import django; django.setup()
from django.db import connection
from demo import cast
from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.confirming import ask
world = cast.build()
Person.objects.bulk_create([Person(handle=f"p{n}", name=f"P {n}") for n in range(%d)], batch_size=1000)
for n in range(3):
    ask(publish_new(Sheet(body=f"À lire {n}"), by=world.marine), by=world.marine, days=2)
"""
WORK = """
import django; django.setup()
from parvis.notifications import deciding
deciding.BULK = 50
deciding.LOST = deciding.dt.timedelta(0)
from parvis.notifications.models import FanOut
print("ready", flush=True)
while True:
    deciding.decide()
    for pk in FanOut.objects.filter(done_at=None).values_list("pk", flat=True):
        while deciding.step(pk):
            pass
    if not FanOut.objects.filter(done_at=None).exists():
        break
print("done", flush=True)
"""
COUNT = """
import django; django.setup()
from django.db.models import Count
from parvis.notifications.models import Notice
from parvis.people.models import Person
rows = Notice.objects.filter(kind="post.must_read")
people = Person.objects.present().filter(is_guest=False).exclude(handle="marine").count()
print(rows.count(), 3 * people, rows.values("person", "source").annotate(n=Count("id")).filter(n__gt=1).count())
"""


def test_killed_again_and_again(tmp_path):
    seed = int(os.environ.get("PARVIS_SEED", str(random.randrange(10**6))))
    chance = random.Random(seed)
    env = {
        **os.environ, "PARVIS_MODE": "trial", "PARVIS_DATA_DIR": str(tmp_path), "DATABASE_URL": os.environ.get("PARVIS_KILLS_DATABASE", ""), "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings", "PARVIS_SETTLE_POSTS_S": "0", "PARVIS_SETTLE_FIRST_POST_S": "0",
    }  # fmt: skip

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], env=env, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "django", "prepare", "--empty")
    run("-c", PREPARE % PEOPLE)
    killed = 0
    for _kill in range(KILLS):
        with subprocess.Popen([sys.executable, "-c", WORK], env=env, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0.02, 0.35))
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    assert killed, f"seed {seed}: nothing was cut"
    run("-c", WORK)
    written, expected, doubled = map(int, run("-c", COUNT).split())
    assert (written, doubled) == (expected, 0), f"seed {seed}, {killed} kills"
