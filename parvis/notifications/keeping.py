"""How long notices are kept."""

from __future__ import annotations

import datetime as dt

from parvis.kernel import clock
from parvis.kernel.ids import first_id_at
from parvis.kernel.jobs import every, job
from parvis.notifications.models import FanOut, Notice

KEPT, FOLLOWED = dt.timedelta(days=90), dt.timedelta(days=2)
BULK = 5_000


@every(dt.timedelta(hours=12))
@job(queue="slow", atomic=False)
def forget_old() -> None:
    """Notices after 90 days, in bulks so that nobody waits; what says that an entry was taken, once the cursor is past it."""
    old = Notice.objects.filter(pk__lt=first_id_at(clock.now() - KEPT)).order_by("pk")
    while ids := list(old.values_list("pk", flat=True)[:BULK]):
        Notice.objects.filter(pk__among=ids).delete()
    FanOut.objects.filter(done_at__lt=clock.now() - FOLLOWED).delete()
