"""What is published is set as French prints it, silently, in French paragraphs only: spaces, guillemets, apostrophes
(`preflight.typography`). Code, links, addresses and mentions stay as typed, and so does every other language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parvis.preflight.recognising import language
from parvis.preflight.typography import HABIT, TOUCHES, Part, french, parts

# The sanitiser quotes every attribute with " and may leave > inside one.
PIECES = re.compile(r'(<(?:[^<>"]|"[^"]*")+>)')
TAG = re.compile(r"</?(\w+)")
UNTOUCHED, INLINE = frozenset({"a", "code", "pre"}), frozenset({"strong", "em", "b", "i", "s", "a", "code"})


def is_french(paragraph: str, whole: str) -> bool:
    """By its own words; when they do not tell, by those of the whole text, then by its spaces."""
    told = language(paragraph, "")
    return (told or language(whole, "fr" if HABIT.search(whole) else "")) == "fr"


def typeset(markup: str) -> str:
    """Sanitised HTML, set. What was escaped is escaped again: no character of a text becomes markup."""
    if not TOUCHES.search(markup):
        return markup
    pieces: list[Part] = []
    inside = 0
    for piece in PIECES.split(markup):
        if piece.startswith("<"):
            name = TAG.match(piece)
            if name and name[1] in UNTOUCHED:
                inside += -1 if piece.startswith("</") else 1
            pieces.append((True, piece))
        elif piece:
            pieces.append((bool(inside), piece))
    whole = said(pieces)
    return "".join(set_paragraph(found, whole) for found in paragraphs(pieces))


def said(pieces: list[Part]) -> str:
    return html.unescape(" ".join(words for is_left, words in pieces if not is_left))


def paragraphs(pieces: list[Part]) -> Iterator[list[Part]]:
    """Cut where a block begins or ends, or a line."""
    found: list[Part] = []
    for piece in pieces:
        name = TAG.match(piece[1]) if piece[0] else None
        if name and name[1] not in INLINE:
            yield found
            yield [piece]
            found = []
        else:
            found.append(piece)
    yield found


def set_paragraph(pieces: list[Part], whole: str) -> str:
    text = said(pieces)
    if not TOUCHES.search(text) or not is_french(text, whole):
        return "".join(words for _left, words in pieces)
    cut: list[Part] = []
    for is_left, words in pieces:
        if is_left:
            cut.append((True, words))
        else:
            cut += [
                (left, html.escape(part, quote=False) if left else part) for left, part in parts(html.unescape(words))
            ]
    return french(cut, finish=lambda words: html.escape(words, quote=False))


def typeset_line(text: str, *, beside: str = "", most: int = 200) -> str:
    """A title, or an answer of a poll, of at most `most` characters; `beside`: words that tell its language when it does not."""
    if not TOUCHES.search(text) or not is_french(text, f"{text} {beside}"):
        return text
    found = french(parts(text))
    return found if len(found) <= most else text


def typeset_text(text: str) -> str:
    """A plain text of several lines, each set in its own language."""
    if not TOUCHES.search(text):
        return text
    return "\n".join(typeset_line(row, beside=text, most=len(text) * 2) for row in text.split("\n"))
