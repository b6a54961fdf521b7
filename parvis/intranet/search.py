"""Facts, found by their title and words; and facts a companion brings to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.intranet.conversing import of_the_week
from parvis.intranet.models import Fact
from parvis.intranet.taking import ASIDE, BACK, CHANGED, FOUND
from parvis.kernel.addresses import key_of
from parvis.kernel.ids import id_in
from parvis.leadership import facts
from parvis.leadership.facts import KnownFact
from parvis.people.models import Person
from parvis.search.asking import Question
from parvis.search.offering import Kind, Look, Text, offer


def texts(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Fact.objects.filter(pk__in=ids, removal__isnull=True).values_list("pk", "title", "words")
    return {pk: Text(title, words) for pk, title, words in rows}


def ids(after: int, limit: int) -> list[int]:
    rows = Fact.objects.filter(pk__gt=after, removal__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def rows(viewer: Person, question: Question) -> QuerySet[Fact] | None:
    return None if question.narrows else Fact.objects.visible_to(viewer)


def look(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = Fact.objects.visible_to(viewer).filter(pk__in=list(ids))
    return {
        row.pk: Look(f"/facts/{row.pk}/", row.title, row.words, what=_("On the intranet"), where=row.origin, when=row.said_at)
        for row in found
    }  # fmt: skip


def themselves(ids: Sequence[int]) -> Iterable[int]:
    return ids


def as_known(fact: Fact) -> KnownFact:
    return KnownFact(fact.title, fact.origin, f"/facts/{fact.pk}/", fact.address, fact.said_at, fact.excerpt)


def resolve(viewer: Person, addresses: Sequence[str]) -> dict[str, KnownFact]:
    """By the page of the intranet, or by the home of the fact here."""
    keys = {address: key_of(address) for address in addresses}
    homes = {address: home_in(address) for address in addresses}
    seen = Fact.objects.visible_to(viewer)
    by_key = {fact.key: fact for fact in seen.filter(key__in=[key for key in keys.values() if key])}
    by_id = {fact.pk: fact for fact in seen.filter(pk__in=[pk for pk in homes.values() if pk])}
    found = {address: by_id.get(homes[address] or 0) or by_key.get(keys[address]) for address in addresses}
    return {address: as_known(fact) for address, fact in found.items() if fact}


def home_in(address: str) -> int | None:
    start, _slash, rest = facts.own_path(address).partition("/facts/")
    return id_in(rest.strip("/")) if not start and rest else None


def lately(viewer: Person, limit: int) -> list[KnownFact]:
    return [as_known(fact) for fact in of_the_week(viewer, limit)]


def declare() -> None:
    touched = {deed.name: themselves for deed in (FOUND, CHANGED, ASIDE, BACK)}
    offer(Kind("fact", "facts", _("On the intranet"), 60, texts, ids, rows, look, touched))
    facts.offer(resolve, lately)
