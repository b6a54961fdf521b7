"""What is said of a draft, by the companion it is open to, and the answers of its author."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.interface.asking import asks_first, safe_because
from parvis.interface.saying import replied, tried
from parvis.kernel.http import answer
from parvis.kernel.once import key_of
from parvis.leadership import remarking
from parvis.leadership.forms import DraftRemarkForm, WordsForm
from parvis.leadership.models import DraftRemark
from parvis.leadership.permissions import is_author
from parvis.leadership.views.loading import draft_for, own_draft, page, remark_for
from parvis.people.http import person_required


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    post = draft_for(request.person, post_id)
    if is_author(request.person, post):
        raise Http404  # one answers what is said of one's own draft
    form = DraftRemarkForm(request.POST)
    row, status = tried(
        form,
        lambda data: remarking.remark(
            post, data["words"], by=request.person, kind=data["kind"] or DraftRemark.Kind.REMARK, passage=data["passage"],
            version=data["version"] or 0, address=data["address"], key=key_of(request),
        ),
    )  # fmt: skip
    if row is None:
        return page(request, post, status=status, remark=form)
    return answer(request, to=f"/companions/drafts/{post.pk}/#remark-{row.pk}", json={"id": str(row.pk)}, status=201)


@person_required
def reply(request: Any, post_id: int, remark_id: int) -> HttpResponse:
    row = remark_for(request.person, post_id, remark_id)
    top = row.parent_id or row.pk
    refused = replied(
        WordsForm(request.POST), lambda words: remarking.reply(row, words, by=request.person, key=key_of(request)), request.POST, to=top
    )  # fmt: skip
    if refused:
        return page(request, draft_for(request.person, post_id), status=422, **refused)
    return answer(request, to=f"/companions/drafts/{post_id}/#remark-{top}", json={"to": str(row.pk)}, status=201)


@asks_first(gettext_lazy("Take back what you said, with the answers to it?"), gettext_lazy("Take back"))
@person_required
def destroy(request: Any, post_id: int, remark_id: int) -> HttpResponse:
    row = remark_for(request.person, post_id, remark_id)
    if row.by_id != request.person.pk:
        raise Http404
    remarking.take_back(row, by=request.person)
    messages.success(request, _("It is taken back."))
    return answer(request, to=f"/companions/drafts/{post_id}/#remarks", json={"gone": True})


def settled(request: Any, post_id: int, remark_id: int, verb: Any) -> HttpResponse:
    own_draft(request.person, post_id)
    row = remark_for(request.person, post_id, remark_id)
    verb(row, by=request.person)
    return answer(request, to=f"/companions/drafts/{post_id}/#remarks", json={"id": str(row.pk)})


@person_required
def hear(request: Any, post_id: int, remark_id: int) -> HttpResponse:
    return settled(request, post_id, remark_id, remarking.hear)


@safe_because("toggle")
@person_required
def unhear(request: Any, post_id: int, remark_id: int) -> HttpResponse:
    return settled(request, post_id, remark_id, remarking.unhear)
