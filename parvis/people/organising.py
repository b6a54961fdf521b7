"""The directory's facts: who works where, for whom. Changed by administrators and imports."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from parvis.kernel import pictures, portraits, uploads
from parvis.kernel.chronicling import kind, record
from parvis.kernel.lines import line
from parvis.kernel.refusals import require
from parvis.people.models import Organisation, Person, Unit
from parvis.people.permissions import may_administer
from parvis.people.profiling import searchable

PLACED = kind("person.placed", retention="audit")
LOGO = kind("organisation.logo", retention="audit")
UNIT_CHANGED = kind("unit.changed", retention="audit")


@transaction.atomic
def place(
    person: Person, *, job: str, unit: Unit | None, manager: Person | None, by: Person | None,
    name: str | None = None, site: str | None = None,
) -> None:  # fmt: skip
    """Set the facts of the directory (name and place of work too when given); the chains of everybody below follow."""
    below = person.chain if person.chain != "/" else None
    require(
        manager is None or (manager.pk != person.pk and not (below and manager.chain.startswith(below))),
        _("Somebody cannot report to themselves, nor to someone of their own team."), field="manager",
    )  # fmt: skip
    before = person.chain
    person.name = person.name if name is None else line(name)
    person.site = person.site if site is None else site
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
def make_unit(name: str, slug: str, parent: Unit | None, *, by: Person | None) -> Unit:
    unit = Unit(name=line(name), slug=slug, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(force_insert=True)
    record(UNIT_CHANGED, by=by, subject=unit)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, name: str, *, by: Person) -> None:
    Unit.objects.filter(pk=unit.pk).update(name=line(name))
    record(UNIT_CHANGED, by=by, subject=unit)


@transaction.atomic
def delete_unit(unit: Unit, *, by: Person) -> None:
    empty = not unit.children.exists() and not unit.people.exists()
    require(empty, _("This unit still has people or units: move them first."))
    record(UNIT_CHANGED, by=by, subject=unit)
    unit.delete()


def put_logo(organisation: Organisation, file: File, *, by: Person) -> None:
    """Show this logo in the frame and at the door. It is public: everybody sees it, signed in or not."""
    require(may_administer(by), _("Only administrators change the logo."))
    uploads.check(file, kinds=("photo",))
    set_logo(organisation, portraits.within(file, 480, 160), by=by)


def remove_logo(organisation: Organisation, *, by: Person) -> None:
    require(may_administer(by), _("Only administrators change the logo."))
    set_logo(organisation, None, by=by)


@transaction.atomic
def set_logo(organisation: Organisation, picture: pictures.Picture | None, *, by: Person) -> None:
    portraits.put_in(organisation.logo, picture.body if picture else None)
    organisation.logo_width, organisation.logo_height = (picture.width, picture.height) if picture else (0, 0)
    organisation.save(update_fields=["logo", "logo_width", "logo_height"])
    record(LOGO, by=by, subject=organisation)
