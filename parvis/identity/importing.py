"""Importing people: a file is received and looked at, then a job writes it batch after batch; stopped, it goes on where it was."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from parvis.identity.admitting import invite, new_person
from parvis.identity.models import PeopleImport
from parvis.identity.reading import Sheet, check, read, top_down
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.jobs import job
from parvis.kernel.refusals import require
from parvis.people.models import Person, Unit
from parvis.people.organising import make_unit, place
from parvis.people.permissions import may_administer
from parvis.people.profiling import plain

IMPORTED = kind("people.imported", retention="audit")
BATCH = 250
KEPT = dt.timedelta(days=7)


@transaction.atomic
def receive(text: str, *, name: str, invites: bool, by: Person) -> PeopleImport:
    """Keep a file that can be read, to be looked at. Nothing is written yet. Files nobody wrote go after a week."""
    require(may_administer(by), _("Only administrators import people."))
    sheet = read(text)
    PeopleImport.objects.filter(started_at=None, at__lt=clock.now() - KEPT).delete()
    return PeopleImport.objects.create(
        by=by, at=clock.now(), name=name[:120], text=text.replace("\0", ""), invites=invites, row_count=len(sheet.rows)
    )


def look(sent: PeopleImport) -> Sheet:
    """What writing this file would do now, line by line."""
    return check(read(sent.text))


@transaction.atomic
def start(sent: PeopleImport, *, by: Person, right_lines_only: bool = False) -> None:
    """Write the file, by a job. Lines with an error stop it, unless only the right ones are asked for. Twice starts once."""
    require(may_administer(by), _("Only administrators import people."))
    sent = PeopleImport.objects.select_for_update().get(pk=sent.pk)
    if sent.started_at:
        return
    sheet = look(sent)
    require(right_lines_only or not sheet.wrong, _("Some lines are wrong: nothing was written."))
    rows = top_down([row for row in sheet.rows if not row.errors and row.does != "same"])
    sent.rows = [{**row.values, "does": row.does} for row in rows]
    sent.started_at, sent.done = clock.now(), 0
    sent.save()
    record(IMPORTED, by=by, subject=sent)
    continue_import.later(import_id=sent.pk)


@transaction.atomic
def abandon(sent: PeopleImport, *, by: Person) -> None:
    """Forget a file that was not written."""
    require(may_administer(by), _("Only administrators import people."))
    require(not sent.started_at, _("This file is being written: it cannot be forgotten."))
    sent.delete()


@job()
def continue_import(import_id: int) -> None:
    """One batch: first everybody is made, then everybody is placed under their manager; the next batch is another job."""
    sent = PeopleImport.objects.select_for_update().get(pk=import_id)
    if sent.finished_at:
        return
    count = len(sent.rows)
    if sent.done < count:
        batch = sent.rows[sent.done : sent.done + BATCH]
        sent.created += make(batch, sent)
    else:
        batch = sent.rows[sent.done - count : sent.done - count + BATCH]
        sent.updated += put_in_place(batch, sent.by)
    sent.done += len(batch)
    if sent.done >= 2 * count:
        sent.finished_at, sent.rows, sent.text = clock.now(), [], ""
    else:
        continue_import.later(import_id=sent.pk)
    sent.save()


def found(emails: list[str]) -> dict[str, Person]:
    """People by address in lower case; addresses are compared without case, on any database."""
    wanted = [*emails, *[email.casefold() for email in emails]]
    rows = {
        person.email.casefold(): person for person in Person.objects.filter(email__in=wanted).select_related("unit")
    }
    for email in emails:
        if email.casefold() not in rows and (person := Person.objects.filter(email__iexact=email).first()):
            rows[email.casefold()] = person
    return rows


def make(batch: list[dict[str, str]], sent: PeopleImport) -> int:
    """Create who is not there yet; how many."""
    there, made = found([value["email"] for value in batch]), 0
    for value in batch:
        if value["email"].casefold() in there:
            continue
        facts = {"job": value.get("job", ""), "site": value.get("site", "")}
        person = new_person(value["name"], value["email"], **facts)
        made += 1
        if sent.invites and sent.by is not None and may_administer(sent.by):
            invite(person, by=sent.by)
    return made


def unit_named(name: str, by: Person | None) -> Unit:
    """The unit of this name, made when it is new."""
    for unit in Unit.objects.filter(name__iexact=name):
        return unit
    known = {plain(unit.name): unit for unit in Unit.objects.all()}
    if plain(name) in known:
        return known[plain(name)]
    slug, number = slugify(name)[:70] or "unite", 2
    base = slug
    while Unit.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return make_unit(name, slug, None, by=by)


def put_in_place(batch: list[dict[str, str]], by: Person | None) -> int:
    """Give each their facts and manager; how many were there before."""
    people = found([value["email"] for value in batch])
    managers = found([value["manager"] for value in batch if value.get("manager")])
    units: dict[str, Unit] = {}
    updated = 0
    for value in batch:
        person = people[value["email"].casefold()]
        person.refresh_from_db()
        name = value.get("unit", "")
        if name and name not in units:
            units[name] = unit_named(name, by)
        manager = managers.get(value.get("manager", "").casefold()) or person.manager
        if manager is not None:
            manager.refresh_from_db(fields=["chain"])
        place(
            person, job=value.get("job") or person.job, unit=units.get(name, person.unit), manager=manager, by=by,
            name=value["name"], site=value.get("site") or person.site,
        )  # fmt: skip
        updated += value["does"] == "update"
    return updated
