"""What the small forms send."""

from __future__ import annotations

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from parvis.intranet.models import Source
from parvis.intranet.reading import Item, item
from parvis.kernel.lines import LineField
from parvis.kernel.refusals import Refused


class SourceForm(forms.Form):
    kind = forms.ChoiceField(label=_("How facts come"), choices=Source.Kind.choices, widget=forms.RadioSelect, initial=Source.Kind.FEED)  # fmt: skip
    address = forms.CharField(
        label=_("Address of the feed"), max_length=2000, required=False, widget=forms.TextInput(attrs={"inputmode": "url"})
    )  # fmt: skip
    name = LineField(label=_("Name, as people here say it"), max_length=80)


class FactForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the page"), max_length=2000, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    title = LineField(
        label=_("Title"), max_length=300, help_text=_("Leave it empty: the page says its own, and you read it over.")
    )
    excerpt = LineField(label=_("In one or two sentences"), max_length=500, required=False)

    def item(self) -> Item:
        made = item(self.cleaned_data["address"], self.cleaned_data["title"], escape(self.cleaned_data["excerpt"]))
        if made is None:
            raise Refused(_("Give the address of the page: it begins by http:// or https://."), field="address")
        return made


class HostForm(forms.Form):
    name = LineField(label=_("Name of the host"), max_length=260)
