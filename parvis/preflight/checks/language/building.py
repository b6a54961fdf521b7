"""Makes `dictionaries/LANG.words.gz` and `LANG.grams` from plain text, one sentence a line (`collecting.py`):
`python -m parvis.preflight.checks.language.building LANG TEXT… --kinds FOLDER [--sphinx MODEL.lm.bin]`. See dictionaries/README.md."""

from __future__ import annotations

import argparse
import array
import collections
import gzip
import itertools
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import hunspell

from parvis.preflight.checks.language import classes
from parvis.preflight.checks.language.candidates import near
from parvis.preflight.checks.language.french_agreement import listed
from parvis.preflight.checks.language.grams import BUCKET_BITS, FOLDER, KIND_BITS, REST_BITS, STEP, kinds_key, mixed
from parvis.preflight.checks.language.sphinx import SPHINX_WORDS, Sphinx, add_sphinx
from parvis.preflight.checks.language.tokens import ENDS, OPENING, UNKNOWN, tokens
from parvis.preflight.checks.language.variants import slips
from parvis.preflight.lexicon import is_word

Counted = collections.Counter[int]
Sentence = list[tuple[str, str]]  # each word as counted, and the kind its shape tells when nothing else does
JARGON = 20  # how often a word that no dictionary has must have been seen


def sentences(paths: list[Path], lang: str, left_out: int) -> Iterator[Sentence]:
    """The words of every line but one in `left_out`, which serve to set thresholds."""
    for path in paths:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file):
                if left_out and number % left_out == 0:
                    continue
                found: Sentence = [(OPENING, OPENING)]
                for token in tokens(line, lang):
                    opens = found[-1][0] == OPENING
                    shape = classes.by_shape(token.text, lang, opens=opens) if token.key[0].isalpha() else token.key
                    found.append((sys.intern(token.key), sys.intern(shape)))
                    if token.key in ENDS:
                        found.append((OPENING, OPENING))
                yield found[:-1] if found[-1][0] == OPENING else found


def vocabulary(text: list[Sentence], lang: str, least: int, sphinx: Sphinx | None) -> collections.Counter[str]:
    ones: collections.Counter[str] = collections.Counter()
    for found in text:
        ones.update(key for key, _shape in found)
    if sphinx:
        for word, (p, _b, _n) in zip(sphinx.words, sphinx.ones, strict=False):
            ones[word] += round(1.0001**p * SPHINX_WORDS) if p > -900_000 else 0

    lower = collections.Counter(key for found in text for key, shape in found if shape != classes.NAME)

    def kept(word: str, count: int) -> bool:
        if not word or count < least:
            return False
        if not word[0].isalpha() or is_word(word, lang) or is_word(word.capitalize(), lang):
            return True
        # What no dictionary has, but people write all the time, and is nobody's usual slip: jargon.
        if (count := lower[word]) < JARGON or "'" in word:
            return False
        usual = any(ones[one] > 3 * count for one, cost in near(word, lang).items() if cost <= 0.5)
        return not usual and (
            count > 5 * JARGON or len(word) < 6 or all(ones[one] < 30 * count for one in slips(word, lang))
        )

    words = collections.Counter({word: count for word, count in ones.items() if kept(word, count)})
    words[UNKNOWN] = max(1, sum(ones.values()) - sum(words.values()))
    return words


class Kinds:
    """The kind of each word of the vocabulary, as a number; the nouns of English told apart by whether they stand alone."""

    def __init__(self, words: collections.Counter[str], lang: str, folder: Path, text: list[Sentence]) -> None:
        small = classes.small_words(lang)
        kind_of = (
            classes.english(folder)
            if lang == "en"
            else classes.french(hunspell.Hunspell("fr", hunspell_data_dir=str(folder)))
        )
        self.lang = lang
        self.of = {word: word if word in small or not word[0].isalpha() else kind_of(word) for word in words}
        if lang == "en":
            self._countable(text)
        common = collections.Counter({classes.OTHER: 1 << 62, classes.NAME: 1 << 61})
        for word, kind in self.of.items():
            common[kind] += words[word]
        self.names = [kind for kind, _ in common.most_common((1 << KIND_BITS) - 1)]
        self.numbers = {name: number for number, name in enumerate(self.names)}

    def _countable(self, text: list[Sentence]) -> None:
        alone: collections.Counter[str] = collections.Counter()
        after: collections.Counter[str] = collections.Counter()
        determiners = listed("a an the this that each every another my your his her its our their any no")
        openers = listed("of in on at by for with from to into as and or is are than without through using")
        for found in text:
            for (before, _), (word, _), (following, _) in zip(found, found[1:], found[2:], strict=False):
                if (
                    "NN" in (kind := self.of.get(word, ""))
                    and "NNS" not in kind
                    and "NN" not in self.of.get(following, "NN")
                ):
                    if before in determiners:
                        after[word] += 1
                    elif before in openers:
                        alone[word] += 1
        for word, kind in self.of.items():
            seen = alone[word] + after[word]
            if "NN" in kind.split("|") and seen >= 12:
                share = alone[word] / seen
                more = "c" if share < 0.15 else "m" if share > 0.6 else ""
                self.of[word] = "|".join(one + more if one == "NN" else one for one in kind.split("|"))

    def number(self, word: str, shape: str) -> int:
        return self.numbers.get(self.of.get(word, shape), self.numbers[classes.OTHER])


def counted(text: list[Sentence], numbers: dict[str, int], kinds: Kinds) -> tuple[list[Counted], list[Counted]]:
    """Pairs and triples of words; rows of two, three and four kinds."""
    size, unknown = len(numbers), numbers[UNKNOWN]
    of_words: list[Counted] = [collections.Counter(), collections.Counter()]
    of_kinds: list[Counted] = [
        collections.Counter(),
        collections.Counter(),
        collections.Counter(),
        collections.Counter(),
    ]
    for found in text:
        line = [numbers.get(key, unknown) for key, _ in found]
        of_words[0].update(a * size + b for a, b in itertools.pairwise(line))
        of_words[1].update(((a + 1) * size + b) * size + c for a, b, c in zip(line, line[1:], line[2:], strict=False))
        opening = kinds.numbers[OPENING]
        row = [opening, *(kinds.number(key, shape) for key, shape in found), opening]
        for length in (1, 2, 3, 4):
            of_kinds[length - 1].update(zip(*(row[start:] for start in range(length)), strict=False))  # type: ignore[arg-type]
    return of_words, of_kinds


def write(
    lang: str, words: collections.Counter[str], numbers: dict[str, int], kinds: Kinds, entries: dict[int, int]
) -> None:
    with gzip.open(FOLDER / f"{lang}.words.gz", "wt", encoding="utf-8", compresslevel=9) as file:
        file.write("\t".join(kinds.names) + "\n")
        for word in numbers:
            file.write(f"{word}\t{math.log2(max(1, words[word])):.1f}\t{kinds.number(word, classes.OTHER)}\n")
    buckets: list[dict[int, int]] = [{} for _ in range(1 << BUCKET_BITS)]
    for key, count in entries.items():
        hashed = mixed(key)
        level = min(255, round(math.log2(count) * STEP))
        bucket = buckets[hashed >> (64 - BUCKET_BITS)]
        rest = hashed & ((1 << REST_BITS) - 1)
        bucket[rest] = max(level, bucket.get(rest, 0))
    offsets, rests, levels = array.array("I", [0]), array.array("H"), array.array("B")
    for bucket in buckets:
        for rest in sorted(bucket):
            rests.append(rest)
            levels.append(bucket[rest])
        offsets.append(len(rests))
    with (FOLDER / f"{lang}.grams").open("wb") as out:
        for part in (offsets, rests, levels):
            part.tofile(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lang", choices=["fr", "en"])
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument(
        "--kinds",
        type=Path,
        required=True,
        help="WordNet's files (English), the dictionary with its morphology (French)",
    )
    parser.add_argument("--sphinx", type=Path)
    parser.add_argument("--words", type=int, default=5, help="a word counts from so many times on")
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--triples", type=int, default=3)
    parser.add_argument("--rows", type=int, default=4, help="four kinds in a row count from so many times on")
    parser.add_argument("--left-out", type=int, default=50)
    options = parser.parse_args()
    sphinx = Sphinx(options.sphinx) if options.sphinx else None
    text = list(sentences(options.texts, options.lang, options.left_out))
    words = vocabulary(text, options.lang, options.words, sphinx)
    kinds = Kinds(words, options.lang, options.kinds, text)
    numbers = {word: number for number, (word, _) in enumerate(words.most_common())}
    (twos, threes), rows = counted(text, numbers, kinds)
    if sphinx:
        add_sphinx(sphinx, numbers, twos, threes)
    entries = {key: count for key, count in twos.items() if count >= options.pairs}
    entries |= {key: count for key, count in threes.items() if count >= options.triples}
    of_kinds = [sum(count >= options.rows for count in row.values()) for row in rows]
    sys.stdout.write(f"{len(numbers)} words, {len(entries)} rows of words, {len(kinds.names)} kinds, {of_kinds}\n")
    for row in rows:
        entries |= {kinds_key(key): count for key, count in row.items() if count >= options.rows}  # type: ignore[arg-type]
    write(options.lang, words, numbers, kinds, entries)


if __name__ == "__main__":
    main()
