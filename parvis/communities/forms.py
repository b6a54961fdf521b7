"""What the forms of communities send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.communities.hosting import Charter
from parvis.communities.models import Community

KINDS = [
    ("open", _("Open: everyone here reads and joins")),
    ("closed", _("Closed: its name is known, one asks to join, only members read")),
    ("secret", _("Secret: only members know of it, by invitation")),
]
STARTERS = [
    ("everyone", _("every member starts posts")),
    ("hosts", _("only owners and hosts start posts; members answer")),
]


class CharterForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    purpose = forms.CharField(
        label=_("Purpose, in one line"), max_length=200, required=False, help_text=_("What one comes here for.")
    )
    kind = forms.ChoiceField(label=_("Who reads"), choices=KINDS, widget=forms.RadioSelect, initial="open")
    starters = forms.ChoiceField(
        label=_("Who starts posts"), choices=STARTERS, widget=forms.RadioSelect, initial="everyone"
    )

    def charter(self) -> Charter:
        return Charter(**self.cleaned_data)


def charter_of(community: Community) -> dict[str, str]:
    return {
        "name": community.name,
        "purpose": community.purpose,
        "kind": community.kind,
        "starters": community.starters,
    }
