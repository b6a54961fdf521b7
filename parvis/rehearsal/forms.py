"""What the forms of the wings send, parsed. Nothing is saved here."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.ids import LARGEST
from parvis.rehearsal.models import Echo
from parvis.rehearsal.writing import MOST, MOST_WORDS

DAYS = [(1, _("for one day")), (3, _("for three days")), (7, _("for a week")), (14, _("for two weeks")), (30, _("for a month"))]  # fmt: skip
PASSAGE = re.compile(r"([0-9]{1,5})-([0-9]{1,5})")


def area(rows: int, most: int, **more: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-most": most, **more})


class BodyForm(forms.Form):
    """The text itself. Too long, it is refused by the verb, with every character."""

    body = forms.CharField(label=_("Your text"), strip=False, required=False, widget=area(12, MOST))
    version = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Your words"), strip=False, required=False, widget=area(3, MOST_WORDS))


class RemarkForm(WordsForm):
    """A remark, on the passage from–to of the text at this version, or on the whole when none is chosen."""

    passage = forms.CharField(label=_("About"), required=False, max_length=11)
    version = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)

    def clean_passage(self) -> tuple[int, int] | None:
        found = PASSAGE.fullmatch(self.cleaned_data["passage"] or "")
        return (int(found[1]), int(found[2])) if found else None


class EchoForm(forms.Form):
    understood = forms.ChoiceField(
        label=_("Would you have understood?"), choices=Echo.Understood.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Say yes, in part or no.")},
    )  # fmt: skip
    words = forms.CharField(label=_("What would you ask?"), strip=False, required=False, widget=area(2, MOST_WORDS))


class SeatForm(forms.Form):
    handle = forms.CharField(label=_("A colleague"), required=False, max_length=200)
    days = forms.TypedChoiceField(label=_("Open"), choices=DAYS, coerce=int, initial=7)


def errors_of(form: forms.Form) -> dict[str, Any]:
    """As JSON: what is wrong with each field."""
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}
