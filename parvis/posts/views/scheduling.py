"""The hour a draft goes at: chosen, changed, cancelled; one's own quiet hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.communities.audiences import audience_words
from parvis.interface.asking import safe_because, say
from parvis.interface.words import when
from parvis.kernel import clock
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.people.http import person_required
from parvis.posts.forms import MomentForm
from parvis.posts.models import Post
from parvis.posts.quiet_hours import hours_for, next_open
from parvis.posts.scheduling import Quiet, cancel, schedule
from parvis.posts.views.loading import own_post


def proposal(person: Any) -> dt.datetime:
    """The next open full hour."""
    soon = clock.now() + dt.timedelta(hours=1)
    return timezone.localtime(next_open(soon.replace(minute=0, second=0, microsecond=0), person))


def page(request: Any, post: Post, form: MomentForm, *, status: int = 200) -> HttpResponse:
    now = getattr(post, "schedule", None)
    return answer(
        request, page="posts/schedule.html", post=post, form=form, schedule=now, hours=hours_for(request.person),
        where=audience_words(post.community), zone=timezone.get_current_timezone_name(), status=status,
    )  # fmt: skip


def draft_of(request: Any, post_id: int) -> Post:
    post = own_post(request.person, post_id)
    if post.published_at is not None:
        raise Refused(_("This is already published."))
    return post


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    post = draft_of(request, post_id)
    now = getattr(post, "schedule", None)
    at = timezone.localtime(now.at) if now and now.missed_at is None else proposal(request.person)
    return page(request, post, MomentForm(initial={"at": at}))


@person_required
def update(request: Any, post_id: int) -> HttpResponse:
    post = draft_of(request, post_id)
    form = MomentForm(request.POST)
    if form.is_valid():
        try:
            row = schedule(post, form.cleaned_data["at"], by=request.person)
        except Quiet as no:
            # Proposed: the next open moment is in the field, one tap away.
            form = MomentForm({"at": timezone.localtime(no.opens).strftime("%Y-%m-%dT%H:%M")})
            form.is_valid()
            form.add_error("at", str(no.message))
        except Refused as no:
            no.onto(form)
        else:
            say(
                request,
                _("It will be published on %(at)s. You can change or cancel it until then.") % {"at": when(row.at)},
            )
            return answer(request, to="/drafts/", json={"at": row.at.isoformat()})
    return page(request, post, form, status=422)


@safe_because("undo")
@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = draft_of(request, post_id)
    gone = cancel(post, by=request.person)
    if gone is not None:
        at = timezone.localtime(gone).strftime("%Y-%m-%dT%H:%M")
        say(
            request,
            _("It will not go by itself: it is a draft."),
            undo=f"/posts/{post.pk}/schedule/",
            method="PUT",
            at=at,
        )
    return answer(request, to="/drafts/", json={"cancelled": True})
