"""Hunspell dictionaries, loaded once: French ships with this area, English with the wheel of the library."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hunspell

OURS = Path(__file__).resolve().parents[0] / "dictionaries"
DEBIAN = Path("/usr/share/hunspell")


@functools.cache
def dictionary(name: str) -> Any:
    if (OURS / f"{name}.dic").exists():
        return hunspell.Hunspell(name, hunspell_data_dir=str(OURS))
    if (DEBIAN / f"{name}.dic").exists():
        return hunspell.Hunspell(name, hunspell_data_dir=str(DEBIAN))
    return hunspell.Hunspell(name)


@functools.lru_cache(maxsize=100_000)
def is_word(word: str, lang: str) -> bool:
    """Whether the dictionary of a language ("fr", "en") knows a word. A word of another alphabet is nobody's fault."""
    return speller(lang)(word.replace("’", "'"))


def speller(lang: str) -> Callable[[str], bool]:
    """The same question without memory, for the many strings that are no word."""
    spell = dictionary("fr" if lang == "fr" else "en_US").spell

    def ask(word: str) -> bool:
        try:
            return bool(spell(word))
        except UnicodeEncodeError:  # the English dictionary is in Latin-1
            return True

    return ask
