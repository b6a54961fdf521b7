"""What waits for somebody, ranked and explained, from what they may read. Each kind is asked in one statement; what is answered already,
or put aside, is left out of all of them at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.interface.words import day, since
from parvis.kernel import clock
from parvis.leadership import answering_doors
from parvis.leadership.first_voices import IN_TIME
from parvis.leadership.first_voices import waiting as unheard
from parvis.leadership.models import Aside
from parvis.people.distances import steps_between
from parvis.people.models import AskAbout, Person
from parvis.people.profiling import plain
from parvis.posts.models import Comment, Mention, Post, UnsettledComment

RECENT, FRESH, LATE = dt.timedelta(days=30), dt.timedelta(days=10), dt.timedelta(hours=48)
EACH, MOST, MOST_ASKED, FAR, FEW = 20, 12, 6, 4, 2
# Where somebody begins in the list; hours of waiting add to it, a little.
WEIGHT = {"question": 100, "door": 90, "comment": 80, "perimeter": 70, "voice": 60, "talk": 20}
EARLY = 45  # what is asked at a door that has not opened yet may wait for it
MINUTES = {"question": 3, "door": 3, "comment": 2, "perimeter": 3, "voice": 1, "talk": 3}


@dataclasses.dataclass(frozen=True)
class Errand:
    """One thing that waits: who waits, the words they said, why it is shown, how long it takes. `to` is the comment one answers;
    `first`, that they had never spoken; `pull` moves it in the list. Asked at a door: no `post`, its `url`, and nobody's name when it was asked without one."""

    kind: str
    subject: int
    post: Post | None
    who: Person | None
    words: str
    why: str
    at: dt.datetime
    to: int | None = None
    late: bool = False
    first: bool = False
    url: str = ""
    pull: float = 0

    @property
    def minutes(self) -> int:
        return MINUTES[self.kind]

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.subject}"

    @property
    def place(self) -> int:
        """The post it is under; 0 for what was asked at a door."""
        return self.post.pk if self.post else 0

    @property
    def address(self) -> str:
        return self.url or f"/posts/{self.place}/" + (f"#comment-{self.to}" if self.to else "")

    def weight(self, now: dt.datetime) -> float:
        hours = (now - self.at).total_seconds() / 3600
        return (
            WEIGHT[self.kind]
            + self.pull
            + min(hours, 240) / 24
            + ((5 if self.kind == "voice" else 15) if self.late else 0)
        )


def open_posts(person: Person, span: dt.timedelta) -> object:
    """What stirs lately and the person may read, by others who are still here."""
    rows = Post.objects.visible_to(person).filter(active_at__gte=clock.now() - span).exclude(author=person)
    return rows.filter(author__departure=None).for_screen()


def asked_of(person: Person) -> Iterator[Errand]:
    """Where somebody named this person, and asked something."""
    rows = Mention.objects.filter(person=person, post__in=Post.objects.visible_to(person)).filter(
        Q(comment=None, post__body_text__contains="?") | Q(comment=None, post__kind="question") | Q(comment__body_text__contains="?")
    )  # fmt: skip
    rows = rows.filter(post__active_at__gte=clock.now() - RECENT).exclude(comment__author=person)
    rows = rows.select_related("post__author__mandate", "post__author__portrait", "post__author__unit", "comment__author__mandate", "comment__author__portrait", "comment__author__unit", "post__community")  # fmt: skip
    for row in rows.order_by("-id")[:EACH]:
        said = row.comment or row.post
        if said.author_id != person.pk:
            at = row.comment.at if row.comment else row.post.published_at or row.post.drafted_at
            why = _("%(name)s names you, and asks.") % {"name": said.author.first_name}
            yield Errand("question", said.pk, row.post, said.author, said.body_text, why, at, row.comment_id, clock.now() - at > LATE)  # fmt: skip


def of_perimeter(person: Person) -> Iterator[Errand]:
    """Questions of one's own people that nobody has answered."""
    mine = Q(author__chain__startswith=person.chain)
    if person.unit:
        mine |= Q(author__unit__path__startswith=person.unit.path)
    rows = open_posts(person, RECENT).filter(mine, kind="question", is_answered=False, comment_count=0)  # type: ignore[attr-defined]
    for post in rows.order_by("active_at")[:EACH]:
        at = post.published_at
        why = _("A question from your own people. Nobody has answered, %(when)s.") % {"when": since(at)}
        yield Errand("perimeter", post.pk, post, post.author, post.title or post.body_text, why, at, None, clock.now() - at > LATE)  # fmt: skip


def first_voices(person: Person) -> Iterator[Errand]:
    """Who spoke for the first time, and waits for a human: the same ones everywhere (first_voices.waiting)."""
    for row in unheard(person)[:EACH]:
        said = row.comment or row.post
        assert said is not None
        why = _("%(name)s speaks here for the first time. Nobody has answered yet.") % {"name": row.person.first_name}
        post = row.comment.post if row.comment else row.post
        yield Errand("voice", row.pk, post, row.person, said.body_text, why, row.at, row.comment_id, clock.now() - row.at > IN_TIME, True)  # fmt: skip


def at_ones_doors(person: Person) -> Iterator[Errand]:
    """Questions put to one at one's open doors, and at the door one keeps open: with the time one promised."""
    now = clock.now()
    for row in answering_doors.waiting_for(person, 3 * EACH):
        asked, promised, door = row.question, row.question.promised_at, row.question.door
        coming = door is not None and door.state == "announced"
        if promised is None:
            assert door is not None
            late = door.closes_at < now
            why = (_("For your open door of %(when)s, “%(subject)s”.") if coming else _("At your open door of %(when)s, “%(subject)s”.")) % {"when": day(door.opens_at), "subject": door.subject}  # fmt: skip
        else:
            late = promised < now
            why = (_("At the door you keep open: you had promised an answer by %(when)s.") if late else _("At the door you keep open: you promised an answer by %(when)s.")) % {"when": day(promised)}  # fmt: skip
        if row.askers > 1:
            why = f"{why} " + ngettext("%(n)s person asks it.", "%(n)s people ask it.", row.askers) % {"n": row.askers}
        yield Errand("door", asked.pk, None, asked.asker, row.words, why, asked.asked_at, None, late, url=asked.get_absolute_url(), pull=min(row.askers, 50) / 10 - (EARLY if coming else 0))  # fmt: skip


def under_mine(person: Person) -> Iterator[Errand]:
    """What others said under one's own posts, and has had no answer of one's own."""
    rows = Comment.objects.visible_to(person).filter(post__author=person, withdrawal=None, at__gte=clock.now() - RECENT)
    rows = rows.exclude(author=person).exclude(author__isnull=True).select_related("post__community", *(f"author{part}" for part in ("", "__mandate", "__portrait", "__unit")))  # fmt: skip
    for row in rows.order_by("-id")[: 3 * EACH]:
        late = clock.now() - row.at > LATE
        why = _("Under your own post, without a word from you for two days.") if late else _("Under your own post.")
        yield Errand("comment", row.pk, row.post, row.author, row.body_text, why, row.at, row.pk, late)


def where_ones_word_counts(person: Person) -> Iterator[Errand]:
    """Few answers; near what one likes to be asked about, or far from one's floor. Said which."""
    subjects = [plain(label) for label in AskAbout.objects.filter(person=person).values_list("label", flat=True)]
    rows = open_posts(person, FRESH).filter(comment_count__lte=FEW).exclude(kind="share")  # type: ignore[attr-defined]
    for post in rows.order_by("-active_at", "-id")[: 4 * EACH]:
        text = plain(f"{post.title} {post.body_text}")
        near = next((subject for subject in subjects if subject and subject in text), "")
        steps = steps_between(person, post.author)
        few = ngettext("%(n)s answer", "%(n)s answers", post.comment_count) % {"n": post.comment_count} if post.comment_count else _("no answer yet")  # fmt: skip
        if near:
            why = _("Close to your subject, “%(subject)s”; %(few)s.") % {"subject": near, "few": few}
        elif steps is None or steps >= FAR:
            why = _("Far from your floor; %(few)s. Your word would be a surprise.") % {"few": few}
        else:
            continue
        at = post.published_at or post.drafted_at
        yield Errand("talk", post.pk, post, post.author, post.title or post.body_text, why, at)


def answered(person: Person, errands: Sequence[Errand]) -> Iterable[Errand]:
    """Those this person has not spoken under since, nor in the last seconds (an answer that settles)."""
    posts = {errand.place for errand in errands}
    mine = Comment.objects.filter(author=person, post__in=posts, withdrawal=None)
    said = [*mine.values_list("post_id", "answers_id", "parent_id", "id")]
    waits = UnsettledComment.objects.filter(author=person, post__in=posts)
    said += [(post, answers, None, 2**63 - 1) for post, answers in waits.values_list("post_id", "answers_id")]
    for errand in errands:
        there = [row for row in said if row[0] == errand.place]
        if errand.kind in ("voice", "door"):  # asked of the rows already
            done = False
        elif errand.kind == "comment":  # under one's own post each is answered by itself, or by a word said after it
            done = any(errand.to in row[1:3] or (row[1] is None and row[3] > (errand.to or 0)) for row in there)
        elif errand.to:
            done = any(row[3] > errand.to for row in there)
        else:
            done = bool(there)
        if not done:
            yield errand


def waiting_for(person: Person) -> list[Errand]:
    """Ranked: what one was asked first, then what waits longest; at most `MOST`."""
    kinds = (asked_of, at_ones_doors, under_mine, of_perimeter, first_voices, where_ones_word_counts)
    found = [errand for kind in kinds for errand in kind(person)]
    now = clock.now()
    rows = Aside.objects.filter(Q(until=None) | Q(until__gt=now), person=person)
    aside = {f"{kind}-{subject}" for kind, subject in rows.values_list("kind", "subject")}
    left = [errand for errand in answered(person, found) if errand.key not in aside]
    left.sort(key=lambda errand: (-errand.weight(now), errand.at))
    return once_each(left)[:MOST]


def once_each(errands: Sequence[Errand]) -> list[Errand]:
    """Each post once; each remark under one's own post, and each first voice, once for itself. Said twice, it is still a first voice."""
    first = {(errand.place, errand.to) for errand in errands if errand.first}
    posts: set[int] = set()
    words: set[tuple[int, int | None]] = set()
    kept: list[Errand] = []
    for errand in errands:
        here = (errand.place, errand.to)
        again = here in words if errand.kind in ("comment", "voice") else errand.place in posts
        if errand.kind == "door":  # the others are one click away
            again = sum(other.kind == "door" for other in kept) >= MOST_ASKED
        if not again:
            kept.append(dataclasses.replace(errand, first=errand.kind != "door" and here in first))
            posts.add(errand.place)
            words.add(here)
    return kept


def first_minutes(errands: Sequence[Errand], minutes: int = 5) -> int:
    """How many of them fit in so many minutes: one at least."""
    total = 0
    for number, errand in enumerate(errands):
        total += errand.minutes
        if total > minutes and number:
            return number
    return len(errands)
