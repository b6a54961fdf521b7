"""What the forms of this area send, parsed. Nothing is saved here."""

from __future__ import annotations

import datetime as dt
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.ids import LARGEST
from parvis.leadership.accompanying import WEEKS
from parvis.leadership.drawing import MOST_APART, MOST_SEED, MOST_WAVES, WEEKS_APART
from parvis.leadership.models import Aside, DraftRemark, Stage
from parvis.leadership.visiting import MOST_LINE, MOST_MINUTES, Noted, Sheet
from parvis.leadership.words import MOST_WORDS

PASSAGE = re.compile(r"([0-9]{1,6})-([0-9]{1,6})")
SPANS = [(4, _("for four weeks")), (12, _("for twelve weeks")), (26, _("for six months")), (52, _("for a year"))]

WEEKDAYS = [
    ("", _("no day")), (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")), (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip
CLOCK = forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M")


def area(rows: int, most: int = MOST_WORDS) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-most": most})


class CompanionForm(forms.Form):
    handle = forms.CharField(label=_("A colleague"), required=False, max_length=200)
    weeks = forms.TypedChoiceField(label=_("Open"), choices=SPANS, coerce=int, initial=WEEKS)


class OpeningForm(forms.Form):
    link = forms.IntegerField(
        min_value=1, max_value=LARGEST, error_messages={"required": _("Choose one of your companions.")}
    )


class WordsForm(forms.Form):
    words = forms.CharField(label=_("Your words"), strip=False, required=False, widget=area(3))


class DraftRemarkForm(WordsForm):
    """A remark on the passage from–to of the text at this version, a question, or a fact with its address."""

    kind = forms.ChoiceField(choices=DraftRemark.Kind.choices, initial=DraftRemark.Kind.REMARK, required=False)
    passage = forms.CharField(label=_("About"), required=False, max_length=13)
    version = forms.IntegerField(required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
    address = forms.CharField(label=_("The address of the page"), required=False, max_length=2_000)

    def clean_passage(self) -> tuple[int, int] | None:
        found = PASSAGE.fullmatch(self.cleaned_data["passage"] or "")
        return (int(found[1]), int(found[2])) if found else None


class AnswerForm(forms.Form):
    """An answer given in place, to a post or to one of its comments (`to`), or to a question asked at a door; `errand` says which form
    it was."""

    post = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    question = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    to = forms.IntegerField(min_value=1, max_value=LARGEST, required=False)
    body = forms.CharField(strip=True)
    errand = forms.CharField(required=False, max_length=40)


class AsideForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in Aside.KINDS])
    subject = forms.IntegerField(min_value=1, max_value=LARGEST)


class SlotsForm(forms.Form):
    """The three slots of the week; a slot without a day is none."""

    day_1 = forms.TypedChoiceField(choices=WEEKDAYS, coerce=int, required=False, empty_value=None)
    day_2 = forms.TypedChoiceField(choices=WEEKDAYS, coerce=int, required=False, empty_value=None)
    day_3 = forms.TypedChoiceField(choices=WEEKDAYS, coerce=int, required=False, empty_value=None)
    time_1 = forms.TimeField(required=False, widget=CLOCK)
    time_2 = forms.TimeField(required=False, widget=CLOCK)
    time_3 = forms.TimeField(required=False, widget=CLOCK)

    def slots(self) -> list[tuple[int, dt.time]]:
        data = self.cleaned_data
        pairs = [(data[f"day_{place}"], data[f"time_{place}"]) for place in (1, 2, 3)]
        return [(day, time) for day, time in pairs if day is not None and time is not None]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"day_{place}"], self[f"time_{place}"]) for place in (1, 2, 3)]


class VisitForm(forms.Form):
    """The sheet of a visit, and where the leader is after it."""

    saw = forms.CharField(label=_("What I saw you read"), strip=False, required=False, widget=area(2))
    step = forms.CharField(label=_("One step, hands off the keyboard"), strip=False, required=False, widget=area(2))
    answered = forms.CharField(label=_("One answer, together"), strip=False, required=False, widget=area(2))
    notes = forms.CharField(label=_("For me alone"), strip=False, required=False, widget=area(3))
    stage = forms.ChoiceField(label=_("Where they are now"), choices=Stage.choices, widget=forms.RadioSelect)
    holds_back = forms.CharField(label=_("What holds them back, in their words"), required=False, widget=forms.TextInput(attrs={"data-most": MOST_LINE}))  # fmt: skip
    next_step = forms.CharField(label=_("The next small step"), required=False, widget=forms.TextInput(attrs={"data-most": MOST_LINE}))  # fmt: skip
    next_minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES)
    next_at = forms.DateTimeField(label=_("Next visit"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M"))  # fmt: skip

    def sheet(self) -> Sheet:
        return Sheet(*(self.cleaned_data[name] for name in ("saw", "step", "answered", "notes")))

    def noted(self) -> Noted:
        names = ("stage", "holds_back", "next_step", "next_minutes", "next_at")
        return Noted(*(self.cleaned_data[name] for name in names))


class DrawForm(forms.Form):
    waves = forms.IntegerField(label=_("How many waves"), min_value=2, max_value=MOST_WAVES, initial=3)
    begins_on = forms.DateField(
        label=_("The first wave begins on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    weeks_apart = forms.IntegerField(
        label=_("Weeks from one wave to the next"),
        required=False,
        min_value=1,
        max_value=MOST_APART,
        initial=WEEKS_APART,
    )
    seed = forms.CharField(label=_("The seed"), required=False, max_length=MOST_SEED)


class SentenceForm(forms.Form):
    words = forms.CharField(strip=True, required=False)
