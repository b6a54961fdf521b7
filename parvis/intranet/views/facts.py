"""Facts, their homes, and what a communicator does with them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.feed.views.home import by_activity
from parvis.interface.asking import asks_first, safe_because, say
from parvis.intranet import taking
from parvis.intranet.conversing import WEEK, about, page_of, with_talk
from parvis.intranet.forms import FactForm
from parvis.intranet.models import Fact
from parvis.intranet.permissions import may_keep_sources, may_tell_facts
from parvis.intranet.telling import described_at
from parvis.kernel import clock
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import send_small_picture
from parvis.people.http import person_required, power_required
from parvis.posts.screens import as_json, cards_for

teller_required = power_required("communicator", "administrator")


def fact_for(request: Any, fact_id: int) -> Fact:
    return get_object_or_404(Fact.objects.visible_to(request.person), pk=fact_id)


def fact_as_json(fact: Fact) -> dict[str, Any]:
    return {"id": str(fact.pk), "title": fact.title, "address": fact.address, "origin": fact.origin, "said_at": fact.said_at, "excerpt": fact.excerpt}  # fmt: skip


@person_required
def index(request: Any) -> HttpResponseBase:
    page = page_of(request.person, request.GET.get("after", ""))
    told = with_talk(page, request.person)
    since = clock.now() - WEEK
    return answer(
        request, page="intranet/facts.html", week=[one for one in told if one.fact.said_at >= since],
        earlier=[one for one in told if one.fact.said_at < since], first=not request.GET.get("after"),
        next=f"/facts/?after={page.next}" if page.next else "", tells=may_tell_facts(request.person), keeps=may_keep_sources(request.person),
        root=settings.PARVIS.address.rstrip("/"),
        json=lambda: {"facts": [{**fact_as_json(one.fact), "conversations": one.conversations, "comments": one.comments} for one in told], "next": page.next or None},
    )  # fmt: skip


@person_required
def show(request: Any, fact_id: int) -> HttpResponseBase:
    fact = fact_for(request, fact_id)
    page = by_activity(about(fact.key, request.person), request.GET.get("after", ""))
    cards = cards_for(request.person, list(page))
    return answer(
        request, page="intranet/fact.html", fragment="feed/_cards.html", told=with_talk([fact], request.person)[0], cards=cards,
        next=f"/facts/{fact.pk}/?after={page.next}" if page.next else "", tells=may_tell_facts(request.person),
        json=lambda: {**fact_as_json(fact), "posts": [as_json(card) for card in cards], "next": page.next or None},
    )  # fmt: skip


@person_required
def picture(request: Any, fact_id: int) -> HttpResponseBase:
    fact = fact_for(request, fact_id)
    if not fact.picture:
        raise Http404
    return send_small_picture(request, fact.picture, etag=f'"{str(fact.picture.name)[-24:]}"')


@teller_required
def new(request: Any) -> HttpResponseBase:
    return answer(request, page="intranet/new.html", form=FactForm(initial={"address": request.GET.get("url", "")[:2000]}))  # fmt: skip


@teller_required
def create(request: Any) -> HttpResponseBase:
    """Without a title, the page is asked what it says of itself, and the form shown again."""
    given = request.POST.copy()
    if not given.get("title", "").strip():
        for name, words in described_at(given.get("address", "")).items():
            given[name] = given.get(name) or words
        if given.get("title"):
            return answer(request, page="intranet/new.html", form=FactForm(given), looked=True)
    form = FactForm(given)
    if form.is_valid():
        try:
            fact = taking.tell(form.item(), by=request.person)
        except Refused as no:
            no.onto(form)
        else:
            say(request, _("The fact is told. Who explains it?"))
            return answer(request, to=f"/facts/{fact.pk}/", json={"id": str(fact.pk)}, status=201)
    return answer(request, page="intranet/new.html", form=form, status=422)


@asks_first(gettext_lazy("Put this fact aside? It is offered to nobody any more; what was said of it stays."), gettext_lazy("Put aside"))  # fmt: skip
@teller_required
def create_removal(request: Any, fact_id: int) -> HttpResponseBase:
    fact = fact_for(request, fact_id)
    taking.put_aside(fact, by=request.person)
    say(request, _("The fact is put aside."), undo=f"/facts/{fact.pk}/removal/", method="DELETE")
    return answer(request, to="/facts/", json={"removed": True}, status=201)


@safe_because("toggle")
@teller_required
def destroy_removal(request: Any, fact_id: int) -> HttpResponseBase:
    fact = get_object_or_404(Fact, pk=fact_id)
    taking.take_back(fact, by=request.person)
    return answer(request, to=f"/facts/{fact.pk}/", json={"removed": False})
