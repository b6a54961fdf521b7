"""One short word for all that a door shows: pages and live news compare it."""

from __future__ import annotations

from parvis.leadership.doors_screens import Scene
from parvis.leadership.models import Door, StandingDoor


def version_of(place: Door | StandingDoor, scene: Scene) -> str:
    """Changes with the questions, and with what the clock makes of the door."""
    if isinstance(place, StandingDoor):
        return scene.version
    return f"{scene.version}-{place.state[:2]}{int(bool(place.call))}{int(place.closes_at.timestamp()) % 100_000}"
