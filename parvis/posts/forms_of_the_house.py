"""Forms of what the organisation tells the checks."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.lines import LineField
from parvis.posts.models import QuietHours


class TermForm(forms.Form):
    words = forms.CharField(
        label=_("Words, one wording per line"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    why = LineField(label=_("Why, in a sentence their author will read"), max_length=300, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Until (that day everybody may speak)"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    stops = forms.BooleanField(
        label=_("Nobody publishes these words meanwhile (otherwise: a reminder)"), required=False
    )


class WordForm(forms.Form):
    said = LineField(label=_("A word, or a few, of the house"), max_length=120)


class QuietForm(forms.Form):
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    weekends = forms.BooleanField(label=_("Saturdays and Sundays too"), required=False)

    @classmethod
    def of(cls, row: QuietHours) -> QuietForm:
        return cls(initial={"begins": row.begins, "ends": row.ends, "weekends": row.weekends})
