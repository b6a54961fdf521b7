"""What the forms of doors send, parsed. Nothing is saved here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.communities.audiences import audience_words
from parvis.communities.models import Community
from parvis.kernel.lines import LineField
from parvis.leadership.answering_doors import MOST as MOST_ANSWER
from parvis.leadership.asking import MOST as MOST_QUESTION
from parvis.leadership.models import QuestionRefusal
from parvis.leadership.opening_doors import Plan

MINUTES = [
    (30, _("half an hour")), (45, _("three quarters of an hour")), (60, _("one hour")), (90, _("an hour and a half")),
    (1440, _("a whole day, at my own pace")), (2880, _("two days, at my own pace")),
]  # fmt: skip
SPANS = [(2, _("two days")), (5, _("five days")), (10, _("ten days")), (15, _("fifteen days"))]
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"]


def area(rows: int, most: int = 0, **more: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **({"data-most": most} if most else {}), **more})


class TimeForm(forms.Form):
    """When the door opens, and for how long. In the time zone of the leader."""

    opens_at = forms.DateTimeField(
        label=_("It opens on"), input_formats=FORMATS, error_messages={"invalid": _("Write a date and a time, for example 26/11/2026 14:00."), "required": _("Say when the door opens.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    length = forms.TypedChoiceField(label=_("For"), choices=MINUTES, coerce=int, initial=60)
    call_url = forms.CharField(
        label=_("Link of the video call"), required=False, max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Shown from ten minutes before until the door closes. Without a link, one asks and answers in writing."),
    )  # fmt: skip

    @property
    def span(self) -> dt.timedelta:
        return dt.timedelta(minutes=self.cleaned_data["length"])


class DoorForm(TimeForm):
    subject = LineField(
        label=_("What can one ask you about?"), max_length=160, widget=forms.TextInput(attrs={"placeholder": _("The factory in winter, and anything else")}),
        error_messages={"required": _("Say in a few words what one can ask you about.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Invite people, in your own words"), strip=False, widget=area(4), error_messages={"required": _("Invite people in your own words: two sentences are enough.")},
        help_text=_("This is published under your name in the place, at once. Say what you are ready to hear, and what you do not know."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_("Where"), required=False)
    allows_anonymous = forms.BooleanField(
        label=_("One may ask without giving one’s name"), required=False, initial=True
    )
    field_order = ["subject", "words", "place", "opens_at", "length", "allows_anonymous", "call_url"]

    def __init__(self, *args: Any, places: list[Community], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {community.slug: community for community in places}
        self.fields["place"].choices = [(slug, audience_words(row)) for slug, row in self.places.items()]  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        data = self.cleaned_data
        place = self.places.get(data["place"]) or next(iter(self.places.values()))
        return Plan(
            data["subject"], data["words"], place, data["opens_at"], self.span, data["call_url"], data["allows_anonymous"]
        )  # fmt: skip


class MoveForm(TimeForm):
    words = forms.CharField(label=_("A word to those who follow"), required=False, max_length=500, widget=area(2, 500))
    field_order = ["opens_at", "length", "words", "call_url"]


class WordForm(forms.Form):
    words = forms.CharField(label=_("A word to those who follow"), required=False, max_length=500, widget=area(3, 500))


class QuestionForm(forms.Form):
    """Too long, it is refused by the verb, with every character."""

    words = forms.CharField(label=_("Your question"), strip=False, required=False, widget=area(3, MOST_QUESTION))
    unsigned = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    words = forms.CharField(label=_("Your answer"), strip=False, required=False, widget=area(7, MOST_ANSWER))


class RefusalForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"), choices=QuestionRefusal.Reason.choices, widget=forms.RadioSelect, error_messages={"required": _("Say why: the reason is shown.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("A word to who asked"), required=False, max_length=500, widget=area(3, 500),
        help_text=_("Sent to who asked under their name. Who asked without a name reads only the reason, in the counts everybody sees."),
    )  # fmt: skip


class StandingForm(forms.Form):
    words = LineField(label=_("In one sentence, what you are glad to be asked"), max_length=300, required=False)
    days = forms.TypedChoiceField(
        label=_("I answer within"), coerce=int, initial=5, choices=SPANS,
        help_text=_("Promise what you can keep: a late answer is worth more than none, a kept promise more than a short one."),
    )  # fmt: skip
    allows_anonymous = forms.BooleanField(label=_("One may ask without giving one’s name"), required=False)
    shows_promise = forms.BooleanField(
        label=_("Show everybody the share I answered in time"), required=False, help_text=_("You always see it. Nobody does before five questions."),
    )  # fmt: skip


class BuddyForm(forms.Form):
    handle = forms.CharField(label=_("A colleague"), required=False, max_length=200)
