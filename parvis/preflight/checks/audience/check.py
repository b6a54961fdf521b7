"""Who will be able to read it: in words and in number, with whom one may not think of, and how far it is from one's usual audience."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.preflight.manuscript import LOOK, OK, Finding, Manuscript

ORDER = 15
FARTHER, MORE = 10, 100  # times as many people as usual; people more than usual
NAMED = 3  # people named before the others are counted


def number(value: Any) -> int | None:
    """A number of people; None when it is not known."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return max(0, int(value))
    except (TypeError, ValueError, OverflowError):
        return None


def people(value: Any) -> tuple[int, list[str]]:
    """(how many, names) of people given as a list of names, or as a number."""
    if isinstance(value, (list, tuple)):
        names = [str(name) for name in value if name]
        return len(names), names
    return number(value) or 0, []


def counted(count: int) -> str:
    return number_format(count, force_grouping=True)


def named(count: int, names: list[str]) -> str:
    """Names, the first ones when there are many; nothing when nobody is named."""
    if not names:
        return ""
    others = count - min(count, NAMED)
    shown = names[:NAMED]
    if others:
        shown.append(ngettext("%(count)s other", "%(count)s others", others) % {"count": counted(others)})
    return get_text_list(shown, _("and"))


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """Nothing when nobody said who reads."""
    facts = manuscript.audience
    for severity, kind, message, why in (*reach(facts), *outside(facts), *distance(facts), *rules(facts)):
        yield Finding("audience", severity, message, why=why, kind=kind)


def reach(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    count, name, words = number(facts.get("count")), str(facts.get("name") or ""), str(facts.get("words") or "")
    who = words or name
    if count is None:
        if who:
            yield OK, "reach", _("Who will be able to read this: %(who)s.") % {"who": who}, ""
        return
    if count == 0:
        yield LOOK, "reach", _("Nobody but you will be able to read this."), name
        return
    said = {"count": counted(count), "who": who}
    if who:
        message = ngettext(
            "%(count)s person will be able to read this: %(who)s.",
            "%(count)s people will be able to read this: %(who)s.",
            count,
        )
    else:
        message = ngettext(
            "%(count)s person will be able to read this.", "%(count)s people will be able to read this.", count
        )
    yield OK, "reach", message % said, _("Nobody else: it is closed.") if facts.get("closed") else ""


def outside(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    guests, guest_names = people(facts.get("guests"))
    if guests:
        message = ngettext("%(count)s of them is a guest from outside.", "%(count)s of them are guests from outside.", guests)  # fmt: skip
        yield LOOK, "guests", message % {"count": counted(guests)}, named(guests, guest_names)
    leaders, leader_names = people(facts.get("leaders"))
    if leaders:
        message = ngettext("%(count)s of them is a leader.", "%(count)s of them are leaders.", leaders)
        yield OK, "leaders", message % {"count": counted(leaders)}, named(leaders, leader_names)


def distance(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    count, usual = number(facts.get("count")), number(facts.get("usual"))
    if count and usual and count >= FARTHER * usual and count - usual >= MORE:
        said = {"usual": counted(usual), "count": counted(count)}
        message = ngettext(
            "You usually speak to %(usual)s person; this reaches %(count)s.",
            "You usually speak to %(usual)s people; this reaches %(count)s.",
            usual,
        )
        yield LOOK, "distance", message % said, _("Is it understood by who does not know your team?")


def rules(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    if restricts := str(facts.get("restricts") or "").strip().rstrip("."):
        place = str(facts.get("name") or "") or _("This community")
        yield OK, "restricts", _("%(place)s has its rule: %(rule)s.") % {"place": place, "rule": restricts}, ""
