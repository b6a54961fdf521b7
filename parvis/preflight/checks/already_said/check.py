"""What is already on the intranet, or was just said: shared rather than said again. Exact three-word shingles, and figures."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.manuscript import LOOK, Finding, Manuscript, Text

ORDER = 20
MUCH, SAME, FIGURES = 0.30, 0.60, 3
FEWEST = 6  # shingles: below, two texts are alike by chance
ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"\w+", re.UNICODE)
GAP = "\u00a0\u202f\u2009 "
FIGURE = re.compile(
    rf"(?<![\w.,/:-])(?P<number>\d{{1,3}}(?:[{GAP}.,]\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?)[{GAP}]?(?P<unit>%|(?:[mk]|md|bn)?[€$£]|[a-zà-ÿœ][\w'’]*)?(?=(?P<rest>(?:[{GAP}][^\W\d][\w'’]*){{0,2}}))"
)
SMALL_WORDS = (
    "de du des d le la les l un une et ou à au aux en par pour sur dans qui que à plus nouveaux nouvelles nouveau nouvelle autres sont est of the a an and or to in on for by per from new more other is are"
)  # fmt: skip
SMALL = frozenset(SMALL_WORDS.split())


@functools.lru_cache(maxsize=2048)
def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The three-word sequences of a text: lower case, accents and figures kept, addresses left out."""
    words = WORD.findall(ADDRESS.sub(" ", text.lower()))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def containment(text: str, other: str) -> float:
    """The share of the shorter text's shingles that the other holds too; 0 when one is too short to tell."""
    one, two = shingles(text), shingles(other)
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter >= FEWEST else 0.0


def plain(number: str) -> str:
    """1 200, 1.200 and 1,200 are 1200; 3,50 is 3.5."""
    number = re.sub(rf"[{GAP}]", "", number)
    number = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
    return number.rstrip("0").rstrip(".") if "." in number else number


@functools.lru_cache(maxsize=2048)
def figures(text: str) -> frozenset[tuple[str, str]]:
    """Numbers with what they count: the sign, or the nearest word that means something, in the singular."""
    found = set()
    for one in FIGURE.finditer(ADDRESS.sub(" ", text.lower())):
        words = [one["unit"] or "", *one["rest"].split()]
        unit = next((word for word in words if word and word not in SMALL), "")
        unit = re.sub(r"^(?:d|l)['’]", "", unit)
        if unit:
            found.add((plain(one["number"]), unit if len(unit) < 4 else unit.rstrip("sx")))
    return frozenset(found)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """What is told too often already; else the text nearest to this one, when it is near; else one with the same figures."""
    text = manuscript.text
    for one in manuscript.published:
        if one.kind == "again":
            yield _finding("again", one, (0, 0))
            return
    measured = ((containment(text, one.text), one) for one in manuscript.published)
    near = max(measured, key=lambda pair: pair[0], default=None)
    if near and near[0] >= MUCH:
        kind = "same" if near[0] >= SAME else "much"
        yield _finding(kind, near[1], shared_passage(text, near[1].text))
        return
    mine = figures(text)
    for one in manuscript.published:
        if len(mine & figures(one.text)) >= FIGURES:
            yield _finding("figures", one, (0, 0))
            return


def shared_passage(text: str, other: str) -> tuple[int, int]:
    """Where the longest run of words that both hold is in the text."""
    theirs = shingles(other)
    hidden = ADDRESS.sub(lambda found: " " * len(found.group()), text)
    words = list(WORD.finditer(hidden))
    best, begin = (0, 0), None
    for at in range(len(words) - 1):
        three = tuple(word.group().lower() for word in words[at : at + 3])
        if three in theirs:
            begin = at if begin is None else begin
            if at - begin >= best[1] - best[0]:
                best = (begin, at + 1)
        else:
            begin = None
    if best == (0, 0):
        return 0, 0
    return words[best[0]].start(), words[best[1] + 1].end()


def _finding(kind: str, text: Text, place: tuple[int, int]) -> Finding:
    own = text.kind == "own"
    messages = {
        ("same", False): _("Nearly the same is here already: %(title)s. Share it instead?"),
        ("much", False): _("Much of this is here already: %(title)s. Share it, and say what it means to you?"),
        ("figures", False): _(
            "These figures are here already: %(title)s. Link to it, and say what they mean to you?"
        ),
        ("again", False): _(
            "This was told twice this week already, to nearly the same people: %(title)s. Answer there, or share it, rather than a third time?"
        ),
        ("same", True): _("You have nearly said this already: %(title)s. Share it again instead?"),
        ("much", True): _("You have said much of this already: %(title)s. What is new today?"),
        ("figures", True): _("You have given these figures already: %(title)s. Link to it?"),
    }  # fmt: skip
    title = text.title or " ".join(text.text.split())[:60]
    message = messages[kind, own] % {"title": title}
    return Finding("already-said", LOOK, message, *place, why=text.address, kind=kind)
