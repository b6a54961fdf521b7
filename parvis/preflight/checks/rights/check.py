"""“Have I the right?”: the organisation's own rules, what it keeps for itself, personal data, secrets, pictures; answered in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.preflight.checks.rights.credits import Credit, credit
from parvis.preflight.checks.rights.keeping import dated, folded, kept
from parvis.preflight.checks.rights.personal import personal
from parvis.preflight.checks.rights.secrets import secrets
from parvis.preflight.manuscript import LOOK, OK, STOP, Finding, Manuscript
from parvis.preflight.viewing import Unviewable, View, is_video, view

ORDER = 10
QUESTIONS = {"people", "credit"}  # asked, answered by the author alone: nothing stands against publishing


def warm() -> None:
    """The lists of telephone numbers are loaded by their first use."""
    list(personal("01 23 45 67 89"))


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """What stands against publishing; when nothing does, one plain sentence that says why one may."""
    against = [
        *_place(manuscript),
        *without_overlaps([*kept(manuscript), *_secrets(manuscript), *_personal(manuscript)]),
    ]
    against += _pictures(manuscript)
    yield from against
    if all(finding.kind in QUESTIONS for finding in against):
        yield Finding("rights", OK, reassurance(manuscript, against), kind="clear")


def stops(manuscript: Manuscript) -> Iterator[Finding]:
    """Secrets and embargoes."""
    yield from without_overlaps([*(one for one in kept(manuscript) if one.severity == STOP), *_secrets(manuscript)])


def without_overlaps(findings: list[Finding]) -> Iterator[Finding]:
    """One thing per place: the most serious, then the longest, said first."""
    taken: list[tuple[int, int]] = []
    for one in sorted(findings, key=lambda each: (each.severity != STOP, each.start - each.end)):
        if not any(one.start < stop and one.end > begin for begin, stop in taken):
            taken.append((one.start, one.end))
            yield one


def _place(manuscript: Manuscript) -> Iterator[Finding]:
    if not manuscript.may_post:
        message = _("You may not publish here yet: ask its hosts, or choose another place.")
        decided = _("decided by %(who)s") % {"who": manuscript.decided_by} if manuscript.decided_by else ""
        yield Finding("rights", LOOK, message, why=", ".join(filter(None, [manuscript.rule, decided])), kind="place")


def _secrets(manuscript: Manuscript) -> Iterator[Finding]:
    message = _(
        "This looks like a key or a password. Remove it, and change it if it was real. If it is none, an administrator can lift this: words of the house."
    )
    for start, end, kind in secrets(manuscript.text):
        yield Finding("rights", STOP, message, start, end, ("…",), _("Whoever reads it can use it."), kind=kind)


def _personal(manuscript: Manuscript) -> Iterator[Finding]:
    messages = {
        "nir": _("A social security number: does everybody here need it?"),
        "iban": _("A bank account number (IBAN): does everybody here need it?"),
        "card": _("A payment card number: remove it."),
        "phone": _("A telephone number: does its owner agree that everybody here sees it?"),
        "mail": _("A private e-mail address: does its owner agree?"),
        "address": _("A postal address: does whoever lives there agree?"),
    }
    for start, end, kind in personal(manuscript.text):
        yield Finding("rights", LOOK, messages[kind], start, end, ("…",), _("It is personal data."), kind=kind)


def _pictures(manuscript: Manuscript) -> Iterator[Finding]:
    photos = []
    for index, path in enumerate(manuscript.images):
        seen = None if is_video(path) else seen_or_not(path)
        if seen is None:
            continue
        if named := credit(seen):
            yield from _credit(named, index, manuscript)
        if seen.is_photo:
            photos.append(index)
    if photos:
        message = _("If somebody can be recognised in your photo: do they agree to be shown here?")
        why = _("Parvis does not look at faces: you alone know who is in it.")
        yield Finding("rights", LOOK, message, why=why, image=photos[0], kind="people")


def seen_or_not(path: Path) -> View | None:
    """None when it cannot be opened: the check of photos says so."""
    try:
        return view(path)
    except Unviewable:
        return None


def _credit(named: Credit, index: int, manuscript: Manuscript) -> Iterator[Finding]:
    """Whose picture it is, unless the text or the author says so already."""
    if named.named and folded(named.named) in folded(manuscript.text):
        return
    facts = {"who": named.named, "licence": named.licence}
    if named.licence and named.named:
        message = _("This photo is by %(who)s under %(licence)s: name them beside it.") % facts
    elif named.licence:
        message = _("This photo is under %(licence)s: name its author beside it.") % facts
    else:
        message = _("This photo names its author: %(who)s. Have they allowed it to be shown here?") % facts
    end = len(manuscript.text)
    line = _("Photo: %(who)s") % {"who": ", ".join(filter(None, (named.named, named.licence)))}
    yield Finding("rights", LOOK, message, end, end, (f"\n\n{line}",), named.notice, image=index, kind="credit")


def reassurance(manuscript: Manuscript, asked: list[Finding]) -> str:
    """Why one may, in one sentence; with what only the author knows, when there is something to ask."""
    reasons = []
    if manuscript.rule:
        reasons.append(manuscript.rule)
    if manuscript.decided_by and manuscript.decided_on:
        facts = {"who": manuscript.decided_by, "day": dated(manuscript.decided_on)}
        reasons.append(_("decided by %(who)s on %(day)s") % facts)
    elif manuscript.decided_by:
        reasons.append(_("decided by %(who)s") % {"who": manuscript.decided_by})
    reasons.append(_("no secret, no personal data, nothing under embargo"))
    facts = {"reasons": ", ".join(reasons)}
    if any(finding.kind == "people" for finding in asked):
        return _("You are within your rights: %(reasons)s – provided that whoever is in your photo agrees.") % facts
    return _("You are within your rights: %(reasons)s.") % facts
