"""Drawing by lot the order in which leaders are accompanied. The order is that of the SHA-256 of the seed, a colon and each handle: anyone
who has the seed finds it again with any tool, and nobody can choose it by choosing who comes first."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import Draw, Drawn
from parvis.leadership.permissions import accompanies_leaders
from parvis.leadership.words import said
from parvis.people.models import Person
from parvis.ripple.drawn import Place

LEAST, MOST_WAVES, MOST_SEED = 2, 8, 40


def lot_of(seed: str, handle: str) -> str:
    return hashlib.sha256(f"{seed}:{handle}".encode()).hexdigest()


def order_of(seed: str, handles: Iterable[str]) -> list[str]:
    return sorted(handles, key=lambda handle: lot_of(seed, handle))


def waves_of(count: int, waves: int) -> list[int]:
    """The wave of each rank, from 1: waves as equal as can be, the first ones larger by one."""
    size, rest = divmod(count, waves)
    return [wave for wave in range(1, waves + 1) for _place in range(size + (wave <= rest))]


@transaction.atomic
def draw(waves: int, *, by: Person, seed: str = "") -> Draw:
    """Draw the order of every leader of today, and keep it. Without a seed one is drawn; with one, it is whatever was agreed (the
    figure of a lottery, the day's closing price)."""
    require(accompanies_leaders(by), _("Only communicators draw the order."))
    require(LEAST <= waves <= MOST_WAVES, _("Choose between two waves and eight."), field="waves")
    word = said(seed, most=MOST_SEED, field="seed", needed=False) or secrets.token_hex(8)
    people = {person.handle: person for person in Person.objects.present().filter(mandate__isnull=False)}
    require(len(people) >= waves, _("There are fewer leaders than waves."), field="waves")
    row = Draw.objects.create(by=by, at=clock.now(), seed=word, waves=waves)
    order = order_of(word, people)
    Drawn.objects.bulk_create(
        Drawn(draw=row, leader=people[handle], name=handle, rank=rank, wave=wave)
        for rank, (handle, wave) in enumerate(zip(order, waves_of(len(order), waves), strict=True), 1)
    )
    return row


def order_that_holds() -> dict[int, Place]:
    """The place of each leader (id of the person) in the last draw: what the estimate of the effect asks (`ripple.drawn`)."""
    last = Draw.objects.order_by("-id").values("pk")[:1]
    return {
        leader: Place(wave) for leader, wave in Drawn.objects.filter(draw__in=last).values_list("leader_id", "wave")
    }
