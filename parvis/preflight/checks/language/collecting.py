"""Plain sentences from the documents of unpacked packages, one a line, for `building.py`:
`python -m parvis.preflight.checks.language.collecting LANG FOLDER… > sentences.txt`. See dictionaries/README.md.

Every document of a folder is read (HTML, XML, text, Texinfo, man pages, dictionaries of dictd, message catalogues); what is no
sentence of the language, or was seen before, is left out. No text is kept in the project."""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.mofile import read_mo

from parvis.preflight.recognising import SMALL

MARKUP = frozenset([".html", ".htm", ".xhtml", ".xml", ".xhp", ".page", ".docbook", ".json"])
PLAIN = frozenset([".txt", ".text", ".rst", ".md", ".pod", ".info", ".dict.dz", ".adj", ".adv", ".noun", ".verb", ""])
MAN = re.compile(r"\.[1-8]$")
SKIPPED = re.compile(
    r"(?i)changelog|copyright|licen[cs]e|genindex|search|/(?:icons|img|images)/|\.(?:png|svg|js|css|py|c|h|so)$"
)
BLOCK = re.compile(
    r"(?is)<(p|li|dd|dt|td|para|paragraph|simpara|h[1-6]|note|desc)\b[^>]*>(.*?)(?=</?(?:\1|p|li|dd|td|ul|ol|pre|para|div)\b)"
)
CODE = re.compile(r"(?is)<(pre|script|style|programlisting|screen)\b.*?</\1>")
INLINE = re.compile(r"(?is)<(code|tt|kbd|samp|cmd|sys|file|literal|var|command|option|filename|app)\b[^>]*>.*?</\1>")
SENTENCE = re.compile(r"(?<=[.!?…])[\"”»)’]*\s+(?=[\"“«(]?[^\W\d_])")
ENDED = re.compile(r"[.!?…][\"”»)]*$")
WORD = re.compile(r"[^\W\d_]+")
ODD = re.compile(r"[\\{}<>|=_^~#*@\[\]]|\w\(|--|::|\.\.\.\.|\S{40}")
SHORTEST, LONGEST, SMALL_SHARE = 5, 60, 0.22


def paragraphs(path: Path, lang: str) -> Iterator[str]:
    """The paragraphs of one document."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    name = path.name.removesuffix(".gz")
    if name.endswith(".mo"):
        if "/fr/" in str(path):
            yield from messages(data, lang)
        return
    text = data.decode("utf-8", "replace")
    if name.endswith(".json"):
        for sheet in sheets(json.loads(text)):
            yield html.unescape(re.sub(r"(?s)<[^>]+>", " ", sheet))
        return
    if Path(name).suffix.lower() in MARKUP:
        text = INLINE.sub(" ¤ ", CODE.sub(" ", text))
        for block in BLOCK.finditer(text):
            yield html.unescape(re.sub(r"(?s)<[^>]+>", "", block[2]))
    elif MAN.search(name):
        text = re.sub(r"(?m)^\.(?:PP|P|TP|IP|SH|SS|LP|br|sp).*$", "\n", text)
        text = re.sub(r"(?m)^\.[BI]R? .*$", "¤", text)
        text = re.sub(r"\\f[BI].*?\\f[PR]", "¤", re.sub(r"(?m)^['.].*$", "", text)).replace("\\-", "-")
        yield from re.split(r"\n\s*\n", text)
    elif re.search(r"\|.+;|^\d{8} \d\d [nvars] ", text[3000:6000], re.MULTILINE) and "data." in name:
        yield from (one.split("| ", 1)[1].replace('"', "") for one in text.splitlines() if "| " in one)
    else:
        yield from re.split(r"\n\s*\n|\n%\n|\n(?=\s*[-*•o] )", text)


def sheets(node: Any) -> Iterator[str]:
    """The paragraphs of a sheet or an agreement: elements named so, or HTML in a string."""
    if isinstance(node, str):
        if len(node) > 60 and "<" in node:
            yield from re.split(r"(?i)<(?:br|/?p|/?li|/?td)\b[^>]*>", node)
    elif isinstance(node, dict) and node.get("name") == "Paragraphe":
        yield "".join(words(node))
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from sheets(child)


def words(node: Any) -> Iterator[str]:
    if node.get("type") == "text":
        yield str(node.get("text", ""))
    for child in node.get("children", ()):
        yield from words(child)


def messages(data: bytes, lang: str) -> Iterator[str]:
    """What a French catalogue translates (English), or what it says."""
    for message in read_mo(io.BytesIO(data)):
        said = message.id if lang == "en" else message.string
        for one in said if isinstance(said, tuple | list) else [said]:
            yield re.sub(r"%\(?\w*\)?[sd]|\$\w+|&(?=\w)|(?<=\w)_(?=\w)|<[^>]*>", "", str(one)).replace("_", "")


def sentences(path: Path, lang: str) -> Iterator[str]:
    for paragraph in paragraphs(path, lang):
        for line in SENTENCE.split(" ".join(paragraph.split())):
            words = [word.lower() for word in WORD.findall(line)]
            if not SHORTEST <= len(words) <= LONGEST or not ENDED.search(line) or ODD.search(line):
                continue
            if sum(word in SMALL[lang] for word in words) >= SMALL_SHARE * len(words):
                yield line


def documents(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        name = path.name.removesuffix(".gz")
        known = Path(name).suffix.lower() in MARKUP | PLAIN or MAN.search(name) or name.endswith((".mo", ".dict.dz"))
        if known and path.is_file() and not path.is_symlink() and not SKIPPED.search(str(path)):
            yield path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", choices=["fr", "en"])
    parser.add_argument("folders", type=Path, nargs="+")
    options = parser.parse_args()
    seen: set[int] = set()
    for folder in options.folders:
        before = len(seen)
        for path in documents(folder):
            try:
                for line in sentences(path, options.lang):
                    if (digest := hash(line.lower())) not in seen:
                        seen.add(digest)
                        sys.stdout.write(line + "\n")
            except (OSError, EOFError, ValueError) as unreadable:
                sys.stderr.write(f"left out: {path}: {unreadable}\n")
        sys.stderr.write(f"{folder.name}: {len(seen) - before} sentences\n")


if __name__ == "__main__":
    main()
