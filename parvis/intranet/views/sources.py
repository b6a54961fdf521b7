"""For administrators: where facts come from, and how each source is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because, say
from parvis.intranet import keeping
from parvis.intranet.fetching import ask
from parvis.intranet.forms import HostForm, OriginForm, SourceForm
from parvis.intranet.models import EmbedOrigin, InsideHost, Source
from parvis.intranet.opening import FRAME
from parvis.intranet.reading import Reading
from parvis.intranet.screens import sources, state_of
from parvis.intranet.troubles import in_words
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.http import power_required

HERE = "/admin/intranet/"
administrator_required = power_required("administrator")


def page(
    request: Any, *, form: SourceForm | None = None, host: HostForm | None = None, origin: OriginForm | None = None, looked: Reading | None = None, status: int = 200
) -> HttpResponseBase:  # fmt: skip
    rows = sources()
    return answer(
        request, page="intranet/admin.html", status=status, form=form or SourceForm(), host=host or HostForm(), origin=origin or OriginForm(), origins=list(EmbedOrigin.objects.order_by("origin")), looked=looked,
        trouble=in_words(looked.trouble) if looked else "", ready=bool(looked and keeping.is_ready(looked)), sources=rows,
        hosts=list(InsideHost.objects.order_by("name")), root=settings.PARVIS.address.rstrip("/"), snippet=FRAME.format(root=settings.PARVIS.address.rstrip("/")),
        json=lambda: {"sources": [{"id": row.source.pk, "name": row.source.name, "state": row.state, "trouble": row.trouble, "facts": row.facts} for row in rows]},
    )  # fmt: skip


@administrator_required
def show(request: Any) -> HttpResponseBase:
    return page(request)


@administrator_required
def create(request: Any) -> HttpResponseBase:
    """Look first (`save=look`): what is there, and what goes wrong; then add."""
    form = SourceForm(request.POST)
    if request.POST.get("save") == "look":
        return look(request)
    if not form.is_valid():
        return page(request, form=form, status=422)
    data = form.cleaned_data
    try:
        source = keeping.add(data["name"], data["kind"], data["address"], by=request.person)
    except Refused as no:
        no.onto(form)
        return page(request, form=form, status=422)
    say(request, _("%(name)s is a source of facts now.") % {"name": source.name})
    return answer(request, to=HERE, json={"id": str(source.pk)}, status=201)


def look(request: Any) -> HttpResponseBase:
    """Nothing is kept; the name the feed gives itself is proposed."""
    given = request.POST.copy()
    _found, reading = ask(given.get("address", "").strip()[:2000])
    if not given.get("name", "").strip():
        given["name"] = reading.title
    form = SourceForm(given)
    if "name" in form.errors:
        del form.errors["name"]
    return page(request, form=form, looked=reading)


def source_of(source_id: int) -> Source:
    return get_object_or_404(Source, pk=source_id)


@asks_first(gettext_lazy("Remove this source? Its facts stay, with what was said of them."), gettext_lazy("Remove"))
@administrator_required
def destroy(request: Any, source_id: int) -> HttpResponseBase:
    source = source_of(source_id)
    keeping.remove(source, by=request.person)
    say(request, _("%(name)s is no longer a source.") % {"name": source.name})
    return answer(request, to=HERE, json={"removed": True})


@administrator_required
def create_pause(request: Any, source_id: int) -> HttpResponseBase:
    keeping.pause(source_of(source_id), by=request.person)
    say(request, _("Paused: nothing is asked of it."))
    return answer(request, to=HERE, json={"paused": True}, status=201)


@safe_because("toggle")
@administrator_required
def destroy_pause(request: Any, source_id: int) -> HttpResponseBase:
    keeping.resume(source_of(source_id), by=request.person)
    say(request, _("It is asked again."))
    return answer(request, to=HERE, json={"paused": False})


@administrator_required
def create_fetch(request: Any, source_id: int) -> HttpResponseBase:
    source = source_of(source_id)
    keeping.ask_now(source, by=request.person)
    say(request, _("It is being asked. This page says what comes of it."))
    return answer(request, to=HERE, json={"state": state_of(source)}, status=202)


@asks_first(gettext_lazy("Give this source another secret? The intranet can call again once it has it."), gettext_lazy("Change the secret"))  # fmt: skip
@administrator_required
def create_secret(request: Any, source_id: int) -> HttpResponseBase:
    keeping.change_secret(source_of(source_id), by=request.person)
    say(request, _("The secret is another one: give it to whoever runs the intranet."))
    return answer(request, to=HERE, json={"changed": True}, status=201)


@administrator_required
def create_host(request: Any) -> HttpResponseBase:
    form = HostForm(request.POST)
    if not form.is_valid():
        return page(request, host=form, status=422)
    try:
        row = keeping.name_host(form.cleaned_data["name"], by=request.person)
    except Refused as no:
        no.onto(form)
        return page(request, host=form, status=422)
    say(request, _("Parvis may ask %(host)s.") % {"host": row.name})
    return answer(request, to=HERE, json={"name": row.name}, status=201)


@asks_first(gettext_lazy("No longer let Parvis ask this host?"), gettext_lazy("Forget the host"))
@administrator_required
def destroy_host(request: Any, host_id: int) -> HttpResponseBase:
    keeping.forget_host(get_object_or_404(InsideHost, pk=host_id), by=request.person)
    say(request, _("Parvis no longer asks it."))
    return answer(request, to=HERE, json={"removed": True})
