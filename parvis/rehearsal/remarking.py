"""What the people a text is open to say of it. None of these verbs can change a word of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.passages import passage_in
from parvis.kernel.refusals import Conflict, require
from parvis.people.models import Person
from parvis.rehearsal.models import Echo, Heard, Nod, Rehearsal, Remark
from parvis.rehearsal.permissions import is_author, is_seated
from parvis.rehearsal.writing import claimed, clean, said

CLOSED = _("This text is no longer open to you.")


@transaction.atomic
def remark(
    rehearsal: Rehearsal, words: str, *, by: Person, passage: tuple[int, int] | None = None, version: int = 0,
    key: str | None = None,
) -> Remark:  # fmt: skip
    """Say something of a passage (offsets in the text of `version`), or of the whole. Raises Conflict when the author has changed
    the text meanwhile: the offsets would point elsewhere."""
    require(is_seated(by, rehearsal), CLOSED)
    text = said(words)
    identifier, known = claimed(rehearsal.remarks.all(), text, by=by, key=key)
    if known:
        return known  # type: ignore[no-any-return]
    found = None
    if passage:
        if version != rehearsal.version:
            raise Conflict(_("The text has just changed. Here it is; choose the passage again."), field="passage")
        found = passage_in(rehearsal.body, *passage)
        require(found, _("Choose a passage of the text."), field="passage")
    row = Remark(
        id=identifier, rehearsal=rehearsal, by=by, words=text, at=clock.now(), quote=found.of(rehearsal.body) if found else "",
        start=found.start if found else None, end=found.end if found else None,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


@transaction.atomic
def reply(to: Remark, words: str, *, by: Person, key: str | None = None) -> Remark:
    """Answer in a thread: its author, and the author of the text."""
    require(is_author(by, to.rehearsal) or (to.by_id == by.pk and is_seated(by, to.rehearsal)), CLOSED)
    text = said(words)
    identifier, known = claimed(to.rehearsal.remarks.all(), text, by=by, key=key)
    if known:
        return known  # type: ignore[no-any-return]
    row = Remark(
        id=identifier, rehearsal=to.rehearsal, parent_id=to.parent_id or to.pk, by=by, words=text, at=clock.now()
    )
    row.save(force_insert=True)
    return row


@transaction.atomic
def take_back(row: Remark, *, by: Person) -> None:
    """Only what one said oneself; the answers to it go with it."""
    require(row.by_id == by.pk, _("Only who said it takes it back."))
    row.delete()


@transaction.atomic
def hear(row: Remark, *, by: Person) -> None:
    """The author has dealt with it: it moves out of the way."""
    require(is_author(by, row.rehearsal) and row.parent_id is None, _("Only the author does this."))
    Heard.objects.get_or_create(remark=row, defaults={"at": clock.now()})


@transaction.atomic
def unhear(row: Remark, *, by: Person) -> None:
    require(is_author(by, row.rehearsal), _("Only the author does this."))
    Heard.objects.filter(remark=row).delete()


@transaction.atomic
def nod(rehearsal: Rehearsal, sign: str, *, by: Person) -> None:
    """One word on the whole; another one takes its place."""
    require(is_seated(by, rehearsal), CLOSED)
    require(sign in Nod.Sign.values, _("Choose one of the words offered."))
    Nod.objects.update_or_create(rehearsal=rehearsal, person=by, defaults={"sign": sign, "at": clock.now()})


@transaction.atomic
def unnod(rehearsal: Rehearsal, *, by: Person) -> None:
    Nod.objects.filter(rehearsal=rehearsal, person=by).delete()


@transaction.atomic
def echo(rehearsal: Rehearsal, understood: str, words: str, *, by: Person) -> Echo:
    """Say whether one would have understood, and what one would ask; said again, it replaces the first."""
    require(is_seated(by, rehearsal), CLOSED)
    require(understood in Echo.Understood.values, _("Say yes, in part or no."), field="understood")
    text = said(words) if clean(words) else ""
    defaults = {"understood": understood, "words": text, "at": clock.now()}
    return Echo.objects.update_or_create(rehearsal=rehearsal, person=by, defaults=defaults)[0]
