"""Who made a picture and what they allow, as its metadata say: EXIF, IPTC and XMP."""

from __future__ import annotations

import dataclasses
import html
import re

from parvis.preflight.viewing import View

BY_LINE, CREDIT, COPYRIGHT = (2, 80), (2, 110), (2, 116)
ARTIST, COPYRIGHT_TAG = 0x013B, 0x8298
EMPTY = re.compile(r"[\s\0.,;:©()-]*(?:unknown|none|n/a|picasa|owner|copyright|camera owner)?[\s\0.,;:©()-]*", re.I)
LICENCE = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/(?P<name>[a-z+-]+)(?:/(?P<version>[\d.]+))?", re.I
)
PLAIN_LICENCE = re.compile(r"\bCC[ -](?P<name>BY(?:-(?:NC|SA|ND))*|0)\b[ -]?(?P<version>\d\.\d)?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Credit:
    """`author` and `notice` as they are written; `licence`: "CC BY-SA 4.0", or "" when none is named."""

    author: str
    notice: str
    licence: str

    @property
    def named(self) -> str:
        return self.author or self.notice


def in_xmp(xmp: str, name: str) -> str:
    """The text of a property: an attribute, an element, or the first item of its list."""
    found = re.search(rf'\b{name}\s*=\s*"([^"]*)"', xmp) or re.search(rf"<{name}[^>]*>(.*?)</{name}>", xmp, re.DOTALL)
    if not found:
        return ""
    items = re.findall(r"<rdf:li[^>]*>(.*?)</rdf:li>", found[1], re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", items[0] if items else found[1]))


def as_text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def words(value: object) -> str:
    """One line of what was written there; "" for what says nothing."""
    if isinstance(value, list):
        value = value[0] if value else ""
    written = as_text(value) if isinstance(value, bytes) else str(value or "")
    line = " ".join(written.replace("\0", " ").split())[:200]
    return "" if EMPTY.fullmatch(line) else line


def credit(seen: View) -> Credit | None:
    """None when the picture names nobody. Where fields disagree: EXIF, then XMP, then IPTC."""
    author = next(filter(None, map(words, (
        seen.about.get(ARTIST), in_xmp(seen.xmp, "dc:creator"), seen.iptc.get(BY_LINE), in_xmp(seen.xmp, "photoshop:Credit"), seen.iptc.get(CREDIT),
        in_xmp(seen.xmp, "cc:attributionName"),
    ))), "")  # fmt: skip
    notice = next(filter(None, map(words, (
        seen.about.get(COPYRIGHT_TAG), in_xmp(seen.xmp, "dc:rights"), seen.iptc.get(COPYRIGHT), in_xmp(seen.xmp, "xmpRights:UsageTerms"),
    ))), "")  # fmt: skip
    found = LICENCE.search(seen.xmp) or LICENCE.search(notice) or PLAIN_LICENCE.search(notice)
    licence = ""
    if found:
        name = found["name"].upper().replace("ZERO", "0")
        licence = " ".join(filter(None, ["CC", name if name != "MARK" else "PDM", found["version"] or ""]))
    return Credit(author, notice, licence) if author or notice or licence else None
