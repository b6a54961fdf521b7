"""French: Grammalecte where it is installed (Debian's python3-grammalecte), our dictionary for spelling everywhere."""

from __future__ import annotations

import functools
import importlib.util
import logging
import re
import sys
from pathlib import Path
from typing import Any

from parvis.preflight.checks.language import masking
from parvis.preflight.checks.language.context import counted, misplaced
from parvis.preflight.checks.language.faults import Fault, apart
from parvis.preflight.checks.language.french_agreement import agreements
from parvis.preflight.checks.language.french_slips import slips
from parvis.preflight.checks.language.grams import grams
from parvis.preflight.checks.language.spelling import misspelt
from parvis.preflight.lexicon import is_word

log = logging.getLogger(__name__)
ACRONYM_GENDER = re.compile(r"genre erroné.*«\s?[A-ZÀ-Ý]{2,}\s?»|genre erroné.*“[A-ZÀ-Ý]{2,}”")
DEBIAN = Path("/usr/lib/python3/dist-packages/grammalecte")
# Typography is put right when one publishes; the rest is taste, or says more about documents than about what colleagues write.
OFF = ("typo", "apos", "eepi", "esp", "nbsp", "tu", "unit", "num", "nf", "liga", "mapos", "chim", "ocr", "bs", "eleu", "redon1", "redon2", "minis", "virg", "poncfin", "maj", "date", "tab", "html", "latex", "md", "neg", "pleo", "mc", "idrule")  # fmt: skip


def is_installed() -> bool:
    """Whether the machine has Grammalecte somewhere."""
    return importlib.util.find_spec("grammalecte") is not None or DEBIAN.exists()


@functools.cache
def grammalecte() -> Any:
    """Its checker, or None when the machine has it nowhere."""
    try:
        if importlib.util.find_spec("grammalecte") is None:
            if not DEBIAN.exists():
                return None
            spec = importlib.util.spec_from_file_location(
                "grammalecte", DEBIAN / "__init__.py", submodule_search_locations=[str(DEBIAN)]
            )
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            sys.modules["grammalecte"] = module
            spec.loader.exec_module(module)
        checker = importlib.import_module("grammalecte").GrammarChecker("fr")
        checker.gce.setOptions(dict.fromkeys(OFF, False))
    except Exception:  # another version, half installed: spelling goes on without it
        log.exception("grammalecte is there but cannot be used")
        return None
    return checker


def faults(text: str, known: frozenset[str]) -> list[Fault]:
    """What to look at in a French paragraph."""
    skipped = masking.untouched(text)
    found = list(grammar(masking.blanked(text, skipped, "x")))
    found += slips(masking.blanked(text, skipped, "¤"))
    paragraph = counted(masking.blanked(text, [*skipped, *masking.quoted(text)], "¤"), "fr")
    found += misspelt(masking.blanked(text, skipped, " "), "fr", known, paragraph)
    found += agreements(paragraph)
    found = [fault for fault in found if not masking.within(fault.start, fault.end, skipped)]
    return apart([*found, *misplaced(paragraph, "fr", known, doubted=bool(found))])


def grammar(text: str) -> list[Fault]:
    checker = grammalecte()
    if checker is None:
        return []
    errors, _words = checker.getParagraphErrors(text.replace("\n", " "), bSpellSugg=False)
    return [
        Fault(error["nStart"], error["nEnd"], "grammar", str(error["sMessage"]), tuple(error["aSuggestions"])[:5])
        for error in errors
        if not _is_noise(text[error["nStart"] : error["nEnd"]], str(error["sMessage"]))
    ]


def _is_noise(words: str, message: str) -> bool:
    """Capitals without accent are current; the gender of an acronym is not in a dictionary; a borrowed plural is no verb; a noun that
    follows a noun agrees with nothing (“les droits administrateur”), and is no verb either (“le contrat vendanges”)."""
    if words in ("A", "Etat", "Etats") or ACRONYM_GENDER.search(message):
        return True
    counts = grams("fr")
    number = counts.words.get(words.lower())
    kinds = set() if number is None else set(counts.kind_names[counts.kinds[number]].split("|"))
    if message.startswith("Accord de nombre erroné avec") and kinds and all(kind.startswith("N.") for kind in kinds):
        return True
    if (
        message.startswith("Conjugaison erronée")
        and {kind[0] for kind in kinds} == {"N", "V"}
        and kinds <= {"V2sg", "N.f.p", "N.m.p", "N.e.p"}
    ):
        return True
    return ("forme verbale" in message or "verbe à la 2" in message) and is_word(words.lower(), "en")
