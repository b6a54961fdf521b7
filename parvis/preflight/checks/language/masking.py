"""What a language check leaves alone: addresses, code, mentions, file names, quotations."""

from __future__ import annotations

import re

UNTOUCHED = re.compile(
    r"""
    ```.*?```                                  # code
    | `[^`\n]+`
    | <[^<>\n]+>
    | \]\([^)\s]+\)                            # the address of a Markdown link
    | (?:https?://|www\.|mailto:)[^\s<>"»]+
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?<!\w)[@\#][\w./-]+
    | (?<![\w])[~./\\]*[\w.-]*/[\w./-]*[\w/]     # paths
    | \b\w+(?:\.\w+)+\b                        # file.name, host.name
    | (?<!\w)--?[a-zA-Z][\w-]+                 # options of a command
    | \b\w*_\w+\b | \b\w*\w\(\)
    | \b\w*\d\w*\b
    | :[a-z_]+:
    """,
    re.VERBOSE | re.DOTALL,
)
QUOTED = re.compile(r"“[^”\n]{1,300}”|«[^»\n]{1,300}»|\"[^\"\n]{1,300}\"")


def untouched(text: str) -> list[tuple[int, int]]:
    """The spans where nothing is judged."""
    return [found.span() for found in UNTOUCHED.finditer(text) if not _sentence_end(found)]


def quoted(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in QUOTED.finditer(text)]


def _sentence_end(found: re.Match[str]) -> bool:
    """`fini.Il`: a missing space, not the name of a file; `et/ou`: two words, not a path."""
    return bool(re.fullmatch(r"[a-zà-ÿ]{2,}\.[A-ZÀ-Ý][a-zà-ÿ]+|[^\W\d_]{2,}/[^\W\d_]{2,}", found.group()))


def within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < stop and end > begin for begin, stop in spans)


def blanked(text: str, spans: list[tuple[int, int]], filler: str) -> str:
    """The text with these spans filled, the same length: offsets stay true."""
    for begin, stop in spans:
        text = text[:begin] + (filler * (stop - begin))[: stop - begin] + text[stop:]
    return text
