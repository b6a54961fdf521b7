"""Who sees an open door and its questions: whoever reads the place it is in, as for its posts. The rules exist once, as Q objects."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from parvis.communities.models import Community
from parvis.communities.standing import standing_of
from parvis.communities.visibility import guests_among, joined_ids, members_among
from parvis.leadership.models import Door
from parvis.people.models import Person
from parvis.people.permissions import ADMINISTRATOR, COMMUNICATOR, MODERATOR


def door_q(viewer: Person) -> Q:
    """Open communities for everyone who works here, the others for their members; a guest: only those they are in. Until the
    invitation has settled, and when its leader undoes it before, the door is seen by its leader alone, like the invitation."""
    mine = Q(community_id__in=joined_ids(viewer))
    place = mine if viewer.is_guest else Q(community__kind=Community.Kind.OPEN) | mine
    settled = Q(post__isnull=True) | Q(post__published_at__isnull=False, post__settles_at__isnull=True)
    return place & (settled | Q(leader_id=viewer.pk))


def watchers_among(doors: Collection[int], people: Collection[int]) -> dict[int, set[int]]:
    """`door_q` turned around: of each door, who of `people` (ids) may see it now (live/tests/test_who_hears.py proves it the same rule)."""
    rows = Door.objects.filter(pk__among=list(doors)).values_list("pk", "leader_id", "community_id", "community__kind", "post_id", "post__published_at", "post__settles_at")  # fmt: skip
    found, here = list(rows), set(people)
    if not found:
        return {}
    staff = here - guests_among(here)
    members = members_among({row[2] for row in found}, here)
    seen: dict[int, set[int]] = {}
    for pk, leader, place, kind, post, published, settles in found:
        reach = (staff if kind == Community.Kind.OPEN else set()) | {one for where, one in members if where == place}
        is_settled = post is None or (published is not None and settles is None)
        seen[pk] = reach if is_settled else reach & {leader}
    return seen


def asked_where_one_reads_q(viewer: Person) -> Q:
    at_doors = Q(door__in=Door.objects.filter(door_q(viewer)).values("pk"))
    return at_doors if viewer.is_guest else at_doors | Q(standing__isnull=False)


def moderated_q(viewer: Person) -> Q:
    """Questions `viewer` may refuse, of those they read: as host of the place, or as a communicator. Never those put to oneself:
    who answers does not choose what may be asked. A Q on DoorQuestion."""
    standing = standing_of(viewer)
    places = set(standing.hosted)
    if standing.everyone is not None and standing.powers & {COMMUNICATOR, MODERATOR, ADMINISTRATOR}:
        places.add(standing.everyone)
    rule = Q(door__community_id__in=places)
    if COMMUNICATOR in standing.powers:
        rule = Q()
    elif MODERATOR in standing.powers:
        rule |= Q(standing__isnull=False)
    own = Q(door__leader=viewer, door__isnull=False) | Q(standing__leader=viewer, standing__isnull=False)
    return rule & ~own


def question_q(viewer: Person) -> Q:
    """The rule for questions: those of the doors one sees; refused, only one's own and those one may refuse."""
    return asked_where_one_reads_q(viewer) & (Q(refusal__isnull=True) | Q(asker=viewer) | moderated_q(viewer))
