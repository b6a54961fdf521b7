"""People in a CSV file: read whatever its encoding and separator, then checked row by row."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from parvis.kernel.lines import line as seen_line
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person, Unit
from parvis.people.profiling import plain

COLUMNS = {
    "name": ["name", "nom", "nom complet", "prenom nom", "full name", "personne"],
    "email": ["email", "e-mail", "mail", "courriel", "adresse", "adresse e-mail", "adresse mail", "e-mail address"],
    "job": ["job", "poste", "fonction", "metier", "title", "job title"],
    "unit": ["unit", "unite", "equipe", "service", "team", "direction", "departement", "department"],
    "manager": ["manager", "responsable", "e-mail du responsable", "manager e-mail", "manager email"],
    "site": ["site", "lieu", "place", "lieu de travail", "place of work"],
}  # fmt: skip
LONGEST = {"name": 120, "email": 254, "job": 160, "unit": 120, "site": 80}
MOST = 50_000


@dataclasses.dataclass
class Row:
    """A line of the file: its values, what it would do ("create", "update", "same") or what is wrong with it."""

    line: int
    values: dict[str, str]
    does: str = ""
    errors: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Sheet:
    """The rows of a file; `unread` are the titles of columns Parvis does not know, `new_units` those it would make."""

    rows: list[Row]
    unread: list[str]
    new_units: list[str] = dataclasses.field(default_factory=list)

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.errors]

    def count(self, does: str) -> int:
        return sum(1 for row in self.rows if row.does == does and not row.errors)


def decoded(content: bytes) -> str:
    """The text of a file: UTF-16 or UTF-8 with or without mark, else what Excel writes in Western Europe (cp1252)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    head = content[:4000]
    if head.count(b"\0") > len(head) // 4:
        return content.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def lines_of(text: str) -> list[list[str]]:
    text = text.replace("\0", "").lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    first = text.split("\n", 1)[0]
    separator = max(";\t,|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as broken:
        raise Refused(
            _("This file cannot be read as CSV: a quotation mark is perhaps not closed."), field="text"
        ) from broken


def read(text: str) -> Sheet:
    """The rows of a CSV text. Raises Refused, with what to do, when the columns are not found or there is nothing."""
    require(text.strip("\ufeff \t\r\n\0"), _("The file is empty: choose another, or paste its lines."), field="text")
    lines = lines_of(text)
    found: dict[str, int] = {}
    unread = []
    for position, title in enumerate(lines[0]):
        known = [name for name, titles in COLUMNS.items() if plain(title.strip()) in titles]
        if known and known[0] not in found:
            found[known[0]] = position
        elif title.strip():
            unread.append(title.strip()[:60])
    if "name" not in found or "email" not in found:
        raise Refused(
            _("The first line must name the columns, with at least “name” and “e-mail”. It says: %(line)s")
            % {"line": " · ".join(lines[0])[:200]},
            field="text",
        )
    require(len(lines) <= MOST, _("At most 50,000 lines at a time: cut the file in two."), field="text")
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in line):
            rows.append(
                Row(number, {name: seen_line(line[at]) if at < len(line) else "" for name, at in found.items()})
            )
    require(rows, _("The file names its columns, but has no line below them."), field="text")
    return Sheet(rows, unread)


def people_known() -> dict[str, dict[str, Any]]:
    """The facts of everybody who has an e-mail address, by address."""
    rows = Person.objects.exclude(email="").values(
        "email", "name", "job", "site", "unit__name", "manager__email", "departure"
    )
    return {row["email"].casefold(): row for row in rows}


def check(sheet: Sheet) -> Sheet:
    """Say for each row what it would do, or everything that is wrong with it."""
    known = people_known()
    emails = {row.values["email"].casefold() for row in sheet.rows}
    seen: dict[str, int] = {}
    for row in sheet.rows:
        email = row.values["email"].casefold()
        row.errors += errors_of(row, known.get(email))
        if email in seen:
            row.errors.append(_("this e-mail address is already on line %(line)d") % {"line": seen[email]})
        seen.setdefault(email, row.line)
        manager = row.values.get("manager", "").casefold()
        if manager and manager not in known and manager not in emails:
            row.errors.append(
                _("the manager “%(email)s” is neither in the file nor known") % {"email": row.values["manager"][:120]}
            )
        row.does = "create" if email not in known else "update" if differs(known[email], row.values) else "same"
    find_circles(sheet.rows, known)
    units = {plain(name) for name in Unit.objects.values_list("name", flat=True)}
    named = {plain(row.values["unit"]): row.values["unit"] for row in sheet.rows if row.values.get("unit")}
    sheet.new_units = sorted(name for key, name in named.items() if key not in units)
    return sheet


def errors_of(row: Row, known: dict[str, Any] | None) -> list[str]:
    value, errors = row.values, []
    if not value["name"]:
        errors.append(_("the name is missing"))
    try:
        validate_email(value["email"])
    except ValidationError:
        errors.append(_("“%(email)s” is not an e-mail address") % {"email": value["email"][:120]})
    for name, longest in LONGEST.items():
        if len(value.get(name, "")) > longest:
            errors.append(_("“%(start)s…” is longer than %(n)d characters") % {"start": value[name][:30], "n": longest})
    if known and known["departure"]:
        errors.append(_("this person has left: first say on their page that they have come back"))
    return errors


def differs(known: dict[str, Any], value: dict[str, str]) -> bool:
    """An empty cell changes nothing."""
    facts = {**known, "unit": known["unit__name"], "manager": known["manager__email"]}
    names = ("name", "job", "site", "unit", "manager")
    return any(value.get(name) and plain(value[name]) != plain(facts[name] or "") for name in names)


def managers_of(rows: list[Row], known: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Who would report to whom, by e-mail address, once the file is written."""
    above = {email: (facts["manager__email"] or "").casefold() for email, facts in known.items()}
    for row in rows:
        manager = row.values.get("manager", "").casefold()
        above[row.values["email"].casefold()] = manager or above.get(row.values["email"].casefold(), "")
    return above


def find_circles(rows: list[Row], known: dict[str, dict[str, Any]]) -> None:
    """Somebody who would report to themselves through others: an error on each of their lines."""
    above = managers_of(rows, known)
    is_fine: dict[str, bool] = {"": True}
    for start in above:
        way: list[str] = []
        here = start
        while here not in is_fine and here not in way:
            way.append(here)
            here = above.get(here, "")
        in_circle = way[way.index(here) :] if here in way else []
        is_fine |= {email: email not in in_circle for email in way}
    for row in rows:
        if not is_fine.get(row.values["email"].casefold(), True):
            row.errors.append(_("through their managers, this person would report to themselves"))


def top_down(rows: list[Row]) -> list[Row]:
    """Managers before the people who report to them, so that each is placed under somebody already in place."""
    above = managers_of(rows, {})

    def depth(row: Row) -> int:
        email, steps = above.get(row.values["email"].casefold(), ""), 0
        while email and steps < 100:
            email, steps = above.get(email, ""), steps + 1
        return steps

    return sorted(rows, key=depth)
