"""Drawing by lot the order in which leaders are accompanied. The order is that of the SHA-256 of the seed, a colon and each handle: anyone
who has the seed finds it again with any tool, and nobody can choose it by choosing who comes first.

It is drawn within two strata, the larger half of the teams and the smaller, so that no wave is all of large ones: the comparison is then closer. Only
what everybody sees in the organisation chart makes a stratum: how much a team had written would tell of a small team how silent it is.
"""

from __future__ import annotations

import collections
import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import Draw, Drawn
from parvis.leadership.permissions import accompanies_leaders
from parvis.leadership.words import said
from parvis.people.models import Person
from parvis.ripple.drawn import Place

LEAST, MOST_WAVES, MOST_SEED, WEEKS_APART, MOST_APART = 2, 8, 40, 4, 12


def lot_of(seed: str, handle: str) -> str:
    return hashlib.sha256(f"{seed}:{handle}".encode()).hexdigest()


def order_of(seed: str, handles: Iterable[str]) -> list[str]:
    return sorted(handles, key=lambda handle: lot_of(seed, handle))


def waves_of(count: int, waves: int, after: int = 0) -> list[int]:
    """The wave of each rank, from 1: waves as equal as can be; those that are larger by one come next after the `after` that already are."""
    size, rest = divmod(count, waves)
    larger = {(after + n) % waves + 1 for n in range(rest)}
    return [wave for wave in range(1, waves + 1) for _place in range(size + (wave in larger))]


def strata_of(people: dict[str, Person], waves: int) -> list[list[str]]:
    """The handles of each stratum: two halves by the size of the team where each would fill every wave, else one."""
    if len(people) < 2 * waves:
        return [list(people)]
    size = team_sizes({person.pk for person in people.values()})
    ordered = sorted(people, key=lambda handle: (-size[people[handle].pk], handle))
    half = (len(ordered) + 1) // 2
    return [ordered[:half], ordered[half:]]


def team_sizes(leaders: set[int]) -> collections.Counter[int]:
    """How many people have each of these leaders as the nearest above them."""
    size: collections.Counter[int] = collections.Counter()
    for pk, chain in (
        Person.objects.present().filter(is_guest=False).values_list("pk", "chain").iterator(chunk_size=5000)
    ):
        above = (int(part) for part in reversed(chain.split("/")) if part and int(part) != pk)
        size[next((leader for leader in above if leader in leaders), 0)] += 1
    return size


def next_monday(today: dt.date) -> dt.date:
    return today + dt.timedelta(days=7 - today.weekday())


@transaction.atomic
def draw(waves: int, *, by: Person, seed: str = "", begins_on: dt.date | None = None, weeks_apart: int = WEEKS_APART) -> Draw:  # fmt: skip
    """Draw the order of every leader of today, and keep it with the days of its waves: the first on `begins_on` (next Monday without it), each next one
    `weeks_apart` weeks later. Without a seed one is drawn; with one, it is whatever was agreed (the figure of a lottery, the day's closing price)."""
    require(accompanies_leaders(by), _("Only communicators draw the order."))
    require(LEAST <= waves <= MOST_WAVES, _("Choose between two waves and eight."), field="waves")
    require(1 <= weeks_apart <= MOST_APART, _("Choose between one week and twelve."), field="weeks_apart")
    today = clock.now().astimezone(get_default_timezone()).date()
    begins_on = begins_on or next_monday(today)
    require(begins_on >= today, _("The first wave cannot begin before the order is drawn."), field="begins_on")
    word = said(seed, most=MOST_SEED, field="seed", needed=False) or secrets.token_hex(8)
    people = {person.handle: person for person in Person.objects.present().filter(mandate__isnull=False)}
    require(len(people) >= waves, _("There are fewer leaders than waves."), field="waves")
    row = Draw.objects.create(by=by, at=clock.now(), seed=word, waves=waves, begins_on=begins_on, weeks_apart=weeks_apart)  # fmt: skip
    drawn: list[Drawn] = []
    for stratum, handles in enumerate(strata_of(people, waves), 1):
        order = order_of(word, handles)
        for handle, wave in zip(order, waves_of(len(order), waves, after=len(drawn)), strict=True):
            drawn.append(Drawn(draw=row, leader=people[handle], name=handle, rank=len(drawn) + 1, wave=wave, stratum=stratum))  # fmt: skip
    Drawn.objects.bulk_create(drawn)
    return row


def order_that_holds() -> dict[int, Place]:
    """The place of each leader (id of the person) in the last draw: what the estimate of the effect asks (`ripple.drawn`)."""
    last = Draw.objects.order_by("-id").first()
    if last is None:
        return {}
    rows = Drawn.objects.filter(draw=last).order_by("rank").values_list("leader_id", "wave", "stratum")
    return {leader: Place(wave, stratum, last.day_of(wave)) for leader, wave, stratum in rows}
