"""Near-duplicates among a million items: an index of three-word sequences, of which each item keeps one in eight (those with the
smallest hashes, eight at least: FracMinHash). A look-up asks for every sequence of the text; what an item shares with it is then
measured exactly, on the words themselves, by the check that speaks (`preflight.checks.already_said`)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from parvis.communities.models import Community
from parvis.intranet.guarding import ENOUGH, keys_in, told_this_week
from parvis.intranet.models import Fact, Trace, Traced
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.kernel.ids import LOW_BITS
from parvis.kernel.jobs import every, job
from parvis.people.models import Person
from parvis.posts.models import Post, Publication
from parvis.preflight.checks.already_said.check import shingles
from parvis.preflight.manuscript import Text

ONE_IN, FEWEST = 8, 8
MOST_ASKED, MOST_HELD = (
    1_200,
    200,
)  # sequences of a text looked up; items that one sequence may name: more is a turn of phrase
MOST_NEAR, MOST_FIGURES = 12, 60
POSTS_FOR, FACTS_FOR = dt.timedelta(days=60), dt.timedelta(days=365)
FIGURES_FOR = dt.timedelta(days=30)
BATCH, LOOK_BACK_MS = 500, 60_000


def hashes(text: str) -> list[int]:
    """63 bits of each three-word sequence, smallest first."""
    digests = (hashlib.blake2b(" ".join(one).encode(), digest_size=8).digest() for one in shingles(text))
    return sorted({int.from_bytes(digest, "big") >> 1 for digest in digests})


def sketch(text: str) -> list[int]:
    """What an item keeps of itself."""
    found = hashes(text)
    return [one for number, one in enumerate(found) if number < FEWEST or one < 2**63 // ONE_IN]


def common(wanted: Sequence[int]) -> set[int]:
    """Sequences that so many items hold already that they tell nothing."""
    rows = Trace.objects.filter(hash__in=wanted).values("hash").annotate(n=Count("item_id")).filter(n__gte=MOST_HELD)
    return set(rows.values_list("hash", flat=True))


def trace(items: Iterable[tuple[int, str, dt.date]], *, is_fact: bool) -> int:
    """Index items (id, words, day); how many rows. Done twice, it is done once."""
    kept = [(pk, day, sketch(words)) for pk, words, day in items]
    known = common(list({one for _pk, _day, some in kept for one in some})) if kept else set()
    rows = [
        Trace(hash=one, item_id=pk, is_fact=is_fact, at=day) for pk, day, some in kept for one in some if one not in known
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.hash, row.item_id))  # two jobs take the same rows in the same order
    Trace.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1_000)
    return len(rows)


def candidates(text: str) -> list[tuple[int, bool]]:
    """(id, is a fact) of the items that share most sequences with the text: one statement, whatever the size of the index."""
    wanted = hashes(text)[:MOST_ASKED]
    if not wanted:
        return []
    if connection.vendor == "postgresql":
        condition, values = "hash = ANY(%s)", [wanted]
    else:
        condition, values = f"hash IN ({','.join(str(int(one)) for one in wanted)})", []
    sql = (
        f"SELECT item_id, is_fact FROM intranet_trace WHERE {condition} GROUP BY item_id, is_fact "  # noqa: S608 (numbers of our own)
        f"ORDER BY count(*) DESC, item_id DESC LIMIT {2 * MOST_NEAR}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(pk, bool(is_fact)) for pk, is_fact in cursor.fetchall()]


def near(person: Person, text: str, link: str = "", place: Community | None = None) -> list[Text]:
    """What may say the same, as far as the author may read it: facts and posts the index names, and the newest facts for their
    figures. The fact that the post explains is not held against it."""
    named = candidates(text)
    facts = Fact.objects.visible_to(person).exclude(key=key_of(link) or "-")
    by_id = facts.filter(pk__in=[pk for pk, is_fact in named if is_fact])[:MOST_NEAR]
    newest = facts.filter(said_at__gte=clock.now() - FIGURES_FOR).order_by("-said_at")[:MOST_FIGURES]
    posts = Post.objects.visible_to(person).filter(pk__in=[pk for pk, is_fact in named if not is_fact])
    found = [
        Text(words[:5_000], title or words[:60], f"/posts/{pk}/")
        for pk, title, words in posts.values_list("pk", "title", "body_text")[:MOST_NEAR]
    ]
    told = {fact.pk: fact for fact in (*by_id, *newest)}
    return [
        *found,
        *(Text(f"{fact.title}. {fact.words}", fact.title, f"/facts/{fact.pk}/", "fact") for fact in told.values()),
        *told_again(person, text, link, place),
    ]


def told_again(person: Person, text: str, link: str, place: Community | None) -> list[Text]:
    """The conversation to join rather than tell a page for the third time this week to nearly the same people."""
    keys = keys_in(text, link)
    found = told_this_week(person, place, keys=keys) if keys else []
    return [
        Text(post.body_text[:5_000], post.title or post.body_text[:60], f"/posts/{post.pk}/", "again")
        for post in (found[:1] if len(found) >= ENOUGH else ())
    ]


def trace_facts(facts: Iterable[Fact]) -> None:
    """Facts as they are now: the sequences of former words go."""
    rows = list(facts)
    Trace.objects.filter(item_id__in=[fact.pk for fact in rows]).delete()
    trace(
        [(fact.pk, f"{fact.title}. {fact.words}", timezone.localtime(fact.said_at).date()) for fact in rows],
        is_fact=True,
    )


@transaction.atomic
def trace_posts() -> bool:
    """The posts that arrived since the last time; whether there may be more."""
    Traced.objects.get_or_create(pk=1)
    state = Traced.objects.select_for_update().get(pk=1)
    rows = Publication.objects.filter(pk__gt=state.last).order_by("pk").select_related("post")[:BATCH]
    found = list(rows)
    trace([(row.post_id, f"{row.post.title}. {row.post.body_text}"[:5_000], timezone.localtime(row.at).date()) for row in found], is_fact=False)  # fmt: skip
    if found:
        # Ids are made when an act begins: one that was slow to commit is found by looking a little back.
        Traced.objects.filter(pk=1).update(
            last=max(state.last, found[-1].pk if len(found) == BATCH else found[-1].pk - (LOOK_BACK_MS << LOW_BITS))
        )
    return len(found) == BATCH


@every(dt.timedelta(minutes=1))
@job()
def trace_new_posts() -> None:
    for _turn in range(20):
        if not trace_posts():
            return


@every(dt.timedelta(days=1))
@job()
def forget_old_traces() -> None:
    today = timezone.localdate()
    Trace.objects.filter(is_fact=False, at__lt=today - POSTS_FOR).delete()
    Trace.objects.filter(is_fact=True, at__lt=today - FACTS_FOR).delete()
