"""English: Harper's grammar with what is style or names silenced, our own slips, and the dictionary for spelling."""

from __future__ import annotations

import functools
import re
from typing import Any

import harper

from parvis.preflight.checks.language import masking
from parvis.preflight.checks.language.context import counted, misplaced
from parvis.preflight.checks.language.english_slips import capitals, commas, slips
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.offering import together
from parvis.preflight.checks.language.spelling import misspelt
from parvis.preflight.checks.language.widening import side_by_side, widened

# Style, or right too often in what people really write (measured by `bin/bench language`).
SILENT = frozenset(
    [
        "SpellCheck",
        "OrthographicConsistency",
        "DisjointPrefixes",
        "LongSentences",
        "OxfordComma",
        "MassNouns",
        "CondenseAllThe",
        "CommaFixes",
        "UseEllipsisCharacter",
        "BlacklistWhitelist",
        "Excellent",
        "NationalCapitals",
        "AvoidAndAlso",
        "ThereAfterCompound",
        "OkToOkay",
        "ViceVersa",
        "WouldNeverHave",
        "HaveTakeALook",
        "SplitWords",
        "MissingPreposition",
        "AvoidCurses",
        "EllipsisLength",
        "QuoteSpacing",
        "UnclosedQuotes",
        "SpelledNumbers",
        "Spaces",
        "Dashes",
        "NoFrenchSpaces",
        "MissingTo",
        "ExpandControl",
        "DoubleClick",
        "RightClick",
        "ToAdverb",
        "ExpandStandardInputAndOutput",
        "Notwithstanding",
        "WrongNegative",
    ]
)

# Before “i”: a word that neither joins nor rules it, so that a comma may be missing.
LONE = re.compile(
    r"\b(?!(?:and|or|but|nor|that|if|when|because|as|which|who|where|what|so|than|while|before|after|since|though|although|until|how|why|for|to|of|with)\b)[a-z]+ $"
)
USUAL = 6.0  # two words seen 64 times side by side are no slip for one


@functools.cache
def linter() -> Any:
    """Harper without its silent rules: they are not even run, which spares half of its time."""
    made = harper.Linter()
    made.set_lint_config({**made.get_lint_config(), **dict.fromkeys(SILENT, False)})
    return made


def _fault(text: str, rule: str, lint: Any) -> Fault:
    """What Harper says, with suggestions that replace the span as they are."""
    start, end = lint.span.start, lint.span.end
    removed = any(one.kind == harper.SuggestionKind.REMOVE for one in lint.suggestions)
    if removed and text[start - 1 : start] == " " and text[end : end + 1] in " .,;:!?":
        start -= 1
    written = text[start:end]
    wanted = [
        written + one.replacement_text if one.kind == harper.SuggestionKind.INSERT_AFTER else one.replacement_text
        for one in lint.suggestions
    ]
    if rule == "AnA" and text[start - 1 : start] == " ":
        start, wanted = start - 1, [*(f" {one}" for one in wanted), "", " the"]
    if written == "i" and wanted == ["I"] and LONE.search(text[:start]):
        start, wanted = start - 1, [" I", ", I"]
    return Fault(start, end, "grammar", lint.message, tuple(wanted[:5]))


def _is_noise(text: str, masked: str, rule: str, lint: Any) -> bool:
    """“a 2-D set”: what is masked is not read aloud; “file system”: two words as often seen as one are nobody's fault."""
    if rule == "AnA":
        following = text[lint.span.end :].lstrip()[:1]
        return not following.isalpha() or masked[lint.span.end :].lstrip()[:1] != following
    if rule == "MergeWords" and not lint.problem_text.islower():
        return True
    if rule == "CompoundNouns":
        if lint.problem_text.istitle():
            return True
        counts, parts = grams("en"), lint.problem_text.lower().split()
        one = counts.words.get("".join(parts))
        a, b = counts.words.get(parts[0]), counts.words.get(parts[-1])
        return one is None or (a is not None and b is not None and counts.two(a, b) > min(USUAL, counts.ones[one]))
    return False


def faults(text: str, known: frozenset[str]) -> list[Fault]:
    """What to look at in an English paragraph."""
    skipped = masking.untouched(text)
    masked = masking.blanked(text, skipped, "x")
    found = list(slips(masked))
    for rule, lints in linter().organized_lints(masked, language="plaintext").items():
        if rule in SILENT:
            continue
        for lint in lints:
            if _is_noise(text, masked, rule, lint):
                continue
            found.append(_fault(masked, rule, lint))
    found += commas(masked)
    found += capitals(masked)
    paragraph = counted(masking.blanked(text, [*skipped, *masking.quoted(text)], "¤"), "en")
    found += misspelt(masking.blanked(text, skipped, " "), "en", known, paragraph)
    found = [fault for fault in found if not masking.within(fault.start, fault.end, skipped)]
    found = together([*found, *misplaced(paragraph, "en", known, doubted=bool(found))], text)
    return side_by_side(widened(found, paragraph, text, "en"), text)
