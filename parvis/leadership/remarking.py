"""What a companion says of a draft that is open to them: of a passage, a question, a fact to check. None of these verbs can change a
word of it, nor publish it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.passages import passage_in
from parvis.kernel.refusals import Conflict, require
from parvis.leadership.facts import whole
from parvis.leadership.models import DraftRemark, DraftRemarkHeard
from parvis.leadership.permissions import is_author, opening_of
from parvis.leadership.words import address_in, claimed, said
from parvis.notifications.deciding import tell
from parvis.people.models import Person
from parvis.posts.models import Post

CLOSED = _("This draft is no longer open to you.")
Kind = DraftRemark.Kind


@transaction.atomic
def remark(
    post: Post, words: str, *, by: Person, kind: str = Kind.REMARK, passage: tuple[int, int] | None = None, version: int = 0,
    address: str = "", key: str | None = None,
) -> DraftRemark:  # fmt: skip
    """Say something of a passage (offsets in the text of `version`), or of the whole; ask; attach a fact by its address. Raises
    Conflict when the author has changed the text meanwhile: the offsets would point elsewhere."""
    opening = opening_of(by, post)
    require(opening, CLOSED)
    assert opening is not None
    require(kind in Kind.values, _("Say something, ask, or attach a fact."), field="kind")
    text, where = said(words), address_in(whole(address)) if kind == Kind.FACT else ""
    identifier, known = claimed(opening.remarks.all(), text, by=by, key=key)
    if known:
        return known  # type: ignore[no-any-return]
    found = None
    if passage:
        if version != post.version:
            raise Conflict(_("The text has just changed. Here it is; choose the passage again."), field="passage")
        found = passage_in(post.body_text, *passage)
        require(found, _("Choose a passage of the text."), field="passage")
    row = DraftRemark(
        id=identifier, opening=opening, by=by, kind=kind, words=text, address=where, at=clock.now(),
        quote=found.of(post.body_text) if found else "", near=found.start if found else 0,
    )  # fmt: skip
    row.save(force_insert=True)
    tell("draft.remark", row, [post.author_id], by=by)
    return row


@transaction.atomic
def reply(to: DraftRemark, words: str, *, by: Person, key: str | None = None) -> DraftRemark:
    """Answer in a thread: who began it, while the draft is open to them, and the author of the draft."""
    post = to.opening.post
    require(is_author(by, post) or (to.by_id == by.pk and opening_of(by, post)), CLOSED)
    text = said(words)
    identifier, known = claimed(to.opening.remarks.all(), text, by=by, key=key)
    if known:
        return known  # type: ignore[no-any-return]
    row = DraftRemark(
        id=identifier, opening=to.opening, parent_id=to.parent_id or to.pk, by=by, words=text, at=clock.now()
    )
    row.save(force_insert=True)
    tell("draft.remark", row, [post.author_id if by.pk != post.author_id else (to.parent or to).by_id], by=by)
    return row


@transaction.atomic
def take_back(row: DraftRemark, *, by: Person) -> None:
    """Only what one said oneself; the answers to it go with it."""
    require(row.by_id == by.pk, _("Only who said it takes it back."))
    row.delete()


@transaction.atomic
def hear(row: DraftRemark, *, by: Person) -> None:
    """The author has dealt with it: it moves out of the way."""
    require(is_author(by, row.opening.post) and row.parent_id is None, _("Only the author does this."))
    DraftRemarkHeard.objects.get_or_create(remark=row, defaults={"at": clock.now()})


@transaction.atomic
def unhear(row: DraftRemark, *, by: Person) -> None:
    require(is_author(by, row.opening.post), _("Only the author does this."))
    DraftRemarkHeard.objects.filter(remark=row).delete()
