"""Lines people write that others must be able to trust: names, titles, answers of a poll. What nobody sees in them is taken out,
and two lines that look the same are known to be the same (Unicode TR36 §2.10, §3.1)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms

# Controls, zero-width spaces and joiners of words, marks that turn text around, byte order marks. The joiners of emoji are kept.
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# In one line also: soft hyphens, the grapheme joiner, letters and patterns drawn as nothing, invisible tags.
UNSEEN_IN_LINE = re.compile(
    UNSEEN.pattern[:-1] + "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
BREAKS = re.compile("[\t\n\r\u2028\u2029]+")
SPACES = re.compile("[ \u00a0]{2,}")
NOT_ALONE = {"Cf", "Mn", "Me", "Cc", "Zs"}


def line(text: str) -> str:
    """`text` on one line, composed (NFC), without what nobody sees; "" when nothing of it is seen."""
    seen = UNSEEN_IN_LINE.sub("", BREAKS.sub(" ", unicodedata.normalize("NFC", text)))
    seen = SPACES.sub(" ", seen).strip()
    return seen if any(unicodedata.category(char) not in NOT_ALONE for char in seen) else ""


def likeness(text: str) -> str:
    """What a reader sees of a line, for comparing: the same for two lines that differ by case, width, spaces or unseen characters."""
    wide = unicodedata.normalize("NFKC", line(text)).casefold()
    seen = "".join(char for char in wide if unicodedata.category(char) not in ("Cf", "Mn", "Me"))
    return " ".join(seen.split())


class LineField(forms.CharField):
    """A field of one line, read without what nobody sees: a name made of invisible characters is an empty one."""

    def to_python(self, value: Any) -> str:
        return line(super().to_python(value) or "")
