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
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
    with opened as file:
        return [json.loads(line) for line in file]


def load() -> dict[str, list[int]]:
    """2,000 people, 310 pages of HR (269 articles, 41 questions with their answer), 7,800 messages in 82 places. By what a query expects:
    the ids that answer it."""
    from parvis.communities.models import Community
    from parvis.kernel import clock
    from parvis.kernel.ids import imported_id
    from parvis.people.models import Organisation, Person
    from parvis.posts.models import Comment, Post, Publication
    from parvis.search import checking

    Organisation.objects.get_or_create(name="Banc")
    found: dict[str, list[int]] = {}
    start = clock.now() - dt.timedelta(days=700)
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
    """Of each query: the share of what is expected among the first ten answers of the page (all of it, when more than ten are). A query
    that several pages answer is answered by any of the two first expected."""
    from parvis.people.models import Person
    from parvis.search import asking, screens

    expected = load()
    viewer = Person.objects.order_by("pk").first()
    missed, total, times = [], 0.0, []
    rows = lines(QUERIES)
    for row in rows:
        begun = time.perf_counter()
        page = screens.page_of(viewer, asking.read({"q": row["q"]}))  # type: ignore[arg-type]
        times.append(time.perf_counter() - begun)
        shown = [one.look.link for group in page.groups for one in group.found][:10]
        hits = [any(is_at(link, pk) for pk in expected[key] for link in shown) for key in row["expect"]]
        total += any(hits)
        if not any(hits):
            missed.append(row["q"])
    times.sort()
    return {"queries": len(rows), "recall_at_10": round(total / len(rows), 3), "missed": missed, "median_ms": round(times[len(times) // 2] * 1000, 1)}  # fmt: skip


def is_at(link: str, pk: int) -> bool:
    from parvis.people.models import Person

    if link.startswith("/people/"):
        return Person.objects.filter(pk=pk, handle=link.split("/")[2]).exists()
    return f"/posts/{pk}/" in link or link.endswith(f"#comment-{pk}")


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(recall(), ensure_ascii=False))
