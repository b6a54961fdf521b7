"""What people's forms send."""

from __future__ import annotations

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from parvis.kernel.lines import LineField
from parvis.people.models import Organisation
from parvis.people.profiling import Profile

SPOKEN = [
    ("fr", "Français"),
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("ar", "العربية"),
    ("pl", "Polski"),
    ("hi", "हिन्दी"),
    ("zh", "中文"),
]
ZONES = [("", "—")] + [
    (zone, zone)
    for zone in sorted(zoneinfo.available_timezones())
    if "/" in zone and not zone.startswith(("Etc", "posix", "right", "SystemV"))
]


class ProfileForm(forms.Form):
    line = LineField(
        label=_("A line of your own"),
        max_length=160,
        required=False,
        help_text=_("What you would say in one sentence."),
    )
    site = LineField(label=_("Place of work"), max_length=80, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )
    asks = LineField(
        label=_("Ask me about…"), max_length=500, required=False, help_text=_("A few subjects, separated by commas.")
    )
    language = forms.ChoiceField(
        label=_("Language of the pages"), choices=[("", "—"), *settings.LANGUAGES], required=False
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, required=False)

    def profile(self) -> Profile:
        data = self.cleaned_data
        return Profile(
            data["line"], data["site"], data["languages"], data["asks"].split(","), data["language"], data["time_zone"]
        )


class PhotoForm(forms.Form):
    photo = forms.FileField(label=_("Your photo"), widget=forms.FileInput(attrs={"accept": "image/*"}))
    left = forms.FloatField(required=False, widget=forms.HiddenInput)
    top = forms.FloatField(required=False, widget=forms.HiddenInput)
    side = forms.FloatField(required=False, widget=forms.HiddenInput)

    def box(self) -> tuple[int, int, int] | None:
        data = self.cleaned_data
        if not data.get("side"):
            return None
        return int(data.get("left") or 0), int(data.get("top") or 0), int(data["side"])


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"), widget=forms.FileInput(attrs={"accept": "image/*"}), error_messages={"required": _("Choose a file.")},
        help_text=_("PNG, JPEG or WebP; on a transparent ground it fits light and dark pages. Everybody sees it, signed in or not."),
    )  # fmt: skip


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["name", "language"]
        widgets = {"language": forms.Select(choices=settings.LANGUAGES)}
        field_classes = {"name": LineField}


class UnitForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    parent = forms.CharField(required=False, widget=forms.HiddenInput)
