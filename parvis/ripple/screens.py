"""Reads for the page of a post's echoes: figures, drawings and the same in a table, as plain values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from parvis.kernel import clock, thresholds
from parvis.kernel.thresholds import Published, Shown
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.ripple import expecting
from parvis.ripple.cascading import DELAY, Cascade, cascade_of, told_from
from parvis.ripple.drawing_time import Line, line_of
from parvis.ripple.drawing_tree import Drawing, draw
from parvis.ripple.events import Event, events_of
from parvis.ripple.expecting import ENOUGH, Expected

WIDE, NARROW = (880, 44), (340, 22)  # width and bars of the line of time, on a desk and on a phone
TREE = 150  # beyond, the drawing would be dust: the table says it all


@dataclasses.dataclass(frozen=True)
class Page:
    """`state`: empty, young (before seven days), alone (too few comparable posts) or compared."""

    post: Post
    state: str
    cascade: Cascade
    expected: dict[str, Expected]
    tree: Drawing | None
    lines: list[Line]
    rows: list[Event]
    tells_at: dt.datetime

    @property
    def voices(self) -> int | None:
        """First voices as they may be told."""
        shown = self.cascade.first_voices
        return int(shown.value) if isinstance(shown, Shown) else None

    @property
    def new_ties(self) -> int | None:
        """Pairs between whom nothing had passed before, as they may be told: unlike their words here, it is not written under the post."""
        return thresholds.few_hidden(self.cascade.new_ties, self.cascade.ties)

    @property
    def far_ties(self) -> int | None:
        return None if self.new_ties is None else thresholds.few_hidden(self.cascade.far_ties, self.cascade.new_ties)

    @property
    def people(self) -> Expected | None:
        return self.expected.get(expecting.PEOPLE)


def state_of(post: Post, events: list[Event], expected: dict[str, Expected]) -> str:
    assert post.published_at is not None
    if len(events) == 1 and not events[0].reactions:
        return "empty"
    if clock.now() < post.published_at + DELAY:
        return "young"
    return "compared" if expected else "alone"


def page_of(post: Post, viewer: Person) -> Page:
    """What `viewer` may be told of a post already found theirs to look at."""
    assert post.published_at is not None
    events = events_of(post, viewer)
    floor = getattr(post, "floor", None) or thresholds.DEFAULT_FLOOR
    cascade, expected = cascade_of(post, events, floor=floor), expecting.expected_of(post)
    read = [one for one in events if not one.hidden]
    lines = [line for width, count in (WIDE, NARROW) if (line := line_of(read, cascade.half_life, width, count))]
    tree = draw(read) if 1 < len(read) <= TREE or read[0].reactions else None
    return Page(
        post, state_of(post, read, expected), cascade, expected, tree, lines, read[1:], told_from(post.published_at)
    )


def published(found: Published) -> dict[str, Any]:
    return {"value": found.value} if isinstance(found, Shown) else {"withheld": found.reason}


def counted(count: int | None) -> dict[str, Any]:
    return {"withheld": "few-events"} if count is None else {"value": count}


def seconds(length: dt.timedelta | None) -> int | None:
    return int(length.total_seconds()) if length is not None else None


def as_json(page: Page) -> dict[str, Any]:
    """The thresholded figures of one post. Times in seconds; no person is named."""
    c, people, voices = page.cascade, page.people, page.expected.get(expecting.VOICES)

    def beside(one: Expected | None) -> dict[str, Any] | None:
        return (
            {"expected": round(one.expected, 2), "low": one.low, "high": one.high, "level": expecting.LEVEL}
            if one
            else None
        )

    return {
        "post": str(page.post.pk), "published_at": page.post.published_at.isoformat() if page.post.published_at else None, "state": page.state,
        "people": c.people, "words": c.words, "shares": c.shares, "reactions": c.reactions, "units": c.units, "levels": c.levels,
        "answers_by_author": c.answers, "ties": {"all": c.ties, "new": counted(page.new_ties), "new_at_four_steps": counted(page.far_ties)},
        "first_reply_s": seconds(c.first_reply), "half_life_s": seconds(c.half_life),
        "cascade": {"words": dataclasses.asdict(c.shape), "people": dataclasses.asdict(c.of_people), "with_reactions": dataclasses.asdict(c.whole)},
        "first_voices": published(c.first_voices), "elsewhere": published(c.elsewhere),
        "in_seven_days": {"people": {"observed": people.observed, **(beside(people) or {})} if people else None, "first_voices": beside(voices)},
        "comparable_posts_needed": ENOUGH,
    }  # fmt: skip
