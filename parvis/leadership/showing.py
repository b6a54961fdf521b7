"""One sentence a leader agrees to have shown in the letter of the week: given and taken back by their own hand."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.leadership.models import ShownSentence
from parvis.leadership.permissions import is_leader
from parvis.leadership.words import said
from parvis.people.models import Person

MOST = 280


@transaction.atomic
def show_sentence(words: str, *, by: Person) -> ShownSentence:
    require(is_leader(by), _("This is for those who lead."))
    defaults = {"words": said(words, most=MOST).replace("\n", " "), "at": clock.now()}
    return ShownSentence.objects.update_or_create(person=by, defaults=defaults)[0]


@transaction.atomic
def take_sentence_back(*, by: Person) -> None:
    ShownSentence.objects.filter(person=by).delete()
