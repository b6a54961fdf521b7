"""Where each voice of a post is drawn: a tree around the post, ring by ring, the further the longer the conversation went.

A radial layout after Reingold and Tilford's tidy trees (IEEE Trans. Software Eng. 1981) with room given by the number of leaves; the
rings are as wide as their nodes need, so that three voices are near and eighty have room. Lengths are user units of the SVG (1 px).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence

from parvis.ripple.events import COMMENT, SHARE, Event

NODE, ROOT, STEP, ROOM, EDGE = 11.0, 26.0, 62.0, 27.0, 26.0
GOLDEN = math.pi * (3 - math.sqrt(5))
MOST_LEAVES, NAMED = 400, 16


@dataclasses.dataclass(frozen=True)
class Leaf:
    x: float
    y: float


@dataclasses.dataclass(frozen=True)
class Node:
    """`event` at (x, y); `edge`: the path from what it follows; `leaves`: one dot for each reaction; `label`: where its name is
    written (x, y, anchor), None where there is no room."""

    event: Event
    x: float
    y: float
    radius: float
    edge: str
    leaves: list[Leaf]
    label: tuple[float, float, str] | None

    @property
    def shape(self) -> str:
        return {COMMENT: "said", SHARE: "shared"}.get(self.event.kind, "post")


@dataclasses.dataclass(frozen=True)
class Drawing:
    nodes: list[Node]
    box: tuple[int, int, int, int]  # x, y, width, height


def sunflower(x: float, y: float, radius: float, count: int, room: float) -> list[Leaf]:
    """So many dots around a node, evenly (Vogel, Mathematical Biosciences 1979): the square of the distance grows by `room`."""
    found = []
    for n in range(min(count, MOST_LEAVES)):
        far, angle = math.sqrt((radius + 5) ** 2 + room * n), n * GOLDEN
        found.append(Leaf(round(x + far * math.cos(angle), 1), round(y + far * math.sin(angle), 1)))
    return found


def crown(count: int, radius: float, room: float) -> float:
    """How far the dots of a node go."""
    return math.sqrt((radius + 5) ** 2 + room * min(count, MOST_LEAVES)) if count else radius


def weights(events: Sequence[Event], below: dict[int, list[Event]]) -> dict[int, float]:
    """The room of each event: its own, or that of what follows it."""
    found: dict[int, float] = {}
    for one in reversed(events):
        own = 1.0 + min(1.0, len(one.reactions) / 25)
        found[id(one)] = max(own, sum(found[id(child)] for child in below.get(id(one), ())))
    return found


def rings(events: Sequence[Event], total: float, first: float) -> list[float]:
    """The radius of each depth: wide enough for the leaves it may hold, and a step further than the one before."""
    deepest = max(one.depth for one in events)
    found = [0.0]
    for depth in range(1, deepest + 1):
        here = sum(one.depth == depth for one in events)
        needed = ROOM * min(total, here * 1.6) / math.tau
        found.append(max(found[-1] + (first if depth == 1 else STEP), needed))
    return found


def polar(radius: float, angle: float) -> tuple[float, float]:
    return round(radius * math.cos(angle), 1), round(radius * math.sin(angle), 1)


def edge(radius: float, angle: float, above_radius: float, above_angle: float) -> str:
    """A curve that leaves along one radius and arrives along the other."""
    x, y = polar(radius, angle)
    if not above_radius:
        return f"M0 0L{x} {y}"
    middle = (radius + above_radius) / 2
    points = [polar(above_radius, above_angle), polar(middle, above_angle), polar(middle, angle), (x, y)]
    start, *curve = (f"{px} {py}" for px, py in points)
    return f"M{start}C{', '.join(curve)}"


def label_of(x: float, y: float, angle: float, far: float) -> tuple[float, float, str]:
    side = math.cos(angle)
    anchor = "start" if side > 0.25 else "end" if side < -0.25 else "middle"
    up = 1 if math.sin(angle) > 0 else -1
    return (round(x + far * (1 if anchor == "start" else -1 if anchor == "end" else 0), 1), round(y + (4 if anchor != "middle" else up * (far + 6) + 3), 1), anchor)  # fmt: skip


def draw(events: Sequence[Event]) -> Drawing:
    """The tree of what the viewer may read: `events[0]` is the post, each other after what it follows."""
    below: dict[int, list[Event]] = {}
    for one in events[1:]:
        below.setdefault(id(one.above), []).append(one)
    room, root = weights(events, below), events[0]
    first = max(STEP, crown(len(root.reactions), ROOT, 13) + NODE + 22)
    radii = rings(events, room[id(root)], first)
    spans = {id(root): (-math.pi / 2, 1.5 * math.pi)}
    for one in events:
        start, end = spans[id(one)]
        share = (end - start) / max(room[id(one)], sum(room[id(c)] for c in below.get(id(one), ())) or 1)
        for child in below.get(id(one), ()):
            spans[id(child)] = (start, start + share * room[id(child)])
            start = spans[id(child)][1]
    angles = {key: sum(span) / 2 for key, span in spans.items()}
    nodes = [Node(root, 0, 0, ROOT, "", sunflower(0, 0, ROOT, len(root.reactions), 13), None)]
    has_room = len(events) <= NAMED
    for one in events[1:]:
        assert one.above is not None
        radius, angle = radii[one.depth], angles[id(one)]
        x, y = polar(radius, angle)
        path = edge(radius, angle, radii[one.depth - 1], angles[id(one.above)])
        far = crown(len(one.reactions), NODE, 9) + 6
        label = label_of(x, y, angle, far) if has_room and id(one) not in below else None
        nodes.append(Node(one, x, y, NODE, path, sunflower(x, y, NODE, len(one.reactions), 9), label))
    return Drawing(nodes, box_of(nodes, has_room))


def box_of(nodes: Sequence[Node], is_named: bool) -> tuple[int, int, int, int]:
    """Around everything; names need room at the sides."""
    around = [(n.x, n.y, crown(len(n.event.reactions), n.radius, 13 if n.radius == ROOT else 9)) for n in nodes]
    side = 110 if is_named and len(nodes) > 1 else EDGE
    left, right = min(x - r for x, _y, r in around) - side, max(x + r for x, _y, r in around) + side
    top, bottom = min(y - r for _x, y, r in around) - EDGE, max(y + r for _x, y, r in around) + EDGE
    return round(left), round(top), round(right - left), round(bottom - top)
