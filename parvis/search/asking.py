"""What somebody asks, read from what they typed: words, “phrases”, and operators in French and in English."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from parvis.kernel.ids import id_in
from parvis.search.folding import COMMON, fold, forms, plain, words

LONGEST, MOST_WORDS = 200, 10
OPERATORS = {
    "de": "who", "from": "who", "by": "who", "par": "who",
    "dans": "where", "in": "where",
    "avant": "before", "before": "before",
    "apres": "after", "après": "after", "after": "after", "depuis": "after", "since": "after",
}  # fmt: skip
QUOTED = r"[\"“”«]\s*([^\"“”»]*?)\s*[\"“”»]"
PART = re.compile(
    rf"(?P<op>[^\W\d_]+):\s?(?:{QUOTED}|(?P<value>[^\s\"“«][^\s]*))|{QUOTED}|#(?P<subject>[\w-]+)|(?P<word>\S+)"
)
DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$|(\d{1,2})[/.](\d{1,2})[/.](\d{4})$")
ONLY = ("", "questions", "unanswered")
LAST_PAGE = 100


@dataclasses.dataclass(frozen=True)
class Question:
    """`terms`: words as typed. `text` is what was typed, whole; `loose` the words alone. Names of people and places are as typed:
    those who know them look for them. `before` and `after` are instants, the second included."""

    text: str = ""
    terms: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    who: str = ""
    where: str = ""
    before: dt.datetime | None = None
    after: dt.datetime | None = None
    subjects: tuple[str, ...] = ()
    only: str = ""
    parts: tuple[tuple[str, str], ...] = ()  # (what was typed, its operator), for the chips
    wrong: tuple[str, ...] = ()  # dates nobody can read
    newest: bool = False  # the newest first, instead of the best
    until: int = 0  # newest first: only what was made before this id
    page: int = 1  # the best first: which page
    authors: Sequence[int] = ()  # who may be meant by `who`, and which places by `where` (`offering.understood`)
    places: Sequence[int] = ()

    @property
    def asks(self) -> bool:
        """Whether anything is asked."""
        return bool(self.terms or self.phrases or self.narrows)

    @property
    def narrows(self) -> bool:
        """Whether an operator is used: only what knows of them answers."""
        return bool(self.who or self.where or self.before or self.after or self.subjects or self.only)

    @property
    def loose(self) -> str:
        return " ".join([*self.terms, *self.phrases])

    @property
    def cited(self) -> str:
        """What was typed, to stand between quotes: one phrase alone without its own."""
        alone = re.fullmatch(QUOTED, self.text)
        return alone[1] if alone else self.text

    def without(self, part: str) -> str:
        """What would have been typed without one part."""
        return " ".join(self.text.replace(part, " ").split())


def day(text: str) -> tuple[dt.datetime, dt.datetime] | None:
    """The first instant of a day, month or year, and that of the next one."""
    found = DAY.match(text)
    if not found:
        return None
    year, month, one, day_, month_, year_ = found.groups()
    try:
        if year_:
            begin = dt.date(int(year_), int(month_), int(day_))
            end = begin + dt.timedelta(days=1)
        else:
            begin = dt.date(int(year), int(month or 1), int(one or 1))
            end = begin + dt.timedelta(days=1)
            if not one:
                end = (
                    dt.date(begin.year + 1, 1, 1)
                    if not month or month == "12"
                    else dt.date(begin.year, begin.month + 1, 1)
                )
        zone = timezone.get_current_timezone()
        return tuple(dt.datetime.combine(at, dt.time(), zone) for at in (begin, end))  # type: ignore[return-value]
    except (ValueError, OverflowError):
        return None


def read(given: Mapping[str, str]) -> Question:
    """What is asked in an address: `q`, and the chips `only`. Characters that no database holds are left out."""
    text = " ".join(str(given.get("q", "")).replace("\0", " ").split())[:LONGEST]
    only = given.get("only", "")
    newest = given.get("order") == "newest"
    found: dict[str, Any] = {
        "text": text, "only": only if only in ONLY else "", "newest": newest, "until": (id_in(given.get("until")) or 0) if newest else 0,
        "page": 1 if newest else min(max(id_in(given.get("page")) or 1, 1), LAST_PAGE),
    }  # fmt: skip
    terms: list[str] = []
    phrases, subjects, parts, wrong = [], [], [], []
    for match in PART.finditer(text):
        name = OPERATORS.get((match["op"] or "").lower())
        value = match[2] if match[2] is not None else match["value"]
        if name and value:
            parts.append((match[0], name))
            if name in ("before", "after"):
                span = day(value)
                if span is None:
                    wrong.append(value)
                else:
                    found[name] = span[0]
            else:
                found[name] = value.lstrip("@")
        elif match["subject"]:
            subjects.append(match["subject"])
            parts.append((match[0], "subject"))
        elif match[4] is not None and len(words(match[4])) > 1:
            phrases.append(plain(match[4]))
            parts.append((match[0], "phrase"))
        else:
            terms += words(match[0])
    told = [term for term in terms if forms(term) and fold(term) not in COMMON] or [
        term for term in terms if forms(term)
    ]
    return Question(
        **found, terms=tuple(dict.fromkeys(told))[:MOST_WORDS], phrases=tuple(phrases)[:4], subjects=tuple(subjects)[:5],
        parts=tuple(parts), wrong=tuple(wrong),
    )  # fmt: skip
