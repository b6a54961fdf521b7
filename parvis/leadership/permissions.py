"""Plain predicates on rows already loaded through the viewer."""

from __future__ import annotations

from parvis.kernel import clock
from parvis.leadership.models import CompanionLink, DraftOpening
from parvis.leadership.visibility import living_q
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import Post


def is_alive(link: CompanionLink) -> bool:
    return link.ended_at is None and link.until > clock.now()


def opening_of(person: Person, post: Post) -> DraftOpening | None:
    """Through which opening this companion reads the draft now; None for the author, and for whoever no longer does."""
    rows = DraftOpening.objects.filter(living_q("link__"), post=post, closed_at=None, link__companion=person)
    return rows.select_related("link").first() if post.published_at is None else None


def is_author(person: Person, post: Post) -> bool:
    return post.author_id == person.pk


def accompanies_leaders(person: Person) -> bool:
    """A communicator keeps the roster of leaders. It gives no sight of anything a leader has not opened."""
    return holds(person, COMMUNICATOR)


def is_leader(person: Person) -> bool:
    return getattr(person, "mandate", None) is not None
