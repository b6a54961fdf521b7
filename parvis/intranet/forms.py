"""What the small forms send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.intranet.models import Source
from parvis.kernel.lines import LineField


class SourceForm(forms.Form):
    kind = forms.ChoiceField(label=_("How facts come"), choices=Source.Kind.choices, widget=forms.RadioSelect, initial=Source.Kind.FEED)  # fmt: skip
    address = forms.CharField(
        label=_("Address of the feed"), max_length=2000, required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )  # fmt: skip
    name = LineField(label=_("Name, as people here say it"), max_length=80)


class HostForm(forms.Form):
    name = LineField(label=_("Name of the host"), max_length=260)
