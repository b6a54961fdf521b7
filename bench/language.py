"""`bin/bench language`: the language check against its bars (issue 3), on the lines of ../shared/data/text_errors.

A marked span is found when a finding overlaps it (one character of tolerance: a missing word has no span of its own).
A suggestion is right when it is the expected one, or makes the same text of the whole line.
The lines are cut in two halves by a digest of their id: rules and thresholds are set on `tune`, `held` is only counted.
Time is processor time of this process, the best of three passes with nothing remembered from one to the next, so that what
else the machine does changes little."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from pathlib import Path

import django

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "text_errors"
FOUND = {"fr_mined_typo_fixes": (0.60, 0.75), "en_mined_typo_fixes": (0.40, 0.50), "en_jfleg": (0.32, 0.45)}
FLAGGED = ("fr_correct_hr", "fr_correct_published", "en_correct_published")
MOST_FLAGGED, LEAST_RIGHT, MOST_MS = 0.05, 0.7, 150


def half(name: str) -> str:
    """Both versions of a line (JFLEG: `…-c` is the same line corrected) fall in the same half."""
    return "held" if hashlib.sha256(name.removesuffix("-c").encode()).digest()[0] % 2 else "tune"


def lines(name: str, folder: Path, wanted: str) -> list[dict]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as file:
        return [line for line in map(json.loads, file) if wanted == "both" or half(line["id"]) == wanted]


def overlaps(finding, span: dict) -> bool:
    if finding.start < span["end"] and finding.end > span["start"]:
        return True
    empty = finding.end == finding.start or span["start"] == span["end"]
    return empty and finding.start <= span["end"] and finding.end >= span["start"]


def is_right(text: str, finding, span: dict) -> bool:
    wanted = {text[: span["start"]] + one + text[span["end"] :] for one in span["suggestions"]}
    got = {text[: finding.start] + one + text[finding.end :] for one in finding.suggestions[:5]}
    return bool(wanted & got) or bool(set(span["suggestions"]) & set(finding.suggestions[:5]))


def timed(work: list[dict], look, forget) -> tuple[list, float]:
    """The findings of every line, and the best processor time of three passes, in ms for 1,000 characters."""
    best = float("inf")
    for _ in range(3):
        forget()
        begun = time.process_time()
        found = [look(line["text"], line["lang"]) for line in work]
        best = min(best, time.process_time() - begun)
    return found, 1e6 * best / sum(len(line["text"]) for line in work)


def show(name: str, text: str, findings: list, missed: list[dict]) -> None:
    for span in missed:
        around = text[max(0, span["start"] - 40) : span["end"] + 40]
        print("  -", text[span["start"] : span["end"]], "→", span["suggestions"][:2], "|", around)
    if findings and name in FLAGGED:
        print("  ?", [(text[f.start : f.end], f.suggestions[:3], f.message) for f in findings], "|", text)


def measured(name: str, work: list[dict], look, forget, shown: bool) -> dict[str, float]:
    found = spans = right = flagged = correct = 0
    answers, ms = timed(work, look, forget)
    for line, findings in zip(work, answers, strict=True):
        text, missed = line["text"], []
        correct += not line["spans"]
        flagged += bool(findings and not line["spans"])
        for span in line["spans"]:
            spans += 1
            here = [finding for finding in findings if overlaps(finding, span)]
            found += bool(here)
            right += any(is_right(text, finding, span) for finding in here)
            missed += [] if here else [span]
        if shown:
            show(name, text, findings, missed)
    return {
        "lines": len(work), "found": found / spans if spans else 0, "right": right / found if found else 0,
        "spans": spans, "flagged": flagged / correct if correct else 0, "ms": ms,
    }  # fmt: skip


def is_short(name: str, got: dict[str, float]) -> bool:
    return bool(
        got["found"] < FOUND.get(name, (0, 0))[0]
        or (name in FLAGGED and got["flagged"] > MOST_FLAGGED)
        or got["ms"] > MOST_MS
        or (got["spans"] and got["right"] < LEAST_RIGHT)
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench language", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--half", choices=["tune", "held", "both"], default="both")
    parser.add_argument("--show", action="store_true", help="print what is missed and what is wrongly flagged")
    parser.add_argument("--only", action="append", default=[])
    options = parser.parse_args(arguments)
    if options.show and options.half != "tune":
        parser.error("--show only with --half tune: the other half is to stay unread")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from parvis.preflight.checks.language import check
    from parvis.preflight.manuscript import Manuscript

    def look(text: str, lang: str) -> list:
        return list(check.check(Manuscript(text, lang=lang)))

    check.warm()
    missed = 0
    print(f"{'data':24} {'lines':>6} {'found':>7} {'bar':>5} {'aim':>5} {'first 5':>8} {'flagged':>8} {'ms/1000':>8}")
    for name in options.only or [*FOUND, *FLAGGED]:
        work = lines(name, options.data, options.half)
        got = measured(name, work, look, check.forget, options.show)
        bar, aim = FOUND.get(name, (0, 0))
        short = is_short(name, got)
        missed += short
        print(
            f"{name:24} {got['lines']:6} {got['found']:7.3f} {bar:5.2f} {aim:5.2f} {got['right']:8.2f}"
            f" {got['flagged']:8.3f} {got['ms']:8.1f} {'✗' if short else '✓'}"
        )
    return 1 if missed else 0
