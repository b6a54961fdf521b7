"""The words that are known, read once for each question: how many documents hold each, and those one slip away. Never shown: they may
come from what one may not read."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from django.db import connection

MOST_READ = 2_000
WORDS = "SELECT '' AS key, word, docs FROM search_word WHERE word {words}"
SLIPS = """SELECT * FROM (SELECT s.key, w.word, w.docs FROM search_slip s JOIN search_word w ON w.word = s.word
WHERE s.key {keys} ORDER BY s.key, s.word LIMIT {most}) near"""


def read(
    forms: Collection[str], keys: Collection[str], kinds: Sequence[str]
) -> tuple[dict[str, int], dict[str, list[str]], set[str]]:
    """(documents that hold each word, words under each key of `folding.slips`, those of the kinds of which there is anything)."""
    docs: dict[str, int] = {}
    near: dict[str, list[str]] = {}
    there: set[str] = set()
    if not forms:
        return docs, near, there
    is_postgresql = connection.vendor == "postgresql"
    among = "= ANY(%s)" if is_postgresql else "IN (SELECT value FROM json_each(%s))"
    asked = [sorted(forms), sorted(keys)] if keys else [sorted(forms)]
    sql = WORDS.format(words=among)
    if keys:
        sql += " UNION ALL " + SLIPS.format(keys=among, most=MOST_READ)
    for kind in kinds:
        sql += f" UNION ALL SELECT '#', '{kind}', 1 WHERE EXISTS (SELECT 1 FROM search_document WHERE kind = '{kind}')"  # noqa: S608 (ours)
    with connection.cursor() as cursor:
        cursor.execute(sql, asked if is_postgresql else [json.dumps(one) for one in asked])
        for key, word, count in cursor.fetchall():
            if key == "#":
                there.add(word)
                continue
            docs[word] = count
            if key:
                near.setdefault(key, []).append(word)
    return docs, near, there
