"""What this area holds on a person: who added a source, named a host, told or put aside a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.intranet.models import Fact, FactRemoval, InsideHost, Source, SourcePause
from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person

MODELS = (Source, SourcePause, InsideHost, Fact, FactRemoval)


def export(person: Person) -> Iterator[dict[str, Any]]:
    for source in Source.objects.filter(by=person).order_by("id"):
        yield {"source added": source.name, "at": source.at}
    for pause in SourcePause.objects.filter(by=person).select_related("source").order_by("id"):
        yield {"source paused": pause.source.name, "at": pause.at}
    for host in InsideHost.objects.filter(by=person).order_by("id"):
        yield {"host named": host.name, "at": host.at}
    for fact in Fact.objects.filter(by=person).order_by("id"):
        yield {"fact told": fact.title, "address": fact.address, "at": fact.found_at}
    for removal in FactRemoval.objects.filter(by=person).select_related("fact").order_by("id"):
        yield {"fact put aside": removal.fact.title, "at": removal.at}


def erase(person: Person) -> None:
    """What was done for the organisation stays, without who did it."""
    for model in MODELS:
        model.objects.filter(by=person).update(by=None)  # type: ignore[attr-defined]


def declare() -> None:
    register(
        Holding(
            "intranet", _("Facts of the intranet"), tuple(f"intranet.{model.__name__}" for model in MODELS),
            _("Who added a source of facts, let Parvis ask a host, told a fact or put one aside: so that one knows whom to ask."),
            _("As long as the source, the host or the fact; without your name from 30 days after you leave."),
            export, erase,
        ),
    )  # fmt: skip
