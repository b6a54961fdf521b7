"""Joining and leaving: join, ask, withdraw one's asking, accept, decline, leave, remove."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community, Invitation, JoinRequest, Membership
from parvis.communities.permissions import forget_roles, is_archived, is_host, is_owner, may_ask, may_join
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.refusals import require
from parvis.notifications.deciding import tell
from parvis.people.models import Person

JOINED, LEFT = kind("community.joined"), kind("community.left")
ASKED, DECLINED = kind("community.asked"), kind("community.declined")
REMOVED = kind("community.removed", retention="audit")


def enter(person: Person, community: Community, *, role: str = Membership.Role.MEMBER) -> bool:
    """Make the membership row and count it, once; False when it was there. Asking and invitation are over."""
    try:
        with transaction.atomic():
            Membership.objects.create(person=person, community=community, role=role, at=clock.now())
    except IntegrityError:
        return False
    Community.objects.filter(pk=community.pk).update(member_count=F("member_count") + 1)
    JoinRequest.objects.filter(person=person, community=community).delete()
    Invitation.objects.filter(person=person, community=community).delete()
    forget_roles(person)
    return True


def go_out(person: Person, community: Community) -> bool:
    """Delete the membership row and count it; False when there was none."""
    gone, _rows = Membership.objects.filter(person=person, community=community).delete()
    if gone:
        Community.objects.filter(pk=community.pk).update(member_count=F("member_count") - 1)
    forget_roles(person)
    return bool(gone)


@transaction.atomic
def join(community: Community, *, by: Person) -> None:
    """Walk into an open community, or accept one's invitation. Joining twice changes nothing."""
    invited = Invitation.objects.filter(person=by, community=community).exists()
    require(not is_archived(community), _("This community is archived: it can be read, nobody joins it any more."))
    require(invited or may_join(by, community), _("This community is joined on request: ask its hosts."))
    if enter(by, community):
        record(JOINED, by=by, subject=community, place=community.pk)


@transaction.atomic
def ask(community: Community, *, by: Person, words: str = "") -> None:
    """Ask the hosts of a closed community to be let in."""
    require(not is_archived(community), _("This community is archived: it can be read, nobody joins it any more."))
    require(may_ask(by, community), _("This community is not joined on request."))
    require(not Membership.objects.filter(person=by, community=community).exists(), _("You are already a member."))
    _row, made = JoinRequest.objects.get_or_create(
        person=by, community=community, defaults={"words": words[:300], "at": clock.now()}
    )
    if made:
        record(ASKED, by=by, subject=community, place=community.pk)


@transaction.atomic
def take_back_asking(community: Community, *, by: Person) -> None:
    JoinRequest.objects.filter(person=by, community=community).delete()


@transaction.atomic
def accept(request: JoinRequest, *, by: Person) -> None:
    """A host lets somebody in."""
    require(is_host(by, request.community), _("Only hosts answer requests."))
    person, community = request.person, request.community
    if enter(person, community):
        record(JOINED, by=person, subject=community, place=community.pk)
        tell("community.let_in", community, [person.pk], by=by, place=community.pk)


@transaction.atomic
def decline(request: JoinRequest, *, by: Person) -> None:
    require(is_host(by, request.community), _("Only hosts answer requests."))
    record(DECLINED, by=by, subject=request.community, place=request.community_id)
    request.delete()


def is_last_owner(person: Person, community: Community) -> bool:
    """The only owner of a community that has other members."""
    roles = dict(Membership.objects.filter(community=community, role="owner").values_list("person_id", "role"))
    if set(roles) != {person.pk}:
        return False
    return Membership.objects.filter(community=community).exclude(person=person).exists()


def require_another_owner(person: Person, community: Community) -> None:
    """A community keeps an owner while it has other members."""
    require(
        not is_last_owner(person, community),
        _("You are its last owner: first make another member an owner, or archive the community."),
    )


@transaction.atomic
def leave(community: Community, *, by: Person) -> str:
    """Leave; answers the role one had ("" for who was not a member), to come back as before."""
    require(not community.everyone, _("La place is everyone’s: it is not left. You can mute it on your home page."))
    require_another_owner(by, community)
    role = Membership.objects.filter(community=community, person=by).values_list("role", flat=True).first() or ""
    if go_out(by, community):
        record(LEFT, by=by, subject=community, place=community.pk)
    return role


@transaction.atomic
def come_back(community: Community, role: str, *, by: Person) -> None:
    """Undo having left, with the role one had: the caller has made sure that one had it a moment ago."""
    require(role in Membership.Role.values, _("You were not a member."))
    if enter(by, community, role=role):
        record(JOINED, by=by, subject=community, place=community.pk)


@transaction.atomic
def remove(membership: Membership, *, by: Person) -> None:
    """A host removes a member; an owner removes anyone but the last owner."""
    community, person = membership.community, membership.person
    allowed = is_owner(by, community) or (is_host(by, community) and membership.role == Membership.Role.MEMBER)
    require(allowed, _("Only owners remove hosts, and hosts remove members."))
    require_another_owner(person, community)
    if go_out(person, community):
        record(REMOVED, by=by, subject=community, place=community.pk)
