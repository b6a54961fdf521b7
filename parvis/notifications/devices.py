"""The browsers a person wants to be told on, and the key of the installation."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import SplitResult, urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, outbound
from parvis.kernel.refusals import require
from parvis.live import entering
from parvis.notifications.models import PushDevice, PushKey
from parvis.people.models import Person

MOST = 12
BASE64 = re.compile(r"^[A-Za-z0-9_-]+={0,2}$")
NAMES = ("Firefox", "Edg", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac", "Linux")


def unpadded(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def octets_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def push_key() -> PushKey:
    """P-256, as RFC 8292 §2 wants it; whoever makes it first keeps it."""
    found = PushKey.objects.filter(pk=1).first()
    if found is not None:
        return found
    made = ec.generate_private_key(ec.SECP256R1())
    private = made.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())  # fmt: skip
    public = made.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    PushKey.objects.bulk_create([PushKey(pk=1, private=private.decode(), public=unpadded(public))], ignore_conflicts=True)  # fmt: skip
    return PushKey.objects.get(pk=1)


def called(agent: str) -> str:
    """“Firefox, Android”: what a person calls their browser."""
    names = [next((name for name in some if name in agent), "") for some in (NAMES, SYSTEMS)]
    return ", ".join(name.replace("Edg", "Edge") for name in names if name)


def digest(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


def could_be_outside(parts: SplitResult) -> bool:
    """A name, or a public address, on the usual port. What the name stands for is looked at each time something is sent."""
    host = parts.hostname or ""
    is_number = ":" in host or host.replace(".", "").isdecimal()
    usual = parts.port in (None, 443) and not parts.username
    return usual and (
        outbound.is_public(host) if is_number else "." in host and not host.endswith((".localhost", ".local"))
    )


def is_key(p256dh: str) -> bool:
    """A point of P-256, uncompressed: what is none could not be written to (RFC 8291 §3.1)."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), octets_of(p256dh))
    except (ValueError, UnsupportedAlgorithm):
        return False
    return len(octets_of(p256dh)) == 65


@transaction.atomic
def add(
    address: str, p256dh: str, auth: str, agent: str, *, by: Person, session: str, was: str = ""
) -> PushDevice | None:
    """Tell this person on this browser, while they are signed in on it. A browser belongs to whoever asked last on it. `was`: it is
    known under this address; None when it is not, because it was taken away meanwhile."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme == "https" and could_be_outside(parts) and len(address) <= 1000
    except ValueError:
        sound = False
    sound = (
        sound and bool(BASE64.match(p256dh) and BASE64.match(auth)) and is_key(p256dh) and len(octets_of(auth)) == 16
    )
    require(sound, _("This browser did not say where it can be reached."))
    if was and not PushDevice.objects.filter(person=by, address_hash=digest(was)).delete()[0]:
        return None
    PushDevice.objects.filter(address_hash=digest(address)).delete()
    for old in PushDevice.objects.filter(person=by).order_by("-at")[MOST - 1 :]:
        old.delete()
    return PushDevice.objects.create(person=by, address_hash=digest(address), address=address, p256dh=p256dh, auth=auth, name=called(agent)[:80], session=session, at=clock.now())  # fmt: skip


@transaction.atomic
def remove(*, by: Person, pk: int = 0, address: str = "") -> None:
    rows = PushDevice.objects.filter(person=by)
    (rows.filter(pk=pk) if pk else rows.filter(address_hash=digest(address))).delete()


def of(person: Person) -> list[PushDevice]:
    """Those the person is still signed in on; the others are forgotten: whoever holds them now is told nothing."""
    rows = list(PushDevice.objects.filter(person=person).order_by("-at"))
    there = []
    for row in rows:
        entered = entering.who({settings.SESSION_COOKIE_NAME: row.session})
        if entered is not None and entered.person == person.pk:
            there.append(row)
        else:
            row.delete()
    return there
