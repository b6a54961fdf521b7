"""What the composer and the small forms send, parsed and cleaned. Nothing is saved here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.communities.audiences import audience_words
from parvis.communities.models import Community
from parvis.posts.models import Post
from parvis.posts.publishing import Ballot, Sheet

KINDS = [
    (Post.Kind.NOTE, _("Note")),
    (Post.Kind.QUESTION, _("Question")),
    (Post.Kind.ARTICLE, _("Article")),
    (Post.Kind.VIDEO, _("Video")),
    (Post.Kind.POLL, _("Poll")),
]


class PostForm(forms.Form):
    """A manuscript. `places` are the communities the author may start a post in; storyline (empty) unless a guest."""

    kind = forms.ChoiceField(choices=KINDS, required=False, initial="note")
    place = forms.ChoiceField(label=_("Who it is for"), required=False)
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = forms.CharField(label=_("Your words"), required=False, strip=False, widget=forms.Textarea)
    format = forms.ChoiceField(choices=[("markdown", "markdown"), ("html", "html")], required=False)
    options = forms.CharField(label=_("Answers, one per line"), required=False, widget=forms.Textarea)
    is_multiple = forms.BooleanField(label=_("Several answers allowed"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous: nobody, not even us, can tell who chose what"), required=False
    )
    ends_on = forms.DateField(
        label=_("Last day to vote"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, places: list[Community], storyline: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {community.slug: community for community in places}
        choices = [(slug, audience_words(community)) for slug, community in self.places.items()]
        if storyline:
            choices.append(("", audience_words(None)))
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def choices(self) -> list[tuple[str, str]]:
        """(slug, audience in words and number) of each place."""
        return list(self.fields["place"].choices)  # type: ignore[attr-defined]

    def clean_ends_on(self) -> dt.datetime | None:
        day = self.cleaned_data["ends_on"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))

    def sheet(self, attachments: tuple[int, ...] = ()) -> Sheet:
        data = self.cleaned_data
        options = [line.strip() for line in data.get("options", "").splitlines() if line.strip()]
        poll = (
            Ballot(options, data["is_multiple"], data["is_anonymous"], data.get("ends_on"))
            if data["kind"] == "poll"
            else None
        )
        return Sheet(
            kind=data["kind"] or "note", body=data["body"], format=data["format"] or "markdown", title=data["title"],
            community=self.places.get(data["place"]), attachments=attachments, poll=poll,
        )  # fmt: skip


class WordsForm(forms.Form):
    """A comment, or the words of a share."""

    body = forms.CharField(label=_("Your words"), strip=False, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
