"""Finds the weights of `judging.py`: `python -m parvis.preflight.checks.language.teaching LANG TEXT…` (sentences nobody counted, one a line;
of a file named like a counted one, give only its lines left out). Prints, for each kind of change, the weights and what they are worth.

Into every other sentence one fault is put: a word replaced by one it is mistaken for, a small word left out or added. A logistic
regression then tells the change that mends it from all other changes thought of. The last quarter of the sentences is only
counted: share of the faults mended when 1, 2 and 4 of 1,000 right sentences are flagged, and what has to be asked for that."""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from parvis.preflight.checks.language.context import Paragraph, changes, is_plain
from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.tokens import Token, tokens
from parvis.preflight.checks.language.variants import ADDED, DROPPED, variants

Row = tuple[list[float], bool, int, bool]  # signs (1 first), right, number of the sentence, a fault was put into it
PENALTY, STEPS = 2.0, 12


def spoilt(
    found: list[Token], lang: str, chance: random.Random
) -> tuple[list[Token], int, tuple[str, ...], str] | None:
    """The tokens with a fault in them, its place, the words that mend it, and "other", "added" or "dropped"."""

    counts = grams(lang)
    plain = [
        i
        for i, token in enumerate(found)
        if token.key in counts.words and token.key[0].isalpha() and is_plain(token, i, found)
    ]
    if not plain:
        return None
    kind, at = chance.choices(["other", "added", "dropped"], [62, 23, 15])[0], chance.choice(plain)
    token = found[at]
    if kind == "other":
        likely = [
            (w, {"near": 1, "form": 3}.get(k, 6) * (counts.ones[counts.words[w]] + 1))
            for w, k in variants(token.key, lang)
            if w in counts.words
        ]
        if not likely:
            return None
        word = chance.choices([w for w, _ in likely], [weight for _, weight in likely])[0]
        written = word if token.text.islower() else word.capitalize()
        return [*found[:at], Token(token.start, token.end, written, word), *found[at + 1 :]], at, (token.key,), kind
    if kind == "added":
        small = [i for i, one in enumerate(found) if i and one.key in ADDED[lang] and found[i - 1].key[0].isalpha()]
        if not small:
            return None
        at = chance.choice(small)
        return [*found[:at], *found[at + 1 :]], at - 1, (found[at].key,), kind
    word = chance.choice(sorted(DROPPED[lang]))
    return ([*found[:at], Token(token.start, token.start, word, word), *found[at:]], at, (), kind) if at else None


def rows(lines: list[str], lang: str) -> Iterator[tuple[str, Row]]:

    chance = random.Random(7)  # noqa: S311 the same faults each time
    for number, line in enumerate(lines):
        bad = spoilt(tokens(line, lang), lang, chance) if number % 2 else None
        found, place, wanted, fault = bad or (tokens(line, lang), -9, (), "")
        paragraph = Paragraph(grams(lang), found, lang)
        for at, token in enumerate(found):
            if not token.key[0].isalpha() or not is_plain(token, at, found) or (at != place and abs(at - place) <= 2):
                continue
            for change in changes(paragraph, at, lang):
                signs = paragraph.signs(change)
                shape = "added" if change.first > at else "other" if change.words else "dropped"
                right = at == place and shape == fault and change.words == wanted
                if signs is None or (at == place and not right):
                    continue
                if right or signs[0] >= 0 or signs[1] >= 0 or chance.random() < 0.05:
                    yield (
                        change.kind,
                        ([1.0, *(max(-25.0, min(25.0, sign)) for sign in signs)], right, number, bool(bad)),
                    )


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination."""
    size = len(right)
    lines = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda k: abs(lines[k][i]))
        lines[i], lines[best] = lines[best], lines[i]
        for k in range(size):
            if k != i and (factor := lines[k][i] / (lines[i][i] or 1e-9)):
                lines[k] = [a - factor * b for a, b in zip(lines[k], lines[i], strict=True)]
    return [lines[i][size] / (lines[i][i] or 1e-9) for i in range(size)]


def regression(taught: list[Row]) -> list[float]:
    """Weights by Newton's method, the signs in their own spread so that all are held back alike."""
    size = len(taught[0][0])
    spread = [1.0] + [(sum(row[0][i] ** 2 for row in taught) / len(taught)) ** 0.5 or 1.0 for i in range(1, size)]
    weights = [0.0] * size
    for _step in range(STEPS):
        slope = [-PENALTY * w * (i > 0) for i, w in enumerate(weights)]
        curve = [[PENALTY * (i == j) * (i > 0) for j in range(size)] for i in range(size)]
        for signs, right, _number, _bad in taught:
            x = [sign / by for sign, by in zip(signs, spread, strict=True)]
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(w * v for w, v in zip(weights, x, strict=True))))))
            miss, bend = right - p, max(1e-6, p * (1 - p))
            for i, v in enumerate(x):
                slope[i] += miss * v
                row = curve[i]
                for j in range(size):
                    row[j] += bend * v * x[j]
        weights = [w + d for w, d in zip(weights, solved(curve, slope), strict=True)]
    return [w / by for w, by in zip(weights, spread, strict=True)]


def worth(weights: list[float], held: list[Row], sentences: int) -> str:
    """For 1, 2 and 4 right sentences flagged in 1,000: what has to be asked, and the share of faults mended."""
    sure = [(sum(w * s for w, s in zip(weights, row[0], strict=True)), row) for row in held]
    wrong = sorted((z for z, row in sure if not row[3]), reverse=True)
    right = [z for z, row in sure if row[1]]
    said = []
    for flagged in (1, 2, 4):
        asked = wrong[min(len(wrong) - 1, flagged * sentences // 1000)] if wrong else 0.0
        said.append(f"{flagged}: asked {asked:.2f} mended {sum(z > asked for z in right) / max(1, len(right)):.2f}")
    return ", ".join(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", choices=["fr", "en"])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--lines", type=int, default=14_000)
    options = parser.parse_args()
    lines = [line.strip() for path in options.texts for line in path.open(encoding="utf-8")]
    random.Random(7).shuffle(lines)  # noqa: S311
    lines = lines[: options.lines]
    by_kind: dict[str, list[Row]] = {}
    for kind, row in rows(lines, options.lang):
        by_kind.setdefault(kind, []).append(row)
    cut = len(lines) * 3 // 4
    for kind, found in sorted(by_kind.items()):
        taught, held = [row for row in found if row[2] < cut], [row for row in found if row[2] >= cut]
        weights = regression(taught)
        said = ", ".join(f"{weight:.3f}" for weight in weights)
        sys.stdout.write(f'"{kind}": ({said}),  # {worth(weights, held, (len(lines) - cut) // 2)}\n')
        sys.stdout.flush()


if __name__ == "__main__":
    main()
