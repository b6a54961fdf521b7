"""What a board is told on one page: the same object makes the page on the screen and the file to hand out, so that they say the same."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from parvis.interface.words import day
from parvis.people.models import Person
from parvis.ripple.drawing_bridges import Matrix
from parvis.ripple.network import Network, network_of
from parvis.ripple.parts import Said
from parvis.ripple.telling import grouped
from parvis.ripple.words import decimal, percent

UNITS = 12


@dataclasses.dataclass(frozen=True)
class Key:
    """A figure large enough to be read from the other side of a table: `value`, what it counts, and a word more. What is kept back says why in `note`."""

    value: str
    words: str
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Board:
    network: Network
    keys: list[Key]
    bridges: Matrix | None
    across: str
    effect: Mapping[str, Any] | None
    why: str

    @property
    def period(self) -> str:
        n = self.network
        return _("From %(since)s to %(until)s. Groups of at least %(n)s people.") % {"since": day(n.since), "until": day(n.snapshot.week), "n": n.snapshot.floor}  # fmt: skip

    @property
    def first(self) -> list[str]:
        """The sentences at the head, as the page has them."""
        return words_of("ripple/_net_first.html", n=self.network)

    @property
    def leaders(self) -> list[str]:
        return words_of("ripple/_effect_words.html", e=self.effect, why=self.why)


def board_of(viewer: Person) -> Board | None:
    """None before the first week is frozen."""
    network = network_of(viewer)
    if network is None:
        return None
    effect = network.all.get("effect", Said(None, _("nothing to count yet")))
    return Board(network, keys_of(network.all), network.bridges.drawn(UNITS) if network.bridges else None, across_of(network.all), effect.value, str(effect.why))  # fmt: skip


def keys_of(figures: Mapping[str, Said]) -> list[Key]:
    def key(measure: str, name: str, words: str, told: Any = percent) -> Key:
        said = figures.get(measure, Said(None, _("nothing to count yet")))
        value = (said.value or {}).get(name)
        return (
            Key(_("not said"), words, str(said.why or _("fewer than five")))
            if value is None
            else Key(told(value), words)
        )

    return [
        key("participation", "voice", _("wrote a post or a comment")),
        key("participation", "reactor", _("reacted, without writing")),
        key("replies", "answered", _("of posts had an answer within seven days")),
        key("greeted", "answered_24h", _("of first words had an answer within a day")),
        key("leaders", "replies", _("answers by leaders"), grouped),
    ]


def across_of(figures: Mapping[str, Said]) -> str:
    """Whether people answer each other beyond their unit, in a sentence."""
    crossing = figures.get("crossing", Said(None, _("nothing to count yet")))
    if not crossing.value:
        return _("Not said: %(why)s.") % {"why": crossing.why}
    c = crossing.value
    return _("%(external)s pairs of people of two units answered each other, for %(internal)s of the same unit: an index of %(index)s, where chance would give %(low)s to %(high)s.") % {
        "external": grouped(c["external"]), "internal": grouped(c["internal"]), "index": decimal(c["index"], 2), "low": decimal(c["low"], 2), "high": decimal(c["high"], 2),
    }  # fmt: skip


def words_of(template: str, **inputs: Any) -> list[str]:
    """The paragraphs of a partial, without their marks."""
    drawn: SafeString = render_to_string(template, inputs)
    paragraphs = (" ".join(unescape(strip_tags(part)).split(" ")) for part in drawn.split("</p>"))
    return [
        cleaned
        for part in paragraphs
        if (cleaned := " ".join(word for word in part.replace("\n", " ").split(" ") if word))
    ]
