"""What sources bring becomes facts: one page, one fact, once, whoever tells it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.intranet.models import Fact, FactRemoval, Source
from parvis.intranet.permissions import may_tell_facts
from parvis.intranet.picturing import fetch_picture
from parvis.intranet.reading import Item, believable
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.posts.knowing import Known
from parvis.posts.models import LinkCard
from parvis.posts.unfolding import draw_again

FOUND, ASIDE, BACK = kind("fact.found"), kind("fact.put aside"), kind("fact.taken back")
RECENT = dt.timedelta(days=30)


@dataclasses.dataclass(frozen=True)
class Taken:
    new: tuple[Fact, ...] = ()
    changed: tuple[Fact, ...] = ()


def as_now(fact: Fact, item: Item) -> bool:
    """Take the words the intranet gives it now; whether any changed."""
    given = {"title": item.title, "excerpt": item.excerpt, "words": item.words}
    if item.picture:
        given["picture_from"] = item.picture
    changed = [name for name, value in given.items() if getattr(fact, name) != value]
    for name in changed:
        setattr(fact, name, given[name])
    if changed:
        fact.save(update_fields=changed)
    return bool(changed)


@transaction.atomic
def take(items: Iterable[Item], source: Source | None, *, origin: str = "", by: Person | None = None) -> Taken:
    """Keep what is new, follow what changed in what this source had told. What another source told first stays as it is."""
    given = {key: item for item in items if (key := key_of(item.address))}
    known = {fact.key: fact for fact in Fact.objects.select_for_update(of=("self",)).filter(key__in=list(given))}
    changed = [
        fact for key, fact in known.items()
        if (source is None or fact.source_id == source.pk) and as_now(fact, given[key])
    ]  # fmt: skip
    now, new = clock.now(), []
    for key, item in given.items():
        if key in known:
            continue
        fact, made = Fact.objects.get_or_create(
            key=key,
            defaults={
                "source": source, "origin": origin or (source.name if source else ""), "address": item.address, "title": item.title,
                "excerpt": item.excerpt, "words": item.words, "picture_from": item.picture, "said_at": believable(item.said_at),
                "found_at": now, "by": by,
            },
        )  # fmt: skip
        if made:
            new.append(fact)
            record(FOUND, by=by, subject=fact)
    tell_cards([fact.key for fact in (*new, *changed)])
    for fact in new:
        if fact.picture_from and now - fact.said_at < RECENT:
            fetch_picture.later(fact_id=fact.pk)
    return Taken(tuple(new), tuple(changed))


def tell_cards(keys: Collection[str]) -> None:
    """Posts that link to these pages already show them as facts, or no longer do."""
    linked = LinkCard.objects.filter(key__in=keys).values_list("key", flat=True)
    if wanted := sorted(set(linked)):
        draw_again.later(keys=wanted)


def known_facts(keys: Collection[str]) -> dict[str, Known]:
    """What posts are told of pages that are facts."""
    rows = Fact.objects.filter(key__in=keys, removal__isnull=True)
    return {
        fact.key: Known(fact.title, fact.origin, f"/facts/{fact.pk}/", timezone.localtime(fact.said_at).date(), fact.excerpt)
        for fact in rows
    }  # fmt: skip


@transaction.atomic
def put_aside(fact: Fact, *, by: Person) -> None:
    """It is offered and shown no more; posts keep a plain link."""
    require(may_tell_facts(by), _("Only a communicator puts a fact aside."))
    _row, made = FactRemoval.objects.get_or_create(fact=fact, defaults={"by": by, "at": clock.now()})
    if made:
        record(ASIDE, by=by, subject=fact)
        tell_cards([fact.key])


@transaction.atomic
def take_back(fact: Fact, *, by: Person) -> None:
    require(may_tell_facts(by), _("Only a communicator puts a fact aside."))
    gone, _models = FactRemoval.objects.filter(fact=fact).delete()
    if gone:
        record(BACK, by=by, subject=fact)
        tell_cards([fact.key])


@transaction.atomic
def tell(item: Item, *, by: Person) -> Fact:
    """A fact told by hand. The same page told already is that fact."""
    require(may_tell_facts(by), _("Only a communicator tells a fact by hand."))
    taken = take([item], None, origin=str(_("Told by hand")), by=by)
    return taken.new[0] if taken.new else Fact.objects.get(key=key_of(item.address))
