"""The kind of a word: small words stand for themselves, the others for what they can be (noun, singular, feminine; verb, third
person …). How kinds follow each other tells an agreement that no count of words has seen.

`dictionaries/LANG.words.gz` says the kind of each word (made by `building.py`); an unknown word is judged by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from parvis.preflight.checks.language.variants import SETS
from parvis.preflight.recognising import SMALL

NAME, NUMBER, OTHER = "Np", "0", "X"
ENDINGS = {
    "en": [("ing", "VBG"), ("ed", "VBD"), ("ly", "RB"), ("ness", "NN"), ("tion", "NN"), ("s", "NNS"), ("", "NN")],
    "fr": [("ment", "R"), ("tions", "N.f.p"), ("tion", "N.f.s"), ("ées", "P.f.p"), ("és", "P.m.p"), ("ée", "P.f.s"), ("é", "P.m.s"), ("er", "I"), ("s", "N.e.p"), ("", "N.e.s")],
}  # fmt: skip
MORE = {
    "en": "be am being been has having doing done shall ought cannot don't doesn't didn't isn't aren't can't won't whose whom "
    "each every either neither both few many much several such same another upon within without between among through during "
    "against under above below until unless because although though while whether since per via than too enough even still yet "
    "already always never often again therefore thus however let let's it's that's there's i'm i've i'd you're you've we're "
    "we've they're 's n't am myself itself themselves yourself himself herself ourselves one two three nor non ago like",
    "fr": "ayant eu eus eue soit soient fut furent étaient étais serai sera seront serait seraient aura auront aurait auraient "
    "avaient avais avait suis es sommes êtes sois ai as avons avez aie ait aient peut peuvent doit doivent",
}


def small_words(lang: str) -> frozenset[str]:
    listed = {word for one in SETS[lang][: 20 if lang == "en" else None] for word in one.split()}
    return frozenset(listed | SMALL[lang] | set(MORE[lang].split()))


def by_shape(text: str, lang: str, *, opens: bool) -> str:
    """The kind of a word no table has."""
    if text[:1].isupper() and not opens:
        return NAME
    return next(kind for ending, kind in ENDINGS[lang] if text.lower().endswith(ending))


def english(wordnet: Path) -> Callable[[str], str]:
    """Kinds of English words, from WordNet's lists: what is never seen of a word in its counts is left out."""
    lemmas: dict[str, dict[str, int]] = {}
    for tag, name in (("NN", "noun"), ("VB", "verb"), ("JJ", "adj"), ("RB", "adv")):
        for line in (wordnet / f"index.{name}").read_text().splitlines():
            if not line.startswith(" ") and "_" not in (fields := line.split())[0]:
                lemmas.setdefault(fields[0], {})[tag] = int(fields[5 + int(fields[3])])
    irregular: dict[str, set[str]] = {}
    for name, tags in (("noun", ["NNS"]), ("verb", ["VBD"]), ("adj", ["JJR"])):
        for line in (wordnet / f"{name}.exc").read_text().splitlines():
            if not line.split()[0].endswith("ing"):
                irregular.setdefault(line.split()[0], set()).update(tags)

    def stems(word: str) -> Iterable[tuple[str, str, str]]:
        for end, base, of, tag in (
            ("s", "", "NN", "NNS"), ("es", "", "NN", "NNS"), ("ies", "y", "NN", "NNS"), ("s", "", "VB", "VBZ"), ("es", "", "VB", "VBZ"),
            ("ies", "y", "VB", "VBZ"), ("ed", "", "VB", "VBD"), ("d", "", "VB", "VBD"), ("ied", "y", "VB", "VBD"), ("ing", "", "VB", "VBG"),
            ("ing", "e", "VB", "VBG"), ("er", "", "JJ", "JJR"), ("r", "", "JJ", "JJR"), ("est", "", "JJ", "JJS"),
        ):  # fmt: skip
            if word.endswith(end) and len(word) > len(end) + 1:
                stem = word[: len(word) - len(end)]
                yield stem + base, of, tag
                if len(stem) > 2 and stem[-1] == stem[-2] and end in ("ed", "ing", "er"):
                    yield stem[:-1], of, tag

    def kind(word: str) -> str:
        own = lemmas.get(word, {})
        used = {tag for tag, count in own.items() if count * 12 >= max(own.values())}
        for stem, of, tag in stems(word):
            if of in lemmas.get(stem, {}):
                used.add(tag)
        used |= irregular.get(word, set())
        if (word.endswith("ing") and "VBG" in used) or (word.endswith("ed") and "VBD" in used):
            used -= {"NN", "JJ"}
        return "|".join(sorted(used)) or by_shape(word, "en", opens=True)

    return kind


GENDER = {"mas": "m", "fem": "f", "epi": "e"}
COUNT = {"sg": "s", "pl": "p", "inv": "i"}
PERSONS = ("1sg", "2sg", "3sg", "1pl", "2pl", "3pl", "1jsg")


def french(speller: Any) -> Callable[[str], str]:
    """Kinds of French words, from the morphology of the dictionary (the Debian package's, which keeps it)."""

    def one(analysis: str) -> set[str]:
        said = re.findall(r"(?:po|is):(\S+)", analysis)
        form = (
            next((GENDER[s] for s in said if s in GENDER), "e")
            + "."
            + next((COUNT[s] for s in said if s in COUNT), "i")
        )
        found = set()
        if "ppas" in said:
            return {f"P.{form}"}
        if "adj" in said:
            found.add(f"A.{form}")
        elif "nom" in said:
            found.add(f"N.{form}")
        found |= {
            {"infi": "I", "ppre": "G", "adv": "R", "prn": NAME, "patr": NAME, "npr": NAME}[s]
            for s in said
            if s in ("infi", "ppre", "adv", "prn", "patr", "npr")
        }
        if any(re.match(r"v\d", s) for s in said):
            found |= {"V" + s for s in said if s in PERSONS} - ({"V2sg", "V1pl", "V2pl"} if "impe" in said else set())
        return found

    def kind(word: str) -> str:
        analyses = speller.analyze(word) or speller.analyze(word.capitalize())
        if any("po:mg" in analysis for analysis in analyses) or re.search(r"po:v0", " ".join(analyses)):
            return word
        found = set().union(*(one(analysis) for analysis in analyses)) if analyses else set()
        return "|".join(sorted(found)) or by_shape(word, "fr", opens=True)

    return kind
