"""What the forms of communities send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.communities.hosting import Charter
from parvis.communities.models import Community
from parvis.kernel.lines import LineField

KINDS = [
    ("open", _("Open: everyone here reads and joins")),
    ("closed", _("Closed: its name is known, one asks to join, only members read")),
    ("secret", _("Secret: only members know of it, by invitation")),
]
STARTERS = [
    ("everyone", _("Every member starts posts")),
    ("hosts", _("Only owners and hosts start posts; members answer")),
]


class CharterForm(forms.Form):
    name = LineField(label=_("Name"), max_length=80)
    purpose = LineField(
        label=_("Purpose, in one line"), max_length=200, required=False, help_text=_("What one comes here for.")
    )
    kind = forms.ChoiceField(label=_("Who reads"), choices=KINDS, widget=forms.RadioSelect, initial="open")
    starters = forms.ChoiceField(
        label=_("Who starts posts"), choices=STARTERS, widget=forms.RadioSelect, initial="everyone"
    )

    def charter(self) -> Charter:
        return Charter(**self.cleaned_data)


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"), widget=forms.FileInput(attrs={"accept": "image/*"}), error_messages={"required": _("Choose a file.")},
        help_text=_("A square part of its middle is kept. Whoever sees the community sees it."),
    )  # fmt: skip


def charter_of(community: Community) -> dict[str, str]:
    return {
        "name": community.name,
        "purpose": community.purpose,
        "kind": community.kind,
        "starters": community.starters,
    }
