"""What the composer and the small forms send, parsed and cleaned. Nothing is saved here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.communities.audiences import audience_words
from parvis.communities.models import Community
from parvis.kernel.lines import LineField
from parvis.posts.confirming import LONGEST, SHORTEST
from parvis.posts.models import Post
from parvis.posts.publishing import Ballot, Sheet
from parvis.posts.reopening import Opened, open_again

KINDS = [
    (Post.Kind.NOTE, _("Note")),
    (Post.Kind.QUESTION, _("Question")),
    (Post.Kind.ARTICLE, _("Article")),
    (Post.Kind.VIDEO, _("Video")),
    (Post.Kind.POLL, _("Poll")),
]


class Written(forms.Form):
    """A form with words typed as Markdown, or made in the rich editor (`format` is then "html")."""

    format = forms.ChoiceField(choices=[("markdown", "markdown"), ("html", "html")], required=False)

    def opened(self) -> Opened:
        """The words the form holds now, for the textarea and for the editor."""
        article = "kind" in self.fields and self["kind"].value() == Post.Kind.ARTICLE
        return open_again(self["body"].value() or "", format=self["format"].value() or "markdown", article=article)


class PlaceField(forms.ChoiceField):
    """The slug of a place one may write in. The places are put in words only where they are shown: a form that was sent is not."""

    places: Mapping[str, Community] = {}
    storyline = True

    def valid_value(self, value: str) -> bool:
        return value in self.places or (self.storyline and not value)

    def shown(self) -> list[tuple[str, str]]:
        """(slug, audience in words and number) of each."""
        own = [("", audience_words(None))] if self.storyline else []
        return [*((slug, audience_words(community)) for slug, community in self.places.items()), *own]


class PostForm(Written):
    """A manuscript. `places` are the communities the author may start a post in; storyline (empty) unless a guest."""

    kind = forms.ChoiceField(choices=KINDS, required=False, initial="note")
    place = PlaceField(label=_("Who it is for"), required=False)
    title = LineField(label=_("Title"), max_length=200, required=False)
    body = forms.CharField(label=_("Your words"), required=False, strip=False, widget=forms.Textarea)
    options = forms.CharField(
        label=_("Answers, one per line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_multiple = forms.BooleanField(label=_("Several answers allowed"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous: nobody, not even us, can tell who chose what"), required=False
    )
    ends_on = forms.DateField(
        label=_("Last day to vote"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    for_service = forms.BooleanField(required=False)
    link = forms.CharField(required=False, max_length=2000)

    def __init__(self, *args: Any, places: list[Community], storyline: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {community.slug: community for community in places}
        place = cast(PlaceField, self.fields["place"])
        place.places, place.storyline, place.choices = self.places, storyline, place.shown

    def choices(self) -> list[tuple[str, str]]:
        """(slug, audience in words and number) of each place."""
        return cast(PlaceField, self.fields["place"]).shown()

    def clean_ends_on(self) -> dt.datetime | None:
        day = self.cleaned_data["ends_on"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))

    def sheet(self, attachments: tuple[int, ...] = (), cover: int | None = None) -> Sheet:
        data = self.cleaned_data
        options = [option for option in data.get("options", "").splitlines() if option.strip()]
        poll = (
            Ballot(options, data["is_multiple"], data["is_anonymous"], data.get("ends_on"))
            if data["kind"] == "poll"
            else None
        )
        return Sheet(
            kind=data["kind"] or "note", body=data["body"], format=data["format"] or "markdown", title=data["title"],
            community=self.places.get(data["place"]), attachments=attachments, poll=poll,
            cover=cover if data["kind"] == Post.Kind.ARTICLE else None, for_service=data["for_service"], link=data["link"],
        )  # fmt: skip


class WordsForm(Written):
    """A comment, or the words of a share."""

    body = forms.CharField(label=_("Your words"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MustReadForm(forms.Form):
    """For how many days readers are asked to say that they have read."""

    days = forms.TypedChoiceField(label=_("For how long"), coerce=int, choices=[], initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spans = range(SHORTEST, LONGEST + 1)
        self.fields["days"].choices = [(n, ngettext("%(n)d day", "%(n)d days", n) % {"n": n}) for n in spans]  # type: ignore[attr-defined]


class MomentForm(forms.Form):
    """A moment in the author's own time zone."""

    at = forms.DateTimeField(
        label=_("When"), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
