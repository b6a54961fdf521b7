"""Speaking for one's service: a communicator signs a post of theirs with the name of their own unit beside their own name. There is no
signing for another unit, nor in the name of another person."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import Post, ServiceSignature


def service_of(person: Person) -> str:
    """The service this person may sign for, "" when there is none."""
    return person.unit.name if holds(person, COMMUNICATOR) and person.unit else ""


def sign(post: Post, *, by: Person) -> None:
    """Sign for one's own unit too. In the transaction that keeps or publishes the post."""
    name = service_of(by)
    require(post.author_id == by.pk and name, _("Only communicators sign for their service, and with their own name."))
    ServiceSignature.objects.create(post=post, unit=by.unit, name=name, at=clock.now())


def unsign(post: Post) -> None:
    ServiceSignature.objects.filter(post=post).delete()


def require_still(post: Post, *, by: Person) -> None:
    """What was signed as a draft is not published in the name of a service its author no longer speaks for."""
    row = ServiceSignature.objects.filter(post=post).first()
    if row is not None:
        is_own = row.unit_id is not None and row.unit_id == by.unit_id
        require(is_own and service_of(by), _("You no longer sign for this service: untick it, then publish."))
