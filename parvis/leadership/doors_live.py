"""Who watches a door hears that a question, a vote, an answer or an hour has changed it."""

from __future__ import annotations

from collections.abc import Collection

from parvis.leadership import doors_screens
from parvis.leadership.doors_visibility import watchers_among
from parvis.leadership.models import Door
from parvis.live.offering import Compared, offer


def states_of(doors: Collection[int]) -> dict[int, str]:
    """The version of each door that is watched, as its page says it."""
    rows = Door.objects.filter(pk__among=list(doors)).for_screen()
    return {door.pk: doors_screens.version_of(door, doors_screens.scene_of(door)) for door in rows}


def declare() -> None:
    offer(Compared("door", states_of, watchers_among))
