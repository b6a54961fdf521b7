"""Ways in: the demo's cast, the first run, an invitation."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django import forms
from django.conf import settings
from django.contrib.auth import login, password_validation
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from parvis.identity.admitting import come_in, invitation_of, open_organisation
from parvis.identity.demo import CAST
from parvis.identity.models import Account
from parvis.kernel.http import answer, see_other, way_back
from parvis.kernel.lines import LineField
from parvis.kernel.refusals import Refused
from parvis.people.models import Person

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least ten characters; a short sentence is easy to remember."),
    )

    def clean_password(self) -> str:
        password_validation.validate_password(self.cleaned_data["password"])
        return str(self.cleaned_data["password"])


class FirstRunForm(PasswordForm):
    organisation = LineField(label=_("Name of your organisation"), max_length=120)
    name = LineField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"))
    field_order = ["organisation", "name", "email", "password"]


def enter(request: Any, account: Account) -> None:
    """Sign in for as long as sessions last, whatever waited in this browser before (interface/restoring.py)."""
    login(request, account, backend=BACKEND)
    UserSession.objects.create_from_request(request)  # so that it is listed, and can be ended, as one begun by password
    request.session.set_expiry(None)


def demo(request: Any) -> HttpResponse:
    if not settings.PARVIS.demo:
        raise Http404
    people = Person.objects.for_screen().in_bulk(list(CAST), field_name="handle")
    return answer(
        request,
        page="identity/demo.html",
        next_url=way_back(request, ""),
        cast=[(people[handle], words) for handle, words in CAST.items() if handle in people],
    )


def demo_sign_in(request: Any, handle: str) -> HttpResponse:
    """Sign in as a member of the demo's cast; where there is no demo, this does not exist."""
    if not settings.PARVIS.demo or handle not in CAST or request.method != "POST":
        raise Http404
    enter(request, get_object_or_404(Account, person__handle=handle, is_active=True))
    return see_other(way_back(request, "/"))


def first_run(request: Any) -> HttpResponse:
    if Account.objects.exists():
        raise Http404
    form = FirstRunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = open_organisation(**form.cleaned_data)
        except Refused as no:
            no.onto(form)
        else:
            enter(request, account)
            return see_other("/admin/")
    return answer(request, page="identity/first_run.html", form=form, status=422 if form.errors else 200)


def invitation(request: Any, secret: str) -> HttpResponse:
    """Choose a password with the link received by mail; used once."""
    found = invitation_of(secret)
    if found is None:
        return answer(request, page="identity/invitation_gone.html", status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        enter(request, come_in(found, form.cleaned_data["password"]))
        return see_other("/")
    return answer(
        request, page="identity/invitation.html", form=form, person=found.person, status=422 if form.errors else 200
    )
