"""Voting in a poll: once, until it ends. Others count it once it has settled; until then one may take it back. In an anonymous poll
nothing then links a person to an answer, not even here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock, turns
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import Refused, require
from parvis.people.models import Person
from parvis.posts import settling
from parvis.posts.models import Ballot, Poll, PollOption, Post, UnsettledBallot, UnsettledVote, Vote
from parvis.posts.permissions import may_react

VOTED = kind("poll.voted")


def is_over(poll: Poll) -> bool:
    return poll.ends_at is not None and poll.ends_at <= clock.now()


@transaction.atomic
def vote(poll: Poll, options: Collection[int], *, by: Person) -> None:
    """Cast a ballot for these options (ids)."""
    require(may_react(by, poll.post), _("This community is archived: it can only be read."))
    require(not is_over(poll), _("This poll has ended."))
    chosen = list(PollOption.objects.filter(poll=poll, pk__in=list(options)).values_list("pk", flat=True))
    require(chosen, _("Choose an answer."))
    require(poll.is_multiple or len(chosen) == 1, _("This poll takes one answer."))
    require(not Ballot.objects.filter(poll=poll, person=by).exists(), _("You have already voted."))
    now = clock.now()
    due = settling.settles_at(settling.REACTION, now)
    try:
        with transaction.atomic():
            if due is None:
                count_in(poll, chosen, by, now)
                return
            waiting = UnsettledBallot.objects.create(poll=poll, person=by, at=now, settles_at=due)
            UnsettledVote.objects.bulk_create([UnsettledVote(ballot=waiting, option_id=option) for option in chosen])
    except IntegrityError as twice:
        raise Refused(_("You have already voted.")) from twice
    turns.expect(due)


def count_in(poll: Poll, chosen: Sequence[int], person: Person, at: dt.datetime) -> None:
    """In the transaction of the caller: others count it from now on. Raises IntegrityError when the person has voted."""
    ballot = Ballot.objects.create(poll=poll, person=person)
    if not poll.is_anonymous:
        Vote.objects.bulk_create([Vote(ballot=ballot, option_id=option) for option in chosen])
    PollOption.objects.filter(pk__in=chosen).update(vote_count=F("vote_count") + 1)
    Poll.objects.filter(pk=poll.pk).update(voter_count=F("voter_count") + 1)
    record(VOTED, by=person, subject=poll, place=poll.post.community_id or poll.post.author_id, at=at)


@transaction.atomic
def take_vote_back(poll: Poll, *, by: Person) -> bool:
    """The vote never was; one may vote again. False when it has settled meanwhile, or was never cast (nothing is changed)."""
    return bool(UnsettledBallot.objects.filter(poll=poll, person=by).delete()[0])


def settle_ballot(row: UnsettledBallot) -> None:
    """Cast in time, it counts even if the poll has ended meanwhile; it is let go when its author can no longer read the poll."""
    chosen = list(row.votes.values_list("option_id", flat=True))
    is_there = Post.objects.visible_to(row.person).filter(pk=row.poll.post_id).exists()
    if chosen and is_there and not Ballot.objects.filter(poll=row.poll, person=row.person).exists():
        count_in(row.poll, chosen, row.person, clock.now())


@settling.settler
def settle_ballots(now: dt.datetime) -> dt.datetime | None:
    return settling.settle_each(UnsettledBallot, settle_ballot, now)
