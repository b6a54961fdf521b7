"""Sources and the hosts they are on: added, paused, resumed, asked at once, removed, by administrators."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.intranet.fetching import fetch_source
from parvis.intranet.models import InsideHost, Source, SourcePause
from parvis.intranet.models.source import new_salt
from parvis.intranet.permissions import may_keep_sources
from parvis.intranet.reading import Reading
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person

ADDED, REMOVED = kind("source.added", retention="audit"), kind("source.removed", retention="audit")
PAUSED, RESUMED = kind("source.paused", retention="audit"), kind("source.resumed", retention="audit")
NAMED, FORGOTTEN = kind("host.named", retention="audit"), kind("host.forgotten", retention="audit")
MINE = _("Only an administrator keeps the sources.")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?|\[[0-9a-f:.]{2,45}\](?::\d{1,5})?")
MOST = 200


@transaction.atomic
def add(name: str, kind: str, address: str, *, by: Person) -> Source:
    """A feed, asked at once, or a hook."""
    require(may_keep_sources(by), MINE)
    require(Source.objects.count() < MOST, _("Two hundred sources are enough: remove one first."))
    require(not Source.objects.filter(name=name).exists(), _("Another source has this name."), field="name")
    if kind == Source.Kind.FEED:
        require(key_of(address), _("Give the address of the feed: it begins by http:// or https://."), field="address")
        others = Source.objects.filter(kind=Source.Kind.FEED).values_list("address", flat=True)
        require(key_of(address) not in {key_of(one) for one in others}, _("This feed is already a source."), field="address")  # fmt: skip
    now = clock.now()
    source = Source.objects.create(
        name=name, kind=kind, address=address.strip() if kind == Source.Kind.FEED else "", by=by, at=now,
        next_at=now if kind == Source.Kind.FEED else None,
    )  # fmt: skip
    record(ADDED, by=by, subject=source)
    if kind == Source.Kind.FEED:
        fetch_source.later(source_id=source.pk)
    return source


@transaction.atomic
def pause(source: Source, *, by: Person) -> None:
    require(may_keep_sources(by), MINE)
    _row, made = SourcePause.objects.get_or_create(source=source, defaults={"by": by, "at": clock.now()})
    if made:
        record(PAUSED, by=by, subject=source)


@transaction.atomic
def resume(source: Source, *, by: Person) -> None:
    require(may_keep_sources(by), MINE)
    gone, _models = SourcePause.objects.filter(source=source).delete()
    if gone:
        record(RESUMED, by=by, subject=source)
        ask_now(source, by=by)


@transaction.atomic
def ask_now(source: Source, *, by: Person) -> None:
    """Do not wait for the next quarter of an hour."""
    require(may_keep_sources(by), MINE)
    if source.kind == Source.Kind.FEED:
        Source.objects.filter(pk=source.pk).update(next_at=clock.now())
        fetch_source.later(source_id=source.pk)


@transaction.atomic
def change_secret(source: Source, *, by: Person) -> None:
    """The former secret signs nothing any more."""
    require(may_keep_sources(by), MINE)
    source.salt = new_salt()
    source.save(update_fields=["salt"])
    record(ADDED, by=by, subject=source)


@transaction.atomic
def remove(source: Source, *, by: Person) -> None:
    """Nothing more comes from it; the facts it brought stay, with what was said of them."""
    require(may_keep_sources(by), MINE)
    record(REMOVED, by=by, subject=source)
    source.delete()


def host_in(words: str) -> str:
    """A host as it is compared ("intranet.example", with its port when it is not the usual one); Refused when it is none."""
    asked = words.strip().lower()
    if "://" in asked:
        try:
            parts = urlsplit(asked)
            asked = parts.netloc.rpartition("@")[2] if parts.scheme in ("http", "https") else ""
            asked = asked.removesuffix({"http": ":80", "https": ":443"}[parts.scheme]) if asked else ""
        except ValueError:
            asked = ""
    name, _colon, port = asked.partition(":") if not asked.startswith("[") else (asked, "", "")
    if not HOST.fullmatch(asked) or (port and not 0 < int(port) < 65536):
        raise Refused(_("Write the name of the host alone, for example intranet.example."), field="name")
    try:
        is_door = ipaddress.ip_address(name.strip("[]")).is_link_local
    except ValueError:
        is_door = False
    require(not is_door, _("This address gives the keys of machines: Parvis never asks it."), field="name")
    return asked


@transaction.atomic
def name_host(words: str, *, by: Person) -> InsideHost:
    """Let Parvis ask a host of the organisation's own network."""
    require(may_keep_sources(by), MINE)
    row, made = InsideHost.objects.get_or_create(name=host_in(words), defaults={"by": by, "at": clock.now()})
    if made:
        record(NAMED, by=by, subject=row)
    return row


@transaction.atomic
def forget_host(host: InsideHost, *, by: Person) -> None:
    require(may_keep_sources(by), MINE)
    record(FORGOTTEN, by=by, subject=host)
    host.delete()


def is_ready(reading: Reading) -> bool:
    """What was found can become a source."""
    return not reading.trouble or reading.trouble == "empty"
