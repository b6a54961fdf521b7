"""A draft is opened to one's companion, and closed again. Each draft by itself, never all of them."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import require
from parvis.leadership.accompanying import clear
from parvis.leadership.models import CompanionLink, DraftOpening
from parvis.leadership.permissions import is_alive, is_author
from parvis.notifications.deciding import tell
from parvis.people.models import Person
from parvis.posts.models import Post

KEPT = dt.timedelta(days=30)


@transaction.atomic
def open_draft(post: Post, link: CompanionLink, *, by: Person) -> DraftOpening:
    """The companion of `link` reads this draft from now on. Open to somebody else, it is refused: one companion a draft."""
    require(is_author(by, post), _("Only its author opens this draft."))
    require(post.published_at is None, _("This is already published: your companion reads it as everybody does."))
    require(link.person_id == by.pk and is_alive(link), _("This person no longer accompanies you."), field="link")
    clear(by)
    living = DraftOpening.objects.filter(post=post, closed_at=None).select_related("link").first()
    if living and living.link_id == link.pk:
        return living
    taken = _("Another companion reads this draft already: close it to them first. Two hands on the same text make a press release.")  # fmt: skip
    require(living is None, taken, field="link")
    try:
        with transaction.atomic():
            made = DraftOpening.objects.create(post=post, link=link, at=clock.now())
            tell("draft.opened", post, [link.companion_id], by=by)
            return made
    except IntegrityError:  # opened in another window meanwhile
        require(False, taken, field="link")
        raise


@transaction.atomic
def close_draft(post: Post, *, by: Person) -> None:
    """The companion no longer sees it, at once; what they said stays with the author."""
    require(is_author(by, post), _("Only its author closes this draft."))
    DraftOpening.objects.filter(post=post, closed_at=None).update(closed_at=clock.now())


@every(dt.timedelta(days=1))
@job()
def forget_what_was_said() -> None:
    """What was said of a draft is deleted thirty days after it was published, and links whose time is over are ended."""
    DraftOpening.objects.filter(post__published_at__lte=clock.now() - KEPT).delete()
    over = CompanionLink.objects.filter(ended_at=None, until__lte=clock.now())
    for person in Person.objects.filter(pk__in=over.values("person_id")):
        clear(person)
