"""Inside of `bin/bench search`: loads the real collections, asks the written queries, makes the large set. Has Django."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
if not DATA.exists():
    DATA = Path("/work/shared/data")
QUERIES = Path(__file__).with_name("queries.jsonl")
TAG = re.compile(r"<[^>]+>")


def text_of(markup: str) -> str:
    return html.unescape(TAG.sub(" ", markup))


def lines(path: Path) -> list[dict[str, Any]]:
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text()
    return [json.loads(line) for line in text.splitlines() if line]


def load() -> dict[str, list[int]]:
    """2,000 people, 310 pages of HR (269 articles, 41 questions with their answer), 7,800 messages in 82 places. By what a query expects:
    the ids that answer it."""
    from parvis.communities.models import Community
    from parvis.kernel.ids import imported_id
    from parvis.people.models import Organisation, Person
    from parvis.posts.models import Comment, Post, Publication
    from parvis.search import checking

    Organisation.objects.get_or_create(name="Banc")
    found: dict[str, list[int]] = {}
    start = dt.datetime(2024, 12, 26, tzinfo=dt.UTC)  # always the same: ids are made of it, and kept with --keep
    people, posts, comments = [], [], []
    for n, row in enumerate(lines(DATA / "demo_company" / "people.jsonl")):
        name = f"{row['first_name']} {row['last_name']}"
        people.append(Person(id=imported_id(start, f"p{n}"), handle=row["login"].replace(".", "-") + f"-{n}", name=name, job=row["job_title"], site=row["site"]))  # fmt: skip
        found.setdefault(name, []).append(people[-1].pk)

    def say(key: str, minute: int, *, title: str, words: str, kind: str, place: int | None = None) -> int:
        at = start + dt.timedelta(minutes=minute)
        pk = imported_id(at, key)
        posts.append(Post(id=pk, kind=kind, author=people[minute % len(people)], title=title[:200], body_text=words, body_html="", community_id=place, drafted_at=at, published_at=at, active_at=at))  # fmt: skip
        return pk

    for n, sheet in enumerate(lines(DATA / "fr_hr_pages" / "fiches.jsonl.gz")):
        words = " ".join(
            [
                sheet["description"],
                text_of(sheet["intro_html"]),
                *(f"{s['title']} {text_of(s['html'])}" for s in sheet["sections"]),
            ]
        )
        found.setdefault(sheet["title"], []).append(
            say(f"f{n}", n * 997, title=sheet["title"], words=words, kind="article")
        )
    for n, asked in enumerate(lines(DATA / "fr_hr_pages" / "questions_reponses.jsonl")):
        pk = say(f"q{n}", n * 1013 + 5, title="", words=asked["question"], kind="question")
        at = start + dt.timedelta(minutes=n * 1013 + 90)
        comments.append(
            Comment(
                id=imported_id(at, f"c{n}"),
                post_id=pk,
                author=people[n],
                body_text=asked["answer_text"],
                body_html="",
                at=at,
            )
        )
        found[f"qa:{n}"] = [pk, comments[-1].pk]
    places = {
        row["id"]: Community(slug=f"canal-{row['id']}", name=row["name"][:80])
        for row in lines(DATA / "slack_community" / "channels.jsonl")
    }
    for n, message in enumerate(lines(DATA / "slack_community" / "messages.jsonl")):
        if not message.get("deleted"):
            place = places.get(message["channel"])
            found[message["id"]] = [
                say(
                    message["id"],
                    n * 60 + 17,
                    title="",
                    words=message["text"],
                    kind="note",
                    place=place.pk if place else None,
                )
            ]
    if not Post.objects.exists():
        for model, rows in ((Person, people), (Community, list(places.values())), (Post, posts), (Comment, comments)):
            model._default_manager.bulk_create(rows, batch_size=400)  # type: ignore[attr-defined]
        Publication.objects.bulk_create(
            [Publication(post=post, by=post.author, at=post.published_at) for post in posts], batch_size=400
        )
        begun = time.perf_counter()
        checking.repair_all()
        print(
            f"{len(posts) + len(comments) + len(people)} documents read in {time.perf_counter() - begun:.0f} s",
            file=sys.stderr,
        )
    return found


def recall() -> dict[str, Any]:
    """Of each query: the share of what is expected that is among the first ten answers of the page; and whether any of it is."""
    from parvis.people.models import Person
    from parvis.search import asking, screens

    expected = load()
    viewer = Person.objects.order_by("pk").first()
    missed, total, all_of_them, times = [], 0.0, 0.0, []
    rows = lines(QUERIES)
    for row in rows:
        begun = time.perf_counter()
        page = screens.page_of(viewer, asking.read({"q": row["q"]}))  # type: ignore[arg-type]
        times.append(time.perf_counter() - begun)
        shown = [one.look.link for group in page.groups for one in group.found][:10]
        hits = [any(is_at(link, pk) for pk in expected[key] for link in shown) for key in row["expect"]]
        total += any(hits)
        all_of_them += sum(hits) / len(hits)
        if not any(hits):
            missed.append(row["q"])
    times.sort()
    return {"queries": len(rows), "answered_at_10": round(total / len(rows), 3), "recall_at_10": round(all_of_them / len(rows), 3), "missed": missed, "median_ms": round(times[len(times) // 2] * 1000, 1)}  # fmt: skip


def is_at(link: str, pk: int) -> bool:
    from parvis.people.models import Person

    if link.startswith("/people/"):
        return Person.objects.filter(pk=pk, handle=link.split("/")[2]).exists()
    return f"/posts/{pk}/" in link or link.endswith(f"#comment-{pk}")


COPIES = """
CREATE TEMP TABLE seed AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM posts_post WHERE kind = 'note';
CREATE TEMP TABLE made AS
 SELECT g, s.id AS seed, (((%(now)s - (g::bigint * %(span)s / %(rows)s)) << 21) | (g & 2097151))::bigint AS id
 FROM generate_series(1, %(rows)s) g JOIN seed s ON s.n = (g::bigint * 7919) %% (SELECT count(*) FROM seed);
INSERT INTO posts_post ({columns}) SELECT {values} FROM made m JOIN posts_post p ON p.id = m.seed ORDER BY m.id;
INSERT INTO search_document (id, kind, owner, version, title, body, marks, is_short)
 SELECT m.id, 'post', NULL, d.version, d.title, d.body, ' @post @' || left(day, 4) || ' @' || left(day, 6) || ' @' || left(day, 7) || ' @' || day || ' ', false
 FROM (SELECT *, to_char(to_timestamp((id >> 21) / 1000.0) AT TIME ZONE 'UTC', 'YYYYMMDD') AS day FROM made) m JOIN search_document d ON d.id = m.seed ORDER BY m.id;
UPDATE search_word w SET docs = w.docs + added.docs FROM (
 SELECT form, sum(copies) AS docs FROM (
  SELECT DISTINCT d.id, c.copies, unnest(string_to_array(trim(d.title) || ' ' || trim(d.body), ' ')) AS form
  FROM search_document d JOIN (SELECT seed, count(*) AS copies FROM made GROUP BY seed) c ON c.seed = d.id) held GROUP BY form) added
 WHERE added.form = w.word;
"""


def enlarge(rows: int) -> None:
    """As many posts more, of the words of the real messages, over five years, lying in the order they were made in, as in life. Indexes are made again at the end, all of them, and statistics taken."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM posts_post")
        if cursor.fetchone()[0] >= rows:  # it was kept
            return
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB'")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = 'search_document_forms' OR tablename = 'posts_post' AND indexname <> 'posts_post_pkey'"
        )
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'posts_post' AND is_generated = 'NEVER'"
        )
        columns = [name for (name,) in cursor.fetchall()]
        at = "to_timestamp((m.id >> 21) / 1000.0)"
        changed = {"id": "m.id", "published_at": at, "active_at": at, "drafted_at": at}
        values = ", ".join(changed.get(name, f"p.{name}") for name in columns)
        given = {"now": int(time.time() * 1000), "span": 5 * 365 * 86_400_000, "rows": rows}
        for statement in COPIES.format(columns=", ".join(columns), values=values).split(";\n"):
            if statement.strip():
                begun = time.perf_counter()
                cursor.execute(statement % given)
                print(f"{statement.split()[0:3]} {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        begun = time.perf_counter()
        for _name, made in indexes:
            cursor.execute(made)
        print(f"index {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        cursor.execute("VACUUM ANALYZE")  # of all, as the database does by itself in life


def sessions() -> list[str]:
    """Twenty people of the set, signed in."""
    from bench.inside import session_for
    from parvis.identity.models import Account
    from parvis.people.models import Person

    Account.objects.filter(email__startswith="p", email__endswith="@banc.example").delete()
    people = Person.objects.order_by("pk")[:20]
    return [
        session_for(Account.objects.create_user(f"p{n}@banc.example", None, person=person))
        for n, person in enumerate(people)
    ]


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "recall":
        print(json.dumps(recall(), ensure_ascii=False))
    else:
        load()
        enlarge(int(sys.argv[2]))
        print(json.dumps(sessions()))
