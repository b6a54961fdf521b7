"""“Mes premiers pas”: one's own ladder, as a page and as the card of the home page. Of nobody else, there is no address for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.people.http import person_required
from parvis.rehearsal.frame import CLOSED
from parvis.rehearsal.stepping import close_steps, is_closed, ladder_of, reopen_steps


def known(request: Any, closed: bool) -> bool:
    """Keep in the session whether the card is closed, so that the home page need not ask."""
    if bool(request.session.get(CLOSED)) != closed:
        request.session[CLOSED] = closed
    return closed


@person_required
def show(request: Any) -> HttpResponse:
    closed = known(request, is_closed(request.person))
    ladder = ladder_of(request.person, after=request.GET.get("after", "")[:20])
    return answer(request, page="rehearsal/steps.html", ladder=ladder, closed=closed, whole=True)


@person_required
def card(request: Any) -> HttpResponse:
    """The card alone; nothing once it is closed."""
    if known(request, is_closed(request.person)):
        return HttpResponse("")
    ladder = ladder_of(request.person, after=request.GET.get("after", "")[:20])
    return answer(
        request, page="rehearsal/steps.html", fragment="rehearsal/_steps.html", ladder=ladder, closed=False, whole=False
    )


@person_required
def close(request: Any) -> HttpResponse:
    close_steps(by=request.person)
    known(request, True)
    say(request, _("The card of the first steps is closed, for good."), undo="/steps/closing/", method="DELETE")
    return answer(request, to="/", json={"closed": True})


@safe_because("toggle")
@person_required
def reopen(request: Any) -> HttpResponse:
    reopen_steps(by=request.person)
    known(request, False)
    return answer(request, to="/steps/", json={"closed": False})
