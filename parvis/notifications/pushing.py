"""What leaves to the browsers of a person, through their own push service and nobody else's (RFC 8030, 8291, 8292)."""

from __future__ import annotations

import datetime as dt
import json
import logging
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from py_vapid import Vapid02

from parvis.kernel import clock, outbound, turns
from parvis.kernel.jobs import job
from parvis.notifications import addressing, devices
from parvis.notifications.calendar import next_open
from parvis.notifications.choosing import choice_of, hours_of, zone_named
from parvis.notifications.devices import push_key
from parvis.notifications.mailing import unseen
from parvis.notifications.models import Notice, PushDevice
from parvis.notifications.screens import Line, lines_of
from parvis.people.models import Organisation, Person

log = logging.getLogger("parvis.notifications")
LEASE, MOST_PEOPLE = dt.timedelta(minutes=20), 200
KEPT, TOKEN = 12 * 3600, 12 * 3600  # seconds: how long a push service keeps a message; how long a signature holds
LONGEST = 160


def payload(person: Person, lines: list[Line]) -> str:
    """One message for all of `lines`: encrypted for the browser alone, and still no more than the person may read at this moment."""
    house = Organisation.objects.first()
    newest, unread = lines[0], Notice.objects.filter(person=person, leads=True, read_at=None).count()
    said = {"title": house.name if house else "Parvis", "body": newest.sentence, "url": f"/notices/{newest.id}/", "tag": f"notice-{newest.id}", "unread": unread, "lang": get_language()}  # fmt: skip
    if len(lines) > 1:
        words = ngettext("%(n)d thing for you", "%(n)d things for you", len(lines)) % {"n": len(lines)}
        said |= {"body": words, "url": "/notices/"}
    elif settings.PARVIS.mail_titles_only:
        said["body"] = str(newest.kind.subject)  # a locked screen: no name either
    elif newest.words:
        said["body"] = f"{newest.sentence}\n{newest.words[:LONGEST]}"
    return json.dumps(said, ensure_ascii=False)


@turns.install
def push_what_is_due() -> dt.datetime | None:
    now = clock.now()
    due = Notice.objects.filter(leads=True, pushed_at=None, push_at__lte=now)
    people = sorted(set(due.values_list("person", flat=True)[: MOST_PEOPLE * 5]))[:MOST_PEOPLE]
    if not people:
        return None
    reached = set(PushDevice.objects.filter(person__in=people).values_list("person", flat=True))
    due.filter(person__in=set(people) - reached).update(push_at=None)
    for person in sorted(reached):
        with transaction.atomic():
            ids = list(due.filter(person=person).select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))  # fmt: skip
            if ids:
                Notice.objects.filter(pk__in=ids).update(push_at=now + LEASE)
                push_one.later(person_id=person, ids=ids)
    return now if len(people) == MOST_PEOPLE else None


@job(atomic=False, attempts=3)
def push_one(person_id: int, ids: list[int]) -> None:
    """What is still due and unread of these, as one message to each browser. Sent twice after a kill, it replaces itself (Topic, tag)."""
    mine = Notice.objects.filter(person=person_id, pk__in=ids, pushed_at=None)
    person = Person.objects.present().filter(pk=person_id).first()
    rows = unseen(list(mine.filter(leads=True, read_at=None).order_by("-id")))
    if person is None or not rows:
        mine.update(push_at=None)
        return
    zone, now = zone_named(person.time_zone), clock.now()
    opens = next_open(now, hours_of(choice_of(person)), zone)
    if opens > now:
        mine.update(push_at=opens)
        return
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone):
        lines = lines_of(person, rows)
        message = payload(person, lines) if lines else ""
    for device in devices.of(person) if lines else ():
        send(device, message, topic=f"notice-{lines[0].id}")
    mine.filter(pk__in=[line.id for line in lines]).update(pushed_at=clock.now())
    mine.filter(pushed_at=None).update(push_at=None)


def send(device: PushDevice, message: str, *, topic: str) -> None:
    """To one browser; one that is no more (404, 410: RFC 8030 §7.3) is forgotten. A service that fails is left alone: the page and
    the mails say the same."""
    # Here, for it brings an HTTP client that no process which serves pages wants in its memory.
    from pywebpush import WebPusher

    keys = {"endpoint": device.address, "keys": {"p256dh": device.p256dh, "auth": device.auth}}
    body = WebPusher(keys).encode(message.encode())["body"]
    parts = urlsplit(device.address)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + TOKEN, "sub": f"mailto:{addressing.own_address()}"}  # fmt: skip
    headers = Vapid02.from_pem(push_key().private.encode()).sign(claims)
    headers |= {"TTL": str(KEPT), "Urgency": "normal", "Topic": topic[:32], "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream"}  # fmt: skip
    try:
        status = outbound.send(device.address, body=body, headers=headers)
    except outbound.Unreachable as problem:
        log.info("a push service was not reached: %s", problem)
        return
    if status in (404, 410):
        device.delete()
    elif status >= 400:
        log.warning("a push service answered %d", status)
