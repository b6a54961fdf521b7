"""The plain text of what a form holds: what preflight reads, and what lists show."""

from __future__ import annotations

import html
import re

from parvis.kernel.lines import line
from parvis.posts.publishing import Sheet
from parvis.posts.writing import clean, from_markdown, plain, sanitised

ANCHOR = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def text_of(sheet: Sheet) -> str:
    """Title, words and answers of a poll; then the addresses behind words, which are read too."""
    source = clean(sheet.body)
    markup = source if sheet.format == "html" else from_markdown(source)
    safe = sanitised(markup, headings=True)
    parts = [line(sheet.title), plain(safe), *(sheet.poll.options if sheet.poll else [])]
    for address, words in ANCHOR.findall(safe):
        label, address = plain(words), html.unescape(address)
        if label and label != address and not address.startswith("mailto:"):
            parts.append(f"[{label}]({address})")
    return "\n\n".join(part for part in parts if part)
