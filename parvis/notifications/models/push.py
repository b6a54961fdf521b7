from __future__ import annotations

from django.db import models

from parvis.kernel.rows import Row
from parvis.people.models import Person


class PushKey(models.Model):
    """The key this installation signs its pushes with (VAPID, RFC 8292), made the first time it is wanted. One row. Lost, every
    device has to be asked again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    private = models.TextField()
    public = models.CharField(max_length=120)


class PushDevice(Row):
    """A browser that asked to be told: where its own push service takes messages, and the keys only it can read them with. Told as
    long as its person is signed in on it: `session` is the session it asked in."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="push_devices")
    address_hash = models.CharField(max_length=64, unique=True)
    address = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    name = models.CharField(max_length=80, blank=True)
    session = models.CharField(max_length=40, default="")
    at = models.DateTimeField()
