"""What the styleguide shows of this area: a small conversation, saved nowhere."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.kernel import clock
from parvis.kernel.thresholds import Withheld
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.ripple import own, screens, words
from parvis.ripple.cascading import Cascade, half_life, shape_of, shape_of_people, shape_with_reactions
from parvis.ripple.drawing_ties import map_of
from parvis.ripple.drawing_time import line_of
from parvis.ripple.drawing_tree import draw
from parvis.ripple.events import COMMENT, POST, SHARE, Event, Someone
from parvis.ripple.expecting import PEOPLE, VOICES, Expected
from parvis.ripple.network_showcase import of_a_board, of_a_network, of_leaders
from parvis.ripple.proof import proof

NAMES = ["Hélène Marchand", "Karim Diallo", "Maud Besson", "Paul Texier", "Odile Faure", "Hugo Lenoir"]
TREE = [
    (0, 42, COMMENT),
    (1, 60, COMMENT),
    (0, 90, COMMENT),
    (3, 130, COMMENT),
    (0, 200, SHARE),
    (0, 1400, COMMENT),
    (6, 1500, POST),
]


def conversation(person: Person) -> list[Event]:
    start = clock.now() - dt.timedelta(days=30)
    people = [
        Someone(n, name, person.handle, "Comité de direction" if n == 0 else None, n, "/1/")
        for n, name in enumerate(NAMES)
    ]
    events = [Event(POST, 1, 1, people[0], start, None)]
    for n, (above, minutes, kind) in enumerate(TREE, 1):
        events.append(
            Event(
                kind,
                n,
                1,
                people[0 if n == 2 else n % len(people)],
                start + dt.timedelta(minutes=minutes),
                events[above],
            )
        )
    events[0].reactions = [(n, start + dt.timedelta(minutes=7 * n)) for n in range(1, 30)]
    return events


def of_a_post(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    events = conversation(request.person)
    post = Post(id=1, author=request.person, body_text=NAMES[0], published_at=events[0].at)
    half = half_life(events[0], events)
    shapes = (shape_of(events), shape_of_people(events), shape_with_reactions(events))
    counts = Cascade(
        5,
        7,
        29,
        2,
        4,
        2,
        1,
        6,
        4,
        2,
        dt.timedelta(minutes=42),
        half,
        *shapes,
        Withheld("few-people"),
        Withheld("few-people"),
    )
    expected = {PEOPLE: Expected(5, 3.2, 1, 8), VOICES: Expected(None, 0.3, 0, 2)}
    lines = [line for width, bars in (screens.WIDE, screens.NARROW) if (line := line_of(events, half, width, bars))]
    page = screens.Page(post, "compared", counts, expected, draw(events), lines, events[1:], events[0].at)
    return {"echoes": page, "post": post, "is_mine": True, "home": "/posts/1/"}


def of_a_quiet_post(request: Any) -> dict[str, Any] | None:
    found = of_a_post(request)
    return {**found, "echoes": dataclasses.replace(found["echoes"], state="empty")} if found else None


def of_oneself(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    people = list(
        Person.objects.visible_to(request.person)
        .present()
        .for_screen()
        .exclude(pk=request.person.pk)
        .order_by("id")[:5]
    )
    ties = [own.Tie(person, n % 3, 1 + n % 2, 1 + n) for n, person in enumerate(people)]
    found = own.Own(
        None, own.COMMENTS, own.POSTS, ties, sum(t.is_two_way for t in ties), own.Waiting(9, 7, 5.0), frozenset()
    )
    return {"own": found, "rungs": words.RUNGS, "map": map_of(ties)}


def of_the_proof(request: Any) -> dict[str, Any]:
    return {"proof": proof()}


def declare() -> None:
    show(
        Specimen("ripple", _("A post’s echoes, in a sentence"), "ripple/_sentence.html", of_a_post),
        Specimen("ripple", _("A post’s echoes, drawn"), "ripple/specimens.html", of_a_post),
        Specimen("ripple", _("A post without echo"), "ripple/_silent.html", of_a_quiet_post),
        Specimen("ripple", _("One’s own rung"), "ripple/_ladder.html", of_oneself),
        Specimen("ripple", _("How long others wait"), "ripple/_answers.html", of_oneself),
        Specimen("ripple", _("The echoes of the network"), "ripple/network_specimens.html", of_a_network),
        Specimen("ripple", _("The page for the board"), "ripple/_net_board.html", of_a_board),
        Specimen("ripple", _("Whether leaders set others free"), "ripple/effect_specimens.html", of_leaders),
        Specimen("ripple", _("How we know that the effect tells the truth"), "ripple/_proof.html", of_the_proof),
        Specimen("ripple", _("The map of one’s ties"), "ripple/_ties.html", of_oneself),
    )
