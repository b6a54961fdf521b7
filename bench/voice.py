"""`bin/bench voice`: how well the voice check tells institutional from personal writing, on ../shared/data.

Area under the curve (1: every institutional text scores above every personal one; 0.5: chance), per language, for each pair of
sources, on the half that thresholds were tuned on and on the other half (told apart by a hash of the text). `press` and `personal`: releases
and posts written for this (parvis/preflight/checks/voice/tests/data/texts.jsonl, which says the half of each); the others only stand for
them. `--texts FILE` adds your own lines `{"lang": "fr", "kind": "press"|"personal", "text": …}`, all held out. `asked`: share of texts that
get a question."""

from __future__ import annotations

import argparse
import email
import gzip
import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import django

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
WRITTEN = (
    Path(__file__).resolve().parents[1] / "parvis" / "preflight" / "checks" / "voice" / "tests" / "data" / "texts.jsonl"
)
SHORTEST, LONGEST = 340, 1000
BAR = 0.95
KINDS = {"sheets": "press", "handbook": "press", "press": "press"}


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def sheets(folder: Path) -> Iterator[str]:
    with gzip.open(folder / "fr_hr_pages" / "fiches.jsonl.gz", "rt") as file:
        for line in file:
            sheet = json.loads(line)
            yield plain(sheet["description"]) + "\n" + plain(sheet["intro_html"])


def articles(folder: Path) -> Iterator[str]:
    for path in sorted((folder / "fr_articles" / "articles").glob("*")):
        text = re.sub(r"^---.*?---|```.*?```", "", path.read_text(), flags=re.DOTALL)
        paragraphs = [one.strip() for one in re.split(r"\n\s*\n", text) if len(one.strip()) > 60]
        yield re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", "\n".join(paragraphs))


def opinions(folder: Path) -> Iterator[str]:
    for line in (folder / "fr_consultation" / "contributions.jsonl").open():
        yield json.loads(line)["text"]


def handbook(folder: Path) -> Iterator[str]:
    text, source = "", ""
    for line in (folder / "text_errors" / "en_correct_published.jsonl").open():
        sentence = json.loads(line)
        if len(text) > 600 or sentence["source"] != source:
            yield text
            text, source = "", sentence["source"]
        text += " " + sentence["text"]


def chats(folder: Path) -> Iterator[str]:
    for line in (folder / "slack_community" / "messages.jsonl").open():
        text = json.loads(line)["text"] or ""
        if "```" not in text:
            yield re.sub(r"<[^>]*>|:\w+:|`[^`]*`", "", text)


def mails(folder: Path) -> Iterator[str]:
    quoted = re.compile(r"\s*[>+\-@|{}]|diff|index|On .*wrote|--|From:|Subject:|[\w/.]+:\d|\s{4,}")
    for path in sorted((folder / "mail_threads").rglob("*")):
        if not path.is_file():
            continue
        for part in email.message_from_bytes(path.read_bytes()).walk():
            if part.get_content_type() == "text/plain":
                body = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
                lines = [line for line in body.splitlines() if not quoted.match(line)]
                yield re.sub(r"\n(?!\n)", " ", "\n".join(lines))
                break


SOURCES: dict[str, dict[str, Callable[[Path], Iterator[str]]]] = {
    "fr": {"sheets": sheets, "articles": articles, "opinions": opinions},
    "en": {"handbook": handbook, "chats": chats, "mails": mails},
}


def is_tuned(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def area(high: list[float], low: list[float]) -> float:
    wins = sum((one > other) + (one == other) / 2 for one in high for other in low)
    return wins / (len(high) * len(low)) if high and low else float("nan")


def written(lang: str, half: str, own: Path | None) -> dict[str, list[str]]:
    """The releases and posts of a half, and one's own, which are held out."""
    texts: dict[str, list[str]] = {"press": [], "personal": []}
    for file in (WRITTEN, own):
        for line in file.open(encoding="utf-8") if file else ():
            given = json.loads(line)
            if given["lang"] == lang and given.get("half", "held") == half:
                texts[given["kind"]].append(given["text"][:LONGEST])
    return texts


def gathered(lang: str, folder: Path) -> dict[str, list[str]]:
    return {
        name: [text.strip()[:LONGEST] for text in source(folder) if len(text.strip()) >= SHORTEST]
        for name, source in SOURCES[lang].items()
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench voice", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--texts", type=Path, help="your own texts, as JSON lines")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from parvis.preflight.checks.voice.check import check
    from parvis.preflight.checks.voice.features import press
    from parvis.preflight.manuscript import Manuscript

    missed = 0
    for lang in SOURCES:
        texts = gathered(lang, options.data)
        halves = {
            half: {
                name: [text for text in found if is_tuned(text) == (half == "tune")] for name, found in texts.items()
            }
            | written(lang, half, options.texts)
            for half in ("tune", "held")
        }
        for name, found in halves["held"].items():
            asked = sum(bool(list(check(Manuscript(text, lang=lang)))) for text in found) / max(1, len(found))
            print(f"{lang} {name:10} {len(found):4} held-out texts, asked {asked:.3f}")
        scores = {
            half: {name: [press(text, lang) for text in found] for name, found in kept.items()}
            for half, kept in halves.items()
        }
        for high in [name for name in scores["held"] if KINDS.get(name) == "press"]:
            for low in [name for name in scores["held"] if KINDS.get(name) != "press"]:
                tuned, held = (area(scores[half][high], scores[half][low]) for half in ("tune", "held"))
                missed += held < BAR
                mark = "✓" if held >= BAR else "✗"
                print(f"{lang} {high:10} over {low:10} tuning half {tuned:.3f}  held-out half {held:.3f} {mark}")
    return 1 if missed else 0
