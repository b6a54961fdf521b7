"""What leaders and communicators are offered beside the composer: the facts of the week, one click from being explained."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup

from parvis.communities.models import Community
from parvis.intranet.attention import BUDGET, attention_of, smaller_than, speaks_to_many
from parvis.intranet.conversing import about, of_the_week, with_talk
from parvis.intranet.guarding import ENOUGH, told_this_week
from parvis.kernel.addresses import key_of
from parvis.people.models import Mandate, Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import PostLink, Share
from parvis.posts.screens import cards_for

MOST = 5


def is_offered(person: Person) -> bool:
    return holds(person, COMMUNICATOR) or Mandate.objects.filter(person=person).exists()


def facts_offered(request: Any, place: Community | None, link: str) -> Markup | str:
    """Those nobody explains yet come first."""
    if not is_offered(request.person):
        return ""
    told = with_talk(of_the_week(request.person), request.person)
    told = sorted(told, key=lambda one: bool(one.conversations))[:MOST]
    return Markup(render_to_string("intranet/_offered.html", {"told": told}, request)) if told else ""  # noqa: S704 (our own template, escaped)


def spoken_already(request: Any, place: Community | None, link: str) -> Markup | str:
    """The page beside the words has its conversations: join one, or share it. Nothing is kept from being written."""
    key = key_of(link)
    newest = about(key, request.person).order_by("-active_at").values_list("pk", flat=True)[:MOST] if key else []
    cards = cards_for(request.person, list(newest), with_comments=False)
    if not cards:
        return ""
    again = len(told_this_week(request.person, place, keys=[key])) >= ENOUGH
    return Markup(render_to_string("intranet/_spoken.html", {"cards": cards, "again": again}, request))  # noqa: S704 (our own template, escaped)


def passed_on(request: Any, place: Community | None, post: int) -> Markup | str:
    """Before one passes a post on: those who told it this week to nearly the same people, when this would be the third time."""
    original = Share.objects.filter(post=post).values_list("original", flat=True).first() or post
    links = PostLink.objects.filter(post=original, position=0).exclude(card__key="").values_list("card__key", flat=True)
    told = told_this_week(request.person, place, keys=list(links), original=original)
    if len(told) < ENOUGH:
        return ""
    cards = cards_for(request.person, [one.pk for one in told[:MOST]], with_comments=False)
    return Markup(render_to_string("intranet/_spoken.html", {"cards": cards, "again": True}, request))  # noqa: S704 (our own template, escaped)


def budget(request: Any, place: Community | None, link: str) -> Markup | str:
    """Before one speaks to many: what they received this week already."""
    if not speaks_to_many(request.person, place):
        return ""
    found = attention_of(place)
    smaller = smaller_than(place, request.person) if found.spent else []
    context = {"attention": found, "smaller": smaller, "budget": BUDGET, "place": place}
    return Markup(render_to_string("intranet/_attention.html", context, request))  # noqa: S704 (our own template, escaped)
