"""French typography, put right silently when one publishes. Pure: text in, text out; doing it twice changes nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

NARROW, WIDE = "\u202f", "\u00a0"  # before ; ! ? and inside guillemets; before the colon
# Addresses, mentions, file names, clock times and options of commands are left as they are.
NAMES = (
    r"(?:https?://|www\.|mailto:)[^\s<>\"»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#][\w./-]+"
    r"|:[a-z_]+:|\b\w+(?:[./:\\]\w+)+\b|(?<!\w)--?[a-zA-Z][\w-]*"
)
LEFT_IN_TEXT = re.compile(NAMES)
# In Markdown also: code, tags, the addresses of links.
LEFT_IN_MARKDOWN = re.compile(
    r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?:(?<=\n)|\A)(?: {4}|\t)[^\n]*|`[^`\n]+`|<[^<>\n]+>|\]\([^)\s]+\)|" + NAMES,
    re.DOTALL,
)
# What typography may have to say something of; where French is not recognised by its words, its spaces tell.
TOUCHES = re.compile(r"[\"'«»;:!?]|\d[ \u00a0]")
HABIT = re.compile(r"\w ?[ \u00a0\u202f][;:!?»](?:\s|\Z)|«")
KEPT = re.compile("\ue000(\\d+)\ue001")
SPACE = "[ \u00a0\u202f\u2009]*"
QUOTED = re.compile(r'(?<![\w"])"(?=\S)([^"\n]{1,400}?)(?<=\S)"(?![\w"])')
ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W_])")
ELISION_BEFORE_KEPT = re.compile("\\b([cdjlmnst]|\\w*qu)'(?=\ue000)", re.IGNORECASE)
MARKS = re.compile(rf"(?:(?<=[\w)\]»”’%€…\ue001]){SPACE}|(?<=\S)[ \u00a0])([;!?]+)(?![\w)\-\]])")
COLON = re.compile(rf"(?<=[\w)\]»”’%€\ue001]){SPACE}:(?=\s|\Z)")
OPEN, CLOSE = re.compile(rf"«{SPACE}(?=\S)"), re.compile(rf"(?<=\S){SPACE}»")
UNIT = re.compile(r"(?<=\d)[ \u00a0](?=(?:%|€|\$|£|°C|h|min|km|kg|g|cm|mm|m|Go|Mo)(?!\w))")

Part = tuple[bool, str]


def typography(text: str, lang: str) -> str:
    """Markdown with the spaces, guillemets and apostrophes of its language ("fr"; others stay as typed)."""
    return french(parts(text, LEFT_IN_MARKDOWN)) if lang == "fr" else text


def parts(text: str, left: re.Pattern[str] = LEFT_IN_TEXT) -> Iterator[Part]:
    """The text cut into what is left as it is (True) and the words between."""
    end = 0
    for found in left.finditer(text):
        yield False, text[end : found.start()]
        yield True, found.group()
        end = found.end()
    yield False, text[end:]


def french(pieces: Iterable[Part], finish: Callable[[str], str] = str) -> str:
    """One paragraph put together again: words as French prints them, then as `finish` makes them (escaped, say); the rest (True)
    untouched."""
    pieces = list(pieces)
    if any(not is_left and ("\ue000" in words or "\ue001" in words) for is_left, words in pieces):
        return "".join(
            words if is_left else finish(words) for is_left, words in pieces
        )  # private characters of somebody else
    kept: list[str] = []
    text = ""
    for is_left, words in pieces:
        if is_left:
            kept.append(words)
            words = f"\ue000{len(kept) - 1}\ue001"
        text += words
    return KEPT.sub(lambda found: kept[int(found.group(1))], finish(_french(text)))


def _french(text: str) -> str:
    text = QUOTED.sub(rf"«{NARROW}\1{NARROW}»", text)
    text = ELISION.sub("’", text)
    text = ELISION_BEFORE_KEPT.sub(r"\1’", text)
    text = OPEN.sub("«" + NARROW, text)
    text = CLOSE.sub(NARROW + "»", text)
    text = MARKS.sub(rf"{NARROW}\1", text)
    text = COLON.sub(f"{WIDE}:", text)
    return UNIT.sub(NARROW, text)
