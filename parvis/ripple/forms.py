"""What the forms of this area send, parsed. Nothing is saved here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.kernel.thresholds import HARD_MINIMUM
from parvis.ripple.flooring import HIGHEST


class FloorForm(forms.Form):
    people = forms.IntegerField(label=_("People in a group, at least"), min_value=HARD_MINIMUM, max_value=HIGHEST)
