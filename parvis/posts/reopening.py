"""Words already written, opened again: as Markdown for the textarea, as HTML for the rich editor."""

from __future__ import annotations

import dataclasses
import re

from markdownify import markdownify

from parvis.posts.writing import clean, from_markdown, sanitised

MENTION = re.compile(r'<a class="mention" href="/people/([^"/]+)/">[^<]*</a>')
SUBJECT = re.compile(r'<a class="subject" href="[^"]*">(#[^<]*)</a>')


@dataclasses.dataclass(frozen=True)
class Opened:
    """The same words twice: `typed` (Markdown) works without JavaScript, `rich` (HTML) opens in the editor."""

    typed: str
    rich: str


def reopened(stored: str) -> str:
    """Stored HTML as its author wrote it: @handle and #subject again, so that they are resolved anew."""
    return SUBJECT.sub(r"\1", MENTION.sub(r"@\1", stored))


def open_again(body: str, *, format: str, article: bool) -> Opened:
    """What a form holds (from the database, or refused and sent back), ready for both ways of writing."""
    if not body.strip():
        return Opened(body, "")
    if format != "html":
        return Opened(body, sanitised(from_markdown(clean(body), article=article), headings=article).strip())
    rich = sanitised(body, headings=article).strip()
    return Opened(str(markdownify(rich, heading_style="ATX", bullets="-")).strip(), rich)
