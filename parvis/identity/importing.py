"""People from a CSV file: read whatever encoding and separator it has, checked row by row, shown, then written."""

from __future__ import annotations

import csv
import dataclasses
import io

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.identity.admitting import free_handle, invite, new_person
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person, Unit
from parvis.people.organising import make_unit, place
from parvis.people.permissions import may_administer

COLUMNS = {
    "name": ["name", "nom", "nom complet", "full name", "personne"], "email": ["email", "e-mail", "mail", "courriel", "adresse"],
    "job": ["job", "poste", "fonction", "métier", "metier", "title"], "unit": ["unit", "unité", "unite", "équipe", "equipe", "service", "team", "direction"],
    "manager": ["manager", "responsable", "e-mail du responsable", "manager e-mail"], "site": ["site", "lieu", "place"],
}  # fmt: skip
MOST = 50_000


@dataclasses.dataclass
class Row:
    """A line of the file: its values, what it would do ("create", "update", "same") or what is wrong with it."""

    line: int
    values: dict[str, str]
    does: str = ""
    errors: list[str] = dataclasses.field(default_factory=list)


def decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def read(text: str) -> list[Row]:
    """The rows of a CSV text. Raises Refused when no separator or the name and e-mail columns are not found."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    lines = list(csv.reader(io.StringIO(text), delimiter=separator))
    require(lines and lines[0], _("The file is empty."), field="text")
    found = {}
    for position, title in enumerate(lines[0]):
        for name, titles in COLUMNS.items():
            if title.strip().casefold() in titles:
                found[name] = position
    if "name" not in found or "email" not in found:
        raise Refused(
            _("The first line must name the columns, with at least “name” and “e-mail”. It says: %(line)s")
            % {"line": first[:200]},
            field="text",
        )
    require(len(lines) <= MOST, _("At most 50,000 lines at a time."), field="text")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            rows.append(Row(number, {name: line[at].strip() if at < len(line) else "" for name, at in found.items()}))
    return rows


def check(rows: list[Row]) -> list[Row]:
    """Say for each row what it would do, or what is wrong."""
    emails = {row.values["email"].casefold() for row in rows}
    known = {
        person.email.casefold(): person for person in Person.objects.exclude(email="").select_related("unit", "manager")
    }
    seen: set[str] = set()
    for row in rows:
        value = row.values
        email = value["email"].casefold()
        if not value["name"]:
            row.errors.append(_("the name is missing"))
        try:
            validate_email(value["email"])
        except ValidationError:
            row.errors.append(_("“%(email)s” is not an e-mail address") % {"email": value["email"]})
        if email in seen:
            row.errors.append(_("this e-mail address is on an earlier line"))
        seen.add(email)
        manager = value.get("manager", "").casefold()
        if manager and manager not in known and manager not in emails:
            row.errors.append(
                _("the manager “%(email)s” is neither in the file nor known") % {"email": value["manager"]}
            )
        person = known.get(email)
        row.does = "create" if person is None else "update" if differs(person, value) else "same"
    return rows


def differs(person: Person, value: dict[str, str]) -> bool:
    facts = {
        "name": person.name,
        "job": person.job,
        "site": person.site,
        "unit": person.unit.name if person.unit else "",
        "manager": person.manager.email if person.manager else "",
    }
    return any(value.get(name, "") and value[name].casefold() != fact.casefold() for name, fact in facts.items())


@transaction.atomic
def write(rows: list[Row], *, by: Person, invites: bool) -> tuple[int, int]:
    """Create and update people (how many of each); units named for the first time are made. Run twice, it changes nothing more."""
    require(may_administer(by), gettext_lazy("Only administrators import people."))
    require(not any(row.errors for row in check(rows)), gettext_lazy("Some lines are wrong: nothing was written."))
    units = {unit.name.casefold(): unit for unit in Unit.objects.all()}
    people = {
        person.email.casefold(): person for person in Person.objects.exclude(email="").select_related("unit", "manager")
    }
    created = updated = 0
    for row in rows:
        value, email = row.values, row.values["email"].casefold()
        unit_name = value.get("unit", "")
        if unit_name and unit_name.casefold() not in units:
            slug = slugify(unit_name)[:70] or "unite"
            taken = Unit.objects.filter(slug=slug).exists()
            units[unit_name.casefold()] = make_unit(unit_name[:120], free_handle(slug) if taken else slug, None, by=by)
        if email not in people:
            people[email] = new_person(
                value["name"][:120], value["email"], job=value.get("job", "")[:160], site=value.get("site", "")[:80]
            )
            created += 1
            if invites:
                invite(people[email], by=by)
        elif row.does == "update":
            updated += 1
    for row in rows:
        if row.does == "same":
            continue
        value, person = row.values, people[row.values["email"].casefold()]
        person.refresh_from_db()
        person.name, person.site = value["name"][:120], value.get("site", "")[:80] or person.site
        unit = units.get(value.get("unit", "").casefold(), person.unit)
        manager = people.get(value.get("manager", "").casefold(), person.manager)
        if manager is not None:
            manager.refresh_from_db(fields=["chain"])
        place(person, job=value.get("job", "")[:160] or person.job, unit=unit, manager=manager, by=by)
    return created, updated
