"""Plain predicates: who may do what in a community. Asked of rows already loaded through `visible_to`."""

from __future__ import annotations

from parvis.communities.models import Community, Membership
from parvis.communities.standing import standing_of
from parvis.kernel import kept
from parvis.people.models import Person
from parvis.people.permissions import ADMINISTRATOR, COMMUNICATOR, MODERATOR, powers_of

OWNER, HOST = Membership.Role.OWNER, Membership.Role.HOST


def role_in(person: Person, community: Community) -> str | None:
    """The role of `person`, None for who is not a member. La place: everyone but guests is a member, communicators and
    moderators are its hosts."""
    if community.everyone:
        if person.is_guest:
            return None
        return HOST if standing_of(person).powers & {COMMUNICATOR, MODERATOR, ADMINISTRATOR} else Membership.Role.MEMBER
    return standing_of(person).roles.get(community.pk)


def forget_roles(person: Person) -> None:
    """After a change of membership, ask the database again."""
    kept.forget(person)


def is_archived(community: Community) -> bool:
    return hasattr(community, "archive")


def is_member(person: Person, community: Community) -> bool:
    return role_in(person, community) is not None


def is_host(person: Person, community: Community) -> bool:
    """Hosts and owners: greet, answer requests, invite, pin."""
    return role_in(person, community) in (OWNER, HOST)


def is_owner(person: Person, community: Community) -> bool:
    """Owners also change settings and roles. La place is settled by administrators and communicators."""
    if community.everyone:
        return bool(powers_of(person) & {COMMUNICATOR, ADMINISTRATOR})
    return role_in(person, community) == OWNER


def may_found(person: Person) -> bool:
    """Anyone who works here may open a community; a guest may not."""
    return not person.is_guest


def may_join(person: Person, community: Community) -> bool:
    """Walk in: open communities, for everyone who works here."""
    return community.kind == Community.Kind.OPEN and not community.everyone and not person.is_guest


def may_ask(person: Person, community: Community) -> bool:
    return community.kind == Community.Kind.CLOSED and not person.is_guest


def may_start(person: Person, community: Community) -> bool:
    """Start a post: a member, unless the community keeps that for its hosts or is archived."""
    if is_archived(community):
        return False
    if community.starters == Community.Starters.HOSTS:
        return is_host(person, community)
    return is_member(person, community)


def may_comment(person: Person, community: Community) -> bool:
    """Members; and, in an open community, everyone who works here. Nobody once it is archived."""
    if is_archived(community):
        return False
    return is_member(person, community) or (community.kind == Community.Kind.OPEN and not person.is_guest)


def may_invite(person: Person, community: Community) -> bool:
    return is_host(person, community) and not community.everyone and not is_archived(community)
