"""The roster of whoever accompanies leaders: each leader with one's own notes and, of those who opened themselves to one, their public
echoes. In a constant number of queries. By name, or by the next visit: never by a figure."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, thresholds
from parvis.kernel.thresholds import Published, Shown
from parvis.leadership.echoes import voices_since
from parvis.leadership.models import CompanionLink, NotebookPage, Stage, Visit
from parvis.leadership.visibility import living_q
from parvis.people.models import Person
from parvis.people.profiling import plain
from parvis.posts.models import Comment

HOUR = dt.timedelta(hours=1)
MONTH, WEEK, QUIET = dt.timedelta(days=30), dt.timedelta(days=7), dt.timedelta(days=28)
MOST = 500
COLUMNS = [
    ("to-meet", _("To meet"), (Stage.TO_MEET,)),
    ("met", _("Met, agreed"), (Stage.MET, Stage.AGREED)),
    ("rehearsing", _("Rehearsing"), (Stage.REHEARSING,)),
    ("first", _("First words"), (Stage.REACTION, Stage.COMMENT, Stage.POST)),
    ("regular", _("Regular voice"), (Stage.REGULAR,)),
]


@dataclasses.dataclass
class Entry:
    """One leader as one communicator sees them. `voices` and `answers` are None unless the leader opened themselves to them; `voices`,
    first voices under their posts, as everywhere: by fives, none under five, a week late."""

    person: Person
    page: NotebookPage
    link: CompanionLink | None
    last: dt.datetime | None
    voices: int | None
    answers: int | None

    @property
    def column(self) -> int:
        """Which of the five columns, from 0."""
        return next(n for n, (_name, _words, stages) in enumerate(COLUMNS) if self.page.stage in stages)

    @property
    def is_late(self) -> bool:
        return self.page.next_at is not None and self.page.next_at < clock.now() - HOUR

    @property
    def is_due(self) -> bool:
        """A door to push this week: a visit is planned for these seven days or was missed, or nobody came for four weeks."""
        now = clock.now()
        if self.page.next_at:
            return self.page.next_at < now + WEEK
        return self.page.stage != Stage.REGULAR and (self.last is None or self.last < now - QUIET)


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What is asked of the roster; nothing asks for everybody."""

    q: str = ""
    column: str = ""
    due: bool = False
    view: str = "table"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Wanted:
        names = {name for name, *_rest in COLUMNS}
        column = given.get("column", "")
        return cls(
            given.get("q", "").replace("\0", "").strip()[:80], column if column in names else "", bool(given.get("due")),
            "board" if given.get("view") == "board" else "table",
        )  # fmt: skip


def told(voices: Published | None) -> int:
    return int(voices.value) if isinstance(voices, Shown) else 0


def leaders() -> Sequence[Person]:
    rows = Person.objects.present().filter(mandate__isnull=False).for_screen()
    return list(rows.order_by("name", "id")[:MOST])


def roster_of(viewer: Person) -> list[Entry]:
    """Every leader, by name; `viewer` is a communicator. Notes are theirs; figures only of those who opened themselves to them."""
    people = [person for person in leaders() if person.pk != viewer.pk]
    pages = {page.leader_id: page for page in NotebookPage.objects.filter(by=viewer)}
    links = {link.person_id: link for link in CompanionLink.objects.filter(living_q(), companion=viewer)}
    visits = dict(Visit.objects.filter(by=viewer).values_list("leader").annotate(last=Max("at")))
    since = clock.now() - MONTH
    heard = voices_since(since).filter(comment__post__author__in=links).values_list("comment__post__author")
    voices = {leader: thresholds.rounded(n) for leader, n in heard.annotate(n=Count("id"))}
    answers = dict(
        Comment.objects.filter(author__in=links, at__gte=since, withdrawal=None).values_list("author").annotate(n=Count("id"))
    )  # fmt: skip
    return [
        Entry(
            person, pages.get(person.pk) or NotebookPage(leader=person, by=viewer, stage=Stage.TO_MEET, at=since), links.get(person.pk),
            visits.get(person.pk), told(voices.get(person.pk)) if person.pk in links else None, answers.get(person.pk, 0) if person.pk in links else None,
        )
        for person in people
    ]  # fmt: skip


def chosen(entries: Sequence[Entry], wanted: Wanted) -> list[Entry]:
    """Those asked for; the doors to push this week by the hour of the visit."""
    found = [entry for entry in entries if not wanted.column or COLUMNS[entry.column][0] == wanted.column]
    if wanted.q:
        words = plain(wanted.q).split()
        found = [entry for entry in found if all(word in plain(f"{entry.person.name} {entry.person.job}") for word in words)]  # fmt: skip
    if wanted.due:
        far = clock.now() + dt.timedelta(days=3650)
        found = sorted((entry for entry in found if entry.is_due), key=lambda entry: entry.page.next_at or far)
    return found


def columns_of(entries: Sequence[Entry]) -> list[tuple[str, object, list[Entry]]]:
    """The board: (name, words, entries) of each column."""
    return [
        (name, words, [entry for entry in entries if entry.column == n])
        for n, (name, words, _stages) in enumerate(COLUMNS)
    ]
