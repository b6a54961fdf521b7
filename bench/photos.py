"""`bin/bench photos`: the photo check against the labels of ../shared/data/photos; recall and false alarms per kind, then every miss."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from pathlib import Path

import django

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "photos"
EXPECTED = {
    "blur": "blurred", "motion": "blurred", "out of focus": "blurred", "under": "dark", "dark": "dark", "over": "burnt", "small": "small", "low resolution": "small", "screen capture": "screen",
    "GPS": "position", "SVG": "unsafe", "truncated": "unreadable", "corrupted": "unreadable",
}  # fmt: skip
JUDGED = ("blurred", "dark", "burnt", "small", "screen", "position", "unsafe", "unreadable")
UNLABELLED = ("metadata/", "broken/", "heic/")  # nobody said whether these are dark or small


def expected(photo: dict) -> set[str]:
    label = photo["label"]
    wanted = {kind for words, kind in EXPECTED.items() if words.lower() in label.lower()}
    if "position" in wanted and "GPSLatitude" not in (photo.get("metadata") or {}):
        wanted.discard("position")
    if "GPSLatitude" in (photo.get("metadata") or {}) and "GPSLongitude" in photo["metadata"]:
        wanted.add("position")
    return wanted


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench photos", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from parvis.preflight.checks.photo.check import check
    from parvis.preflight.manuscript import Manuscript

    right, wanted_of, wrong, clean = Counter(), Counter(), Counter(), Counter()
    wrongs = []
    for photo in map(json.loads, (options.data / "photos.jsonl").open()):
        wanted = expected(photo)
        found = {one.kind for one in check(Manuscript(images=(options.data / photo["file"],)))} & set(JUDGED)
        if photo["file"].startswith(UNLABELLED):
            found &= wanted | {"position", "unsafe"}
        for kind in JUDGED:
            wanted_of[kind] += kind in wanted
            right[kind] += kind in wanted and kind in found
            clean[kind] += kind not in wanted
            wrong[kind] += kind not in wanted and kind in found
        if found != wanted:
            wrongs.append(
                (photo["file"], photo["label"], "missed", sorted(wanted - found), "wrong", sorted(found - wanted))
            )
    print(f"{'kind':12} {'found':>9} {'recall':>7} {'false':>6} of")
    for kind in JUDGED:
        recall = right[kind] / wanted_of[kind] if wanted_of[kind] else 1
        print(f"{kind:12} {right[kind]:4}/{wanted_of[kind]:<4} {recall:7.2f} {wrong[kind]:6} {clean[kind]}")
    for line in wrongs:
        print(*line)
    return 0
