"""Who watches a door hears that a question, a vote, an answer or an hour has changed it, and what its page shows now goes along."""

from __future__ import annotations

from collections.abc import Collection

from parvis.leadership import doors_screens
from parvis.leadership.doors_changes import drawn_for, remember
from parvis.leadership.doors_version import version_of
from parvis.leadership.doors_visibility import watchers_among
from parvis.leadership.models import Door
from parvis.live.offering import Compared, offer


def states_of(doors: Collection[int]) -> dict[int, str]:
    """The version of each door that is watched, as its page says it."""
    found = [(door, doors_screens.scene_of(door)) for door in Door.objects.filter(pk__among=list(doors)).for_screen()]
    remember(found)
    return {door.pk: version_of(door, scene) for door, scene in found}


def declare() -> None:
    offer(Compared("door", states_of, watchers_among, drawn=drawn_for))
