"""Every element on one page per group, in light and dark: for who builds Parvis, absent in production."""

from __future__ import annotations

import functools
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from parvis.interface.asking import say
from parvis.interface.showcasing import specimens

ELEMENTS = "elements"
SCHEMES = ("auto", "light", "dark")


class Sample(forms.Form):
    """One field of each sort."""

    name = forms.CharField(label=_("Name"), help_text=_("As colleagues call you."))
    words = forms.CharField(label=_("Your words"), widget=forms.Textarea, required=False)
    choice = forms.ChoiceField(label=_("Choice"), choices=[("a", "A"), ("b", "B")])
    several = forms.MultipleChoiceField(
        label=_("Several"), choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    one = forms.ChoiceField(label=_("One of"), choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError(_("What is wrong with the whole form is said first."))


def outside_production(view: Any) -> Any:
    @functools.wraps(view)
    def guarded(request: Any) -> HttpResponse:
        if settings.PARVIS.is_production:
            raise Http404
        return view(request)

    guarded.guard = "outside production"  # type: ignore[attr-defined]
    return guarded


@outside_production
def show(request: Any) -> HttpResponse:
    groups = [ELEMENTS, *dict.fromkeys(specimen.group for specimen in specimens())]
    group = request.GET.get("show", ELEMENTS)
    scheme = request.GET.get("scheme", "auto")
    group, scheme = group if group in groups else ELEMENTS, scheme if scheme in SCHEMES else "auto"
    chosen = [specimen for specimen in specimens() if specimen.group == group]
    if group == ELEMENTS:
        messages.success(request, _("What was done is said once."))
        say(request, _("What can be undone says so."), undo=request.path)
    context = {
        "groups": groups, "group": group, "scheme": scheme, "schemes": SCHEMES, "fresh": Sample(auto_id="fresh-%s"),
        "wrong": Sample({"words": "…"}, auto_id="wrong-%s"), "drawn": [(row, row.drawn(request)) for row in chosen],
    }  # fmt: skip
    return render(request, "interface/styleguide.html", context)
