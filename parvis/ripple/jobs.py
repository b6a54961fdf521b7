"""The roll-up as jobs: looked at every hour, done once a week, the Monday it becomes possible."""

from __future__ import annotations

import datetime as dt

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.ripple.rolling import forget, missing, roll_missing


@every(dt.timedelta(hours=1))
@job(attempts=3, atomic=False)
def roll_weeks() -> None:
    """Freeze the Mondays not frozen yet. Run twice or killed, it goes on where it stands: each figure is written once."""
    if missing():
        roll_missing()


@every(dt.timedelta(days=1))
@job()
def forget_old_snapshots() -> None:
    forget(clock.now())
