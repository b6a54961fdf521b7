"""The directory's facts: who works where, for whom. Changed by administrators and imports."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.people.models import Person, Unit
from parvis.people.profiling import searchable

PLACED = kind("person.placed", retention="audit")
UNIT_CHANGED = kind("unit.changed", retention="audit")


@transaction.atomic
def place(person: Person, *, job: str, unit: Unit | None, manager: Person | None, by: Person | None) -> None:
    """Set job, unit and manager; the chains of everybody below follow."""
    below = person.chain if person.chain != "/" else None
    require(
        manager is None or (manager.pk != person.pk and not (below and manager.chain.startswith(below))),
        _("Somebody cannot report to themselves, nor to someone of their own team."), field="manager",
    )  # fmt: skip
    before = person.chain
    person.job, person.unit, person.manager = job, unit, manager
    person.chain = f"{manager.chain if manager else '/'}{person.pk}/"
    person.search_text = searchable(person, list(person.asks.values_list("label", flat=True)))
    person.save()
    if before not in ("/", person.chain):
        rest = Substr("chain", len(before) + 1)
        Person.objects.filter(chain__startswith=before).exclude(pk=person.pk).update(
            chain=Concat(Value(person.chain), rest)
        )
    record(PLACED, by=by, subject=person)


@transaction.atomic
def make_unit(name: str, slug: str, parent: Unit | None, *, by: Person) -> Unit:
    unit = Unit(name=name, slug=slug, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(force_insert=True)
    record(UNIT_CHANGED, by=by, subject=unit)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, by: Person) -> None:
    Unit.objects.filter(pk=unit.pk).update(name=name)
    record(UNIT_CHANGED, by=by, subject=unit)


@transaction.atomic
def delete_unit(unit: Unit, *, by: Person) -> None:
    empty = not unit.children.exists() and not unit.people.exists()
    require(empty, _("This unit still has people or units: move them first."))
    record(UNIT_CHANGED, by=by, subject=unit)
    unit.delete()
