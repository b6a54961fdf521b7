"""How one wants to hear, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from parvis.notifications.models import NoticeChoice


class ChoiceForm(forms.ModelForm[NoticeChoice]):
    digest_hour = forms.TypedChoiceField(label=_("at"), coerce=int, choices=[(n, f"{n}:00") for n in range(24)])
    digest_day = forms.TypedChoiceField(label=_("on"), coerce=int, choices=list(WEEKDAYS.items()))

    class Meta:
        model = NoticeChoice
        fields = (
            "digest", "digest_hour", "digest_day", "is_quiet", "day_begins", "day_ends", "weekends", "holidays",
        )  # fmt: skip
        labels = {
            "is_quiet": _("Leave me in peace outside my hours"),
            "day_begins": _("from"),
            "day_ends": _("until"),
            "weekends": _("Saturdays and Sundays too"),
            "holidays": _("French public holidays too"),
        }

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("day_begins", "day_ends"):
            self.fields[name].widget = forms.TimeInput({"type": "time"}, format="%H:%M")
