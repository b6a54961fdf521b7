"""What the frame shows of this area, to those for whom it means something."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from parvis.communities.standing import standing_of
from parvis.kernel import clock, frame, kept
from parvis.leadership.models import CompanionLink, DraftOpening, DraftRemark
from parvis.leadership.permissions import accompanies_leaders, is_leader
from parvis.leadership.visibility import link_visible_to_q, living_q
from parvis.people.models import Person

# Asked with where somebody stands, so that no page costs a statement more: the companions one has, and those one accompanies.
HAS = "SELECT id FROM leadership_companionlink WHERE person_id = %s AND ended_at IS NULL AND until > %s LIMIT 1"
IS = "SELECT id FROM leadership_companionlink WHERE companion_id = %s AND ended_at IS NULL AND until > %s LIMIT 1"

FRESH = dt.timedelta(days=14)


def declare() -> None:
    frame.ask_with_standing("companions", HAS, lambda person: [person.pk, clock.now()])
    frame.ask_with_standing("accompanied", IS, lambda person: [person.pk, clock.now()])


def links(viewer: Person, **whose: Any) -> list[int]:
    """Where nobody has asked yet where this person stands."""
    return list(CompanionLink.objects.filter(link_visible_to_q(viewer), **whose).values_list("pk", flat=True)[:1])


def known(whom: Person, name: str, **whose: Any) -> bool:
    """Asked in the statement that says where this person stands, which the frame asks anyway."""
    standing_of(whom)
    return bool(kept.of(whom, name, lambda: links(whom, **whose)))


def has_a_companion(request: Any) -> bool:
    return known(request.person, "companions", person=request.person)


def is_a_companion(request: Any) -> bool:
    return known(request.person, "accompanied", companion=request.person)


def leading(request: Any) -> list[tuple[str, str, str]]:
    """Entries of the menu: (words, address, icon)."""
    entries = []
    standing_of(request.person)  # powers come with it
    if is_leader(request.person):
        entries.append((_("My quarter hour"), "/quarter/", "hour"))
    if accompanies_leaders(request.person):
        entries.append((_("Accompaniment"), "/accompaniment/", "side"))
    if has_a_companion(request) or is_a_companion(request):
        entries.append((_("Companions"), "/companions/", "pair"))
    return entries


def draft_opened(request: Any) -> tuple[str, str]:
    """Said on the home page to a companion a draft was opened to, until they have said something of it: (words, address). Nobody else
    is asked for."""
    person = request.person
    if not is_a_companion(request):
        return ("", "")
    spoken = DraftRemark.objects.filter(opening=OuterRef("pk"), by=person)
    rows = DraftOpening.objects.filter(living_q("link__"), ~Exists(spoken), closed_at=None, link__companion=person, post__published_at=None)  # fmt: skip
    rows = rows.filter(at__gte=clock.now() - FRESH, post__withdrawal=None).select_related("link__person")
    found = list(rows.order_by("-id")[:2])
    if not found:
        return ("", "")
    if len(found) > 1:
        return (_("Drafts are open to you"), "/companions/")
    words = _("%(name)s has opened a draft to you") % {"name": found[0].link.person.name}
    return (words, f"/companions/drafts/{found[0].post_id}/")
