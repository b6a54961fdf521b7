"""How a person wants to hear: by kind, by place, by conversation, and when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel import clock
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.notifications import devices, offering
from parvis.notifications.choosing import choice_of, in_summary, keep, set_level, wants
from parvis.notifications.devices import push_key
from parvis.notifications.forms import ChoiceForm
from parvis.notifications.models import MailTrouble, NoticeChoice, PlaceLevel, TopicLevel
from parvis.people.http import person_required
from parvis.people.models import Person

MODELS: dict[str, Any] = {"places": PlaceLevel, "conversations": TopicLevel}
NAMES: dict[str, Any] = {"places": offering.place_names, "conversations": offering.page_names}


def trouble_of(person: Person) -> MailTrouble | None:
    """What is wrong with the address mails go to."""
    return MailTrouble.objects.filter(person=person, email__iexact=person.email).first()


def rows_of(choice: NoticeChoice) -> list[tuple[str, list[tuple[offering.Kind, list[tuple[str, bool]], bool]]]]:
    """Under each heading its kinds, each with its channels, (channel, whether one hears by it), and whether it is in the summary."""
    channels = ("page", "mail", "push")
    return [(heading, [(kind, [(name, wants(choice, kind, name)) for name in channels], in_summary(choice, kind)) for kind in kinds]) for heading, kinds in offering.by_heading()]  # fmt: skip


def levels_of(person: Person) -> list[tuple[str, Any, str]]:
    """(what, row, name) of each place and conversation with a level that lasts."""
    found = []
    lasting = Q(until=None) | Q(until__gt=clock.now())
    for what, model in MODELS.items():
        field = "place_id" if what == "places" else "page_id"
        rows = list(model.objects.filter(lasting, person=person).order_by("-id")[:200])
        called = offering.named(NAMES[what], person, [getattr(row, field) for row in rows])
        for row in rows:
            if name := called.get(getattr(row, field)):
                found.append((what, row, name[0]))
    return found


def page(request: Any, form: ChoiceForm, choice: NoticeChoice, status: int = 200) -> HttpResponse:
    return answer(request, page="notifications/choices.html", form=form, rows=rows_of(choice), levels=levels_of(request.person), trouble=trouble_of(request.person), devices=devices.of(request.person), push_key=push_key().public, status=status)  # fmt: skip


@person_required
def show(request: Any) -> HttpResponse:
    choice = choice_of(request.person)
    return page(request, ChoiceForm(instance=choice), choice)


@person_required
def update(request: Any) -> HttpResponse:
    choice = choice_of(request.person)
    form = ChoiceForm(request.POST, instance=choice)
    if not form.is_valid():
        return page(request, form, choice, 422)
    wanted = {(kind.name, channel): f"{kind.name}:{channel}" in request.POST.getlist("hear") for kind in offering.kinds() for channel in ("page", "mail", "push", "summary")}  # fmt: skip
    keep(form.save(commit=False), wanted, by=request.person)
    messages.success(request, _("Your choice is kept."))
    return answer(request, to="/me/notices/")


def named_or_404(request: Any, what: str, about_id: int) -> tuple[str, str]:
    if what not in MODELS:
        raise Http404
    found = offering.named(NAMES[what], request.person, [about_id]).get(about_id)
    if found is None:
        raise Http404
    return found


@person_required
def level(request: Any, what: str, about_id: int) -> HttpResponse:
    """How much one hears of one place or conversation."""
    name, back = named_or_404(request, what, about_id)
    field = "place_id" if what == "places" else "page_id"
    row = MODELS[what].objects.filter(person=request.person, **{field: about_id}).first()
    lasts = row is not None and (row.until is None or row.until > clock.now())
    return answer(
        request, page="notifications/level.html", name=name, back=back, what=what, about_id=about_id, row=row if lasts else None
    )  # fmt: skip


@person_required
def set_much(request: Any, what: str, about_id: int) -> HttpResponse:
    _name, back = named_or_404(request, what, about_id)
    much, span = request.POST.get("much", ""), request.POST.get("span", "always")
    try:
        set_level(MODELS[what], about_id, much, span, by=request.person)
    except Refused as no:
        raise Http404 from no
    say(request, _("Your choice is kept."), undo=f"/me/notices/{what}/{about_id}/", method="DELETE")
    return answer(request, to=back)


@safe_because("undo")
@person_required
def usual(request: Any, what: str, about_id: int) -> HttpResponse:
    named_or_404(request, what, about_id)
    field = "place_id" if what == "places" else "page_id"
    MODELS[what].objects.filter(person=request.person, **{field: about_id}).delete()
    messages.success(request, _("You hear of it as usual."))
    return answer(request, to="/me/notices/")
