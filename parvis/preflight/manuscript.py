"""What goes in and what comes out. Everything a check may know is here: whoever calls gathers it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

OK, LOOK, STOP = "ok", "look", "stop"


@dataclasses.dataclass(frozen=True)
class Finding:
    """One thing said to the author. `start`, `end`: code points of the text, both 0 when it is about the whole; `image`, `video`: the
    index of the picture or video it is about. `suggestions` replace the span as they are: one tap."""

    check: str
    severity: str
    message: str
    start: int = 0
    end: int = 0
    suggestions: tuple[str, ...] = ()
    why: str = ""
    image: int | None = None
    kind: str = ""
    video: int | None = None

    def as_json(self) -> dict[str, Any]:
        found = {
            "check": self.check, "severity": self.severity, "start": self.start, "end": self.end,
            "message": self.message, "suggestions": list(self.suggestions), "why": self.why, "kind": self.kind,
        }  # fmt: skip
        about = {"image": self.image, "video": self.video}
        return {**found, **{name: index for name, index in about.items() if index is not None}}


@dataclasses.dataclass(frozen=True)
class Term:
    """Words the organisation keeps for itself, for a while or for ever. `stops`: an embargo, or only a thing to look at."""

    words: str
    why: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    stops: bool = True
    lifted_by: str = ""


@dataclasses.dataclass(frozen=True)
class Quiet:
    """Days, both included, on which the organisation does not speak of something (its figures before they are published, by default).
    `stops`: an embargo, or only a thing to look at."""

    since: dt.date
    until: dt.date
    why: str = ""
    words: tuple[str, ...] = ()
    stops: bool = False
    lifted_by: str = ""


@dataclasses.dataclass(frozen=True)
class Seen:
    """A picture already published here: its `fingerprint` (checks.photo.fingerprints), and where it is."""

    fingerprint: str
    title: str = ""
    address: str = ""


@dataclasses.dataclass(frozen=True)
class Text:
    """Something already written here: a fact of the intranet, a post, one's own text; "again": the conversation about a page that was
    told twice this week to nearly the same people."""

    text: str
    title: str = ""
    address: str = ""
    kind: str = "post"


@dataclasses.dataclass(frozen=True)
class Manuscript:
    """A text about to be published, and what the organisation and its author allow the checks to know; all optional.

    `images`, `videos`: paths; `descriptions`: the alternative text of each image; `captioned`: whether each video has captions beside it;
    `pictures`: what was published before. `terms`, `quiet`: what the organisation keeps for itself. `rule`: who may post here, in words,
    decided by `decided_by` on `decided_on`; `may_post`: whether the author is one of them. `sites`: the organisation's own domains.
    `published`: facts and recent posts; `earlier`: the author's own posts; `reference`: {lang: {feature: [mean, spread]}} and
    {lang: {"percentiles": [...]}} of the organisation (checks.voice). `audience`, who will be able to read it, any of
    {"name": "La place", "words": "tout le monde", "count": 4000, "usual": 12, "guests": ["Jeanne (Acme)"] or a number, "leaders": ["Ada"] or a
    number, "restricts": "seuls ses animateurs y publient", "closed": true, "kind": "place" | "community" | "storyline"}."""

    text: str = ""
    lang: str | None = None
    links: str = "check"
    images: tuple[Path, ...] = ()
    descriptions: tuple[str, ...] = ()
    audience: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    known: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    rule: str = ""
    decided_by: str = ""
    may_post: bool = True
    sites: frozenset[str] = frozenset()
    published: tuple[Text, ...] = ()
    earlier: tuple[str, ...] = ()
    reference: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    voice: bool = True
    on: dt.date | None = None
    id: Any = None
    place: str = ""
    decided_on: dt.date | None = None
    quiet: tuple[Quiet, ...] = ()
    videos: tuple[Path, ...] = ()
    captioned: tuple[bool, ...] = ()
    pictures: tuple[Seen, ...] = ()

    @property
    def today(self) -> dt.date:
        return self.on or dt.date.today()
