"""One's notices: the page, opening one, reading all, hearing less."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel import clock
from parvis.kernel.http import answer, see_other
from parvis.notifications import offering, reading
from parvis.notifications.choosing import set_channel, set_level
from parvis.notifications.devices import push_key
from parvis.notifications.models import Notice, TopicLevel
from parvis.notifications.screens import by_day, lines_of, page_of
from parvis.people.http import person_required


def offered(lines: Any) -> str | None:
    """The key of the device, once somebody has answered: the first moment at which being told elsewhere means something."""
    return push_key().public if any(line.kind.answer and line.kind.by_push for line in lines) else None


@person_required
def index(request: Any) -> HttpResponse:
    page = page_of(request.person, request.GET.get("after", ""))
    return answer(
        request, page="notifications/index.html", days=by_day(page.rows), next=page.next, unread=reading.unread_count(request.person), push_key=offered(page.rows),
        json=lambda: {"notices": [
            {"id": line.id, "kind": line.kind.name, "sentence": line.sentence, "words": line.words, "link": line.link, "at": line.at, "read": line.is_read}
            for line in page.rows], "next": page.next},
    )  # fmt: skip


def mine(request: Any, notice_id: int) -> Notice:
    row: Notice = get_object_or_404(Notice, pk=notice_id, person=request.person)
    return row


@person_required
def show(request: Any, notice_id: int) -> HttpResponse:
    """Where it leads, if that is still there for who asks; it is read."""
    row = mine(request, notice_id)
    lines = lines_of(request.person, [row])
    if "prefetch" not in request.headers.get("sec-purpose", ""):
        reading.read(request.person, pk=row.pk)
    if not lines:
        raise Http404
    return see_other(lines[0].link)


@person_required
def read_all(request: Any) -> HttpResponse:
    at = reading.read_all(by=request.person)
    say(request, _("All read."), undo="/notices/read/", method="DELETE", at=at.isoformat())
    return answer(request, to="/notices/")


@safe_because("undo")
@person_required
def unread_all(request: Any) -> HttpResponse:
    at = parse_datetime(request.POST.get("at", "")[:40])
    if not isinstance(at, dt.datetime) or at.tzinfo is None:
        raise Http404
    reading.unread_all(at, by=request.person)
    return answer(request, to="/notices/")


@person_required
def mute(request: Any, notice_id: int) -> HttpResponse:
    """Nothing more of this conversation, for a time."""
    row = mine(request, notice_id)
    if row.page_id is None:
        raise Http404
    before = TopicLevel.objects.filter(
        Q(until=None) | Q(until__gt=clock.now()), person=request.person, page_id=row.page_id
    ).first()
    set_level(TopicLevel, row.page_id, "nothing", request.POST.get("span", "week"), by=request.person)
    reading.read(request.person, pk=row.pk)
    say(
        request,
        _("You hear no more of this conversation."),
        undo=f"/notices/{row.pk}/mute/",
        method="DELETE",
        all="1" if before and before.much == "everything" else "",
    )
    return answer(request, to="/notices/")


@safe_because("undo")
@person_required
def unmute(request: Any, notice_id: int) -> HttpResponse:
    """As before: everything (`all`), or as usual."""
    row = mine(request, notice_id)
    if row.page_id is None:
        raise Http404
    set_level(TopicLevel, row.page_id, "everything" if request.POST.get("all") else "mine", "always", by=request.person)
    say(request, _("You hear of this conversation again."), undo=f"/notices/{row.pk}/mute/", method="POST")
    return answer(request, to="/notices/")


@person_required
def less(request: Any, notice_id: int) -> HttpResponse:
    """Nothing more of this kind."""
    return change_kind(request, notice_id, False)


@safe_because("undo")
@person_required
def more(request: Any, notice_id: int) -> HttpResponse:
    return change_kind(request, notice_id, True)


def change_kind(request: Any, notice_id: int, wanted: bool) -> HttpResponse:
    kind = offering.kind_named(mine(request, notice_id).kind)
    if kind is None:
        raise Http404
    set_channel(kind, "page", wanted, by=request.person)
    words = _("You hear of this again: %(kind)s.") if wanted else _("You hear no more of this: %(kind)s.")
    method = "POST" if wanted else "DELETE"
    say(request, words % {"kind": kind.title}, undo=f"/notices/{notice_id}/less/", method=method)
    return answer(request, to="/notices/")
