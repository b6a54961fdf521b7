"""Photos: what spoils them, what is taken out of them, what is missing beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.preflight.checks.photo.defects import defects
from parvis.preflight.checks.photo.fingerprints import fingerprint, is_same
from parvis.preflight.manuscript import LOOK, OK, STOP, Finding, Manuscript
from parvis.preflight.viewing import Unviewable, View, is_video, view

ORDER = 60
NO_DESCRIPTION = re.compile(
    r"\s*(?:image|photo|picture|img|capture|screenshot|sans titre|untitled)?[\s_-]*\d*\s*(?:\.\w{3,4})?\s*|\S+\.(?:jpe?g|png|gif|webp|heic|avif)\s*",
    re.IGNORECASE,
)
MARKS = (0xA431, 0xA435)  # serial numbers of camera and lens


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for index, path in enumerate(manuscript.images):
        if not is_video(path):
            for severity, kind, message, why in about(path, index, manuscript):
                yield Finding("photo", severity, message, why=why, image=index, kind=kind)


def stops(manuscript: Manuscript) -> Iterator[Finding]:
    """Files that call themselves pictures and are programs or pages."""
    for index, path in enumerate(manuscript.images):
        if not is_video(path):
            try:
                view(path)
            except Unviewable as refused:
                severity, kind, message, why = unviewable(refused.kind)
                if severity == STOP:
                    yield Finding("photo", severity, message, why=why, image=index, kind=kind)


def about(path: Path, index: int, manuscript: Manuscript) -> Iterator[tuple[str, str, str, str]]:
    """(severity, kind, sentence, why) for one picture."""
    try:
        seen = view(path)
    except Unviewable as refused:
        yield unviewable(refused.kind)
        return
    sentences = {
        "small": _("This photo is very small (%(width)d × %(height)d px): do you have it larger?"),
        "heavy": _("This photo is heavy (%(megabytes)d MB): it is made lighter when it is published."),
        "blurred": _("This photo looks blurred: do you have a sharper one?"),
        "dark": _("This photo is dark: one can hardly see what is in it. Lighten it?"),
        "burnt": _("This photo is so light in places that nothing is seen there any more. Do you have another?"),
    }
    facts = {"width": seen.width, "height": seen.height, "megabytes": seen.weight // 1_000_000}
    for kind in defects(seen):
        yield OK if kind == "heavy" else LOOK, kind, sentences[kind] % facts, ""
    yield from prepared(seen)
    yield from published(seen, manuscript)
    if seen.is_screen:
        question = _(
            "A picture of a screen: does it show a name, a message or a figure that is not for everybody here?"
        )
        yield LOOK, "screen", question, _("Cut out what is not needed: it will be easier to read, too.")
    yield from described(manuscript.descriptions[index] if index < len(manuscript.descriptions) else "")


def unviewable(kind: str) -> tuple[str, str, str, str]:
    return {
        "unsafe": (STOP, kind, _("This file is not a picture: it may do harm. Choose another file: nobody can lift this."), ""),
        "huge": (LOOK, kind, _("This picture has more than 40 million points: reduce it and try again."), ""),
        "empty": (LOOK, kind, _("This file is empty: copy it again from where it was made."), ""),
        "unreadable": (LOOK, kind, _("This file cannot be opened as a picture: it may be damaged. Try another, as JPEG or PNG."), ""),
    }[kind]  # fmt: skip


def prepared(seen: View) -> Iterator[tuple[str, str, str, str]]:
    """What is done to the picture when it is published, said."""
    if seen.orientation != 1:
        yield (
            OK,
            "sideways",
            _("This photo was taken sideways or upside down: it is put upright when it is published."),
            "",
        )
    has_marks = bool(seen.camera) or any(seen.taken.get(tag) for tag in MARKS)
    if seen.position:
        message = _("This photo says where it was taken: the place and the device are removed when it is published.")
        yield OK, "position", message, _("Nobody here will learn it.")
    elif has_marks:
        yield (
            OK,
            "device",
            _("This photo names the device it was taken with: that is removed when it is published."),
            "",
        )


def published(seen: View, manuscript: Manuscript) -> Iterator[tuple[str, str, str, str]]:
    if not manuscript.pictures:
        return
    mine = fingerprint(seen.small)
    for one in manuscript.pictures:
        if is_same(mine, one.fingerprint):
            title = one.title or one.address
            yield LOOK, "again", _("This photo is here already: %(title)s. Is it worth a second time?") % {"title": title}, one.address  # fmt: skip
            return


def described(words: str) -> Iterator[tuple[str, str, str, str]]:
    help_ = _("One sentence is enough: who or what, where, doing what. Leave out “photo of”.")
    if not words.strip():
        yield LOOK, "description", _("Some colleagues cannot see this photo: what would you tell them of it?"), help_
    elif NO_DESCRIPTION.fullmatch(words):
        yield LOOK, "description", _("This description is the name of a file: what does one see?"), help_
