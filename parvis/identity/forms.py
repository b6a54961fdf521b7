"""What the administrator's forms send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.identity.gathering import communities_for
from parvis.kernel.lines import LineField
from parvis.people.models import Appointment, Person, Unit


class InviteForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    job = LineField(label=_("Job"), max_length=160, required=False)
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label=_("Unit"), required=False)


class FactsForm(forms.Form):
    """The facts of the directory; never what the person says of themselves."""

    name = LineField(label=_("Name"), max_length=120)
    job = LineField(label=_("Job"), max_length=160, required=False)
    site = LineField(label=_("Place of work"), max_length=80, required=False)
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label=_("Unit"), required=False)
    manager = forms.CharField(label=_("Manager"), max_length=200, required=False)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("CSV file"), required=False)
    text = forms.CharField(
        label=_("or paste it here"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    invites = forms.BooleanField(label=_("Send each new person an invitation"), required=False)


class LeaderForm(forms.Form):
    person = forms.CharField(label=_("Who"), max_length=200)
    title = LineField(
        label=_("Mandate"), max_length=80, help_text=_("Shown beside the name, for instance “Executive committee”.")
    )


class GroupForm(forms.Form):
    """A group of the directory: the managers of a unit (and of those right below it), or the members of a community."""

    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label=_("The managers of a unit"), required=False, to_field_name="slug", empty_label=_("no unit"))  # fmt: skip
    below = forms.BooleanField(label=_("and those of the units right below it"), required=False)
    community = forms.ModelChoiceField(Community.objects.none(), label=_("or the members of a community"), required=False, to_field_name="slug", empty_label=_("no community"))  # fmt: skip

    def __init__(self, viewer: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities_for(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit") and data.get("community"):
            raise forms.ValidationError(_("Choose a unit or a community: one of them at a time."))
        return data


class MandatesForm(forms.Form):
    """The people ticked (`people` repeated, by handle) and the mandate they all get."""

    title = LeaderForm.base_fields["title"]


class AppointmentForm(forms.Form):
    person = forms.CharField(label=_("Who"), max_length=200)
    power = forms.ChoiceField(label=_("Becomes"), choices=Appointment.Power.choices)
