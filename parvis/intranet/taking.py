"""What sources bring becomes facts: one page, one fact, once, whoever tells it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.db import transaction

from parvis.intranet.models import Fact, Source
from parvis.intranet.reading import Item, believable
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.kernel.chronicling import kind, record
from parvis.people.models import Person

FOUND = kind("fact.found")


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
    return Taken(tuple(new), tuple(changed))
