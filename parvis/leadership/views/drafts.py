"""A draft and its companion: read, opened, closed. There is no way here to change a word of it, nor to publish it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because, say
from parvis.kernel.http import answer
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import CHECKED
from parvis.leadership import screens
from parvis.leadership.forms import OpeningForm
from parvis.leadership.models import CompanionLink, DraftOpening
from parvis.leadership.opening import close_draft, open_draft
from parvis.leadership.views.loading import draft_for, own_draft, page
from parvis.people.http import person_required
from parvis.posts.views.attachments import send_size


@person_required
def show(request: Any, post_id: int) -> HttpResponse:
    return page(request, draft_for(request.person, post_id))


@person_required
def picture(request: Any, post_id: int, attachment_id: int) -> HttpResponseBase:
    """A picture of a draft one reads now. The browser asks again each time: closed, it is gone at once."""
    row = get_object_or_404(screens.pictures_of(draft_for(request.person, post_id)), pk=attachment_id)
    return send_size(request, row, "large", CHECKED)


@person_required
def create(request: Any, post_id: int) -> HttpResponse:
    """Open it to one of one's companions."""
    post = own_draft(request.person, post_id)
    form, error = OpeningForm(request.POST), ""
    mine = CompanionLink.objects.visible_to(request.person).filter(person=request.person).select_related("companion")
    if form.is_valid():
        link = mine.filter(pk=form.cleaned_data["link"]).first()
        try:
            if link is None:
                raise Refused(_("Choose one of your companions."), field="link")
            row = open_draft(post, link, by=request.person)
        except Refused as no:
            error = str(no.message)
        else:
            words = _("%(name)s can read this draft. Tell them: nothing is sent in your place.")
            say(request, words % {"name": link.companion.name}, undo=f"/companions/drafts/{post.pk}/", method="DELETE")
            return answer(request, to=f"/companions/drafts/{post.pk}/", json={"id": str(row.pk)}, status=201)
    error = error or " ".join(str(row[0]) for row in form.errors.values())
    return page(request, post, status=422, error=error)


@safe_because("undo")
@person_required
def destroy(request: Any, post_id: int) -> HttpResponse:
    post = own_draft(request.person, post_id)
    last = DraftOpening.objects.filter(post=post, closed_at=None).select_related("link__companion").first()
    close_draft(post, by=request.person)
    if last:
        words = _("%(name)s no longer sees this draft.") % {"name": last.link.companion.name}
        say(request, words, undo=f"/companions/drafts/{post.pk}/", link=str(last.link_id))
    return answer(request, to=f"/companions/drafts/{post.pk}/", json={"closed": True})
