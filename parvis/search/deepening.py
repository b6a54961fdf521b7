"""As deep as is needed: from the newest back (`windows`), until there is enough; and further for phrases, which what holds their words mostly
does not say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from parvis.search import candidates, windows
from parvis.search.candidates import Reader, Rows
from parvis.search.offering import Kind

SAID = 20  # that say a phrase are a page
# So many times so many more of a kind are read for a phrase, before somebody has to ask for more.
FURTHER, MORE = 6, 300

# Kinds of which there may be more, each with the oldest that was looked at.
Cut = dict[str, int]


def found(
    reader: Reader, kinds: Sequence[Kind], parts: Sequence[Any], docs: int, keep: Callable[[Rows], Rows], *, is_brief: bool = False,
) -> tuple[Rows, Cut]:  # fmt: skip
    """What answers, the newest of each kind. `docs`: how many documents are expected to; `keep` leaves out what does not after all."""
    rows, cut = once(reader, kinds, parts, docs, keep, is_brief=is_brief)
    for kind in kinds if reader.question.phrases else ():
        for _ in range(FURTHER):
            if kind.name not in cut or len(rows[kind.name]) >= SAID:
                break
            back = reader.before(cut.pop(kind.name))
            more, still = once(back, [kind], parts, docs, keep, most=MORE, is_some=len(kinds) > 1, is_brief=is_brief)
            rows[kind.name] = [*rows[kind.name], *more[kind.name]]
            cut |= still
    return rows, cut


def once(
    reader: Reader, kinds: Sequence[Kind], parts: Sequence[Any], docs: int, keep: Callable[[Rows], Rows], *, most: int = 0, is_some: bool = False,
    is_brief: bool = False,
) -> tuple[Rows, Cut]:  # fmt: skip
    """The newest `most` of each kind. Of one with so many nothing else is asked further back, where they would be the same."""
    most = most or candidates.MOST
    rows: Rows = {kind.name: [] for kind in kinds}
    cut: Cut = {}
    asked, is_all = list(kinds), True
    lasts: list[int] = []
    for step in windows.of(docs, reader.end, reads_little=reader.reads_little):
        is_part = is_some or len(asked) < len(kinds)
        there, is_all = candidates.ask(reader, asked, parts, step, most=most, is_some=is_part, is_brief=is_brief)
        last = {name: some[-1][0] for name, some in there.items() if some}
        lasts += last.values()
        cut |= {name: pk for name, pk in last.items() if len(there[name]) >= most}
        rows |= keep(there)
        asked = [kind for kind in asked if kind.name not in cut]
        if is_all or not asked or max(map(len, rows.values()), default=0) >= candidates.MOST // 2:
            break
    # Of the others, all was looked at as far back as the oldest of any.
    return rows, cut if is_all else cut | {kind.name: min(lasts) for kind in asked}
