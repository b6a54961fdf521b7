"""The one engine: follows the chronicle, decides who hears of what, why and by which channel, once.

Entries have ids made before their transaction commits, so one may appear below others already read. The cursor therefore stays
`WINDOW` behind; within it, the row of `FanOut` says that an entry was taken (unique by its id). Each step writes its
notices and how far it got in one transaction. See docs/decisions/0016-notices.md.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from parvis.chronicle.models import Entry
from parvis.kernel import clock, turns
from parvis.kernel.ids import first_id_at, new_id
from parvis.kernel.jobs import job
from parvis.notifications import offering
from parvis.notifications.choosing import Wishes, wishes_of
from parvis.notifications.models import FanOut, Follower, Notice
from parvis.notifications.offering import Kind
from parvis.notifications.writing import Told, write_notices
from parvis.people.models import Person

# Longer than any transaction that writes the chronicle lasts, and than clocks of two machines differ.
WINDOW = dt.timedelta(minutes=15)
LOST = dt.timedelta(minutes=2)  # a fan-out nobody has touched for so long: its worker died
BULK, AT_ONCE, MOST_CAUSES = 2_000, 200, 20
# A live channel adds itself: (kind, ids of persons) of what was decided, once it is committed.
on_decided: list[Callable[[str, list[int]], None]] = []


def follower() -> Follower:
    row = Follower.objects.filter(pk=1).first()
    return row or Follower.objects.get_or_create(pk=1, defaults={"entry_id": 0})[0]


def pass_over() -> None:
    """In the transaction of who wrote much of the past at once: what the chronicle holds by now, the last minutes apart, is no news."""
    last = Entry.objects.filter(id__lt=first_id_at(clock.now() - WINDOW)).aggregate(last=Max("id"))["last"] or 0
    Follower.objects.filter(pk=follower().pk, entry_id__lt=last).update(entry_id=last)


def take_entries() -> int:
    """A FanOut for each entry that has none, then move the cursor; how many."""
    here, floor = follower().entry_id, first_id_at(clock.now() - WINDOW)
    taken = FanOut.objects.filter(source=OuterRef("pk"))
    fresh = list(Entry.objects.filter(~Exists(taken), id__gt=here, kind__in=offering.deeds()).order_by("id")[:AT_ONCE])
    if not fresh and here >= floor:
        return 0
    rows = [
        FanOut(
            source=one.pk, deed=one.kind, by_id=one.by_id, subject_type=one.subject_type, subject_id=one.subject_id,
            place_id=one.place_id, at=one.at, touched_at=clock.now(),
        )
        for one in fresh
    ]  # fmt: skip
    # Below the first one not taken yet all is; and nothing may appear any more below the window.
    reached = min(floor - 1, fresh[-1].pk if len(fresh) == AT_ONCE else floor - 1)
    if rows or reached - here > first_id_at(dt.datetime.fromtimestamp(60, dt.UTC)):
        with transaction.atomic():
            FanOut.objects.bulk_create(rows, ignore_conflicts=True)
            Follower.objects.filter(pk=1, entry_id__lt=reached).update(entry_id=reached)
    return len(fresh)


def tell(kind: str, subject: Any, to: list[int], *, by: Person | None, place: int | None = None) -> None:
    """In the transaction of the caller: these persons hear of something the chronicle does not hold (what is between two people)."""
    now = clock.now()
    FanOut.objects.create(
        source=new_id(), deed=kind, by=by, subject_type=subject._meta.label_lower, subject_id=subject.pk, place_id=place,
        only=sorted(to), at=now, touched_at=now,
    )  # fmt: skip
    turns.expect(now)


def stages(fan: FanOut) -> list[Kind]:
    if fan.only is not None:
        kind = offering.kind_named(fan.deed)
        return [kind] if kind else []
    return offering.of_deed(fan.deed)


def hearers(fan: FanOut, kind: Kind) -> list[int]:
    if fan.only is not None:
        return [pk for pk in fan.only if pk > fan.after][:BULK]
    return kind.hearers(fan, fan.after, BULK)


def step(fan_id: int) -> bool:
    """One bulk of one fan-out, in one transaction; whether more is to come. A fan-out somebody else holds is left to them."""
    with transaction.atomic():
        fan = FanOut.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=fan_id, done_at=None).first()
        if fan is None:
            return False
        every = stages(fan)
        if fan.stage < len(every):
            kind = every[fan.stage]
            people = hearers(fan, kind)
            if people:
                write(fan, kind, people)
            fan.stage, fan.after = (fan.stage, people[-1]) if len(people) == BULK else (fan.stage + 1, 0)
        fan.touched_at = clock.now()
        fan.done_at = fan.touched_at if fan.stage >= len(every) else None
        FanOut.objects.filter(pk=fan.pk).update(stage=fan.stage, after=fan.after, touched_at=fan.touched_at, done_at=fan.done_at)  # fmt: skip
    return fan.done_at is None


def write(fan: FanOut, kind: Kind, people: list[int]) -> None:
    page = kind.page(fan)
    topic = kind.topic(fan, page)
    wishes = wishes_of((pk for pk in people if pk != fan.by_id), place=fan.place_id, page=page)
    told = set(Notice.objects.filter(person__among=people, source=fan.source).values_list("person_id", flat=True))
    hear = [pk for pk in wishes.zones if pk not in told and wishes.hears(pk, kind)]
    if page is not None:
        for ask in offering.seen:
            already = ask(page, hear, fan.at)
            hear = [pk for pk in hear if pk not in already]
    if hear:
        gather(fan, kind, hear, wishes, topic, page)
        transaction.on_commit(functools.partial(announce, kind.name, hear))


def announce(kind: str, people: list[int]) -> None:
    for heard in on_decided:
        heard(kind, people)


def gathered(cause: list[int], before: Notice) -> tuple[list[list[int]], int]:
    """The causes with one more, and how many events they are. Of more than twenty, the oldest of whoever did something since goes first,
    and counts no more: what is beyond them is other people (“… and 9 others”)."""
    causes, events = [cause, *before.causes], before.events + 1
    if len(causes) > MOST_CAUSES:
        actors = [actor for actor, _subject in causes]
        again = [n for n in range(1, len(causes)) if actors[n] in actors[:n]]
        causes.pop(again[-1] if again else -1)
        events -= bool(again)
    return causes, events


def gather(fan: FanOut, kind: Kind, hear: list[int], wishes: Wishes, topic: str, page: int | None) -> None:
    """The rows, each joined to what the person has not read of the same topic."""
    open_q = Notice.objects.filter(person__among=hear, topic=topic, leads=True, read_at=None)
    former = {row.person_id: row for row in open_q}
    if former:
        Notice.objects.filter(pk__among=[row.pk for row in former.values()]).update(leads=False)
    rows, causes = [], [[fan.by_id or 0, fan.subject_id]]
    late = wishes.now - fan.at > dt.timedelta(days=2)  # told on the page; it is too late to knock at the door
    for person in hear:
        before = former.get(person)
        mail, push = (None, None) if late else wishes.leaves(person, kind)
        if before is None:
            rows.append(Told(person, causes, 1, mail, push))
            continue
        if before.mailed_at is None and before.mail_at and mail:
            mail = min(before.mail_at, mail)
        rows.append(Told(person, *gathered(causes[0], before), mail, push))
    write_notices(rows, source=fan.source, kind=kind.name, topic=topic, page_id=page, place_id=fan.place_id, at=fan.at)


@job(queue="slow", atomic=False, attempts=8)
def go_on(fan_id: int) -> None:
    """The rest of a large fan-out, bulk by bulk."""
    while step(fan_id):
        pass


@turns.install
def decide() -> dt.datetime | None:
    """Take what the chronicle has new; small audiences at once, large ones by a job."""
    more = take_entries() == AT_ONCE
    now = clock.now()
    waiting = FanOut.objects.filter(done_at=None).order_by("id").values_list("pk", "stage", "after", "touched_at")
    for pk, stage, after, touched in list(waiting[:AT_ONCE]):
        if (stage or after) and now - touched < LOST:
            continue  # a job is at it
        try:
            while step(pk):
                row = FanOut.objects.filter(pk=pk).values_list("after", flat=True).first()
                if row:
                    go_on.later(fan_id=pk)
                    break
        except IntegrityError:
            more = True  # two at once gathered the same topic: the next turn finds what the other wrote
    return now if more else None
