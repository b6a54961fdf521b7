"""Voting in a poll: once, until it ends. In an anonymous poll nothing links a person to an answer, not even here."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person
from parvis.posts.models import Ballot, Poll, PollOption, Vote
from parvis.posts.permissions import may_react

VOTED = kind("poll.voted")


def is_over(poll: Poll) -> bool:
    return poll.ends_at is not None and poll.ends_at <= clock.now()


@transaction.atomic
def vote(poll: Poll, options: Collection[int], *, by: Person) -> None:
    """Cast a ballot for these options (ids)."""
    require(may_react(by, poll.post), _("This community is archived: it can only be read."))
    require(not is_over(poll), _("This poll has ended."))
    chosen = list(PollOption.objects.filter(poll=poll, pk__in=list(options)))
    require(chosen, _("Choose an answer."))
    require(poll.is_multiple or len(chosen) == 1, _("This poll takes one answer."))
    try:
        with transaction.atomic():
            ballot = Ballot.objects.create(poll=poll, person=by)
    except IntegrityError as twice:
        raise Refused(_("You have already voted.")) from twice
    if not poll.is_anonymous:
        Vote.objects.bulk_create([Vote(ballot=ballot, option=option) for option in chosen])
    PollOption.objects.filter(pk__in=[option.pk for option in chosen]).update(vote_count=F("vote_count") + 1)
    Poll.objects.filter(pk=poll.pk).update(voter_count=F("voter_count") + 1)
    record(VOTED, by=by, subject=poll, place=poll.post.community_id or poll.post.author_id)
