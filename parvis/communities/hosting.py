"""Founding, settling, inviting, giving roles, archiving: what owners and hosts do."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from parvis.communities.joining import enter, require_another_owner
from parvis.communities.models import Archive, Community, Invitation, Membership
from parvis.communities.permissions import forget_roles, is_owner, may_found, may_invite
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.lines import likeness, line
from parvis.kernel.once import claim
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import may_administer

FOUNDED, SETTLED = kind("community.founded"), kind("community.settled", retention="audit")
INVITED, ROLE = kind("community.invited"), kind("community.role", retention="audit")
ARCHIVED, REOPENED = kind("community.archived"), kind("community.reopened")
# Areas above narrow what they keep of a community that closes (posts: the audience of its posts).
on_narrowing: list[Callable[[Community], None]] = []


@dataclasses.dataclass(frozen=True)
class Charter:
    name: str
    purpose: str
    kind: str
    starters: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", line(self.name))
        object.__setattr__(self, "purpose", line(self.purpose))


def require_own_name(name: str, *, by: Person, but: int | None = None) -> None:
    """No community passes for another one that `by` knows of (a secret one is not betrayed by a refusal)."""
    names = Community.objects.visible_to(by).exclude(pk=but).values_list("name", flat=True)
    require(name, _("A community needs a name."), field="name")
    require(
        likeness(name) not in {likeness(other) for other in names},
        _("A community has this name already: choose one that tells them apart."), field="name",
    )  # fmt: skip


def free_slug(name: str) -> str:
    """A slug nobody has; the number says nothing of which community has the plain one."""
    base = slugify(name)[:60] or "communaute"
    slug, number = base, 2
    while slug in ("new",) or Community.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


@transaction.atomic
def found(charter: Charter, *, by: Person, key: str | None = None) -> Community:
    """Open a community; its founder owns it."""
    identifier, fresh = claim(by, key)
    if not fresh:
        return Community.objects.get(pk=identifier)
    require(may_found(by), _("Guests do not open communities."))
    require_own_name(charter.name, by=by)
    community = Community(id=identifier, slug=free_slug(charter.name), **dataclasses.asdict(charter))
    community.save(force_insert=True)
    enter(by, community, role=Membership.Role.OWNER)
    record(FOUNDED, by=by, subject=community, place=community.pk)
    return community


@transaction.atomic
def settle(community: Community, charter: Charter, *, by: Person) -> None:
    """Change name, purpose, kind, who starts. Closing narrows its posts to the members; opening never widens old posts."""
    require(is_owner(by, community), _("Only its owners change a community."))
    require(not community.everyone or charter.kind == "open", _("La place stays open to everyone."), field="kind")
    if likeness(charter.name) != likeness(community.name):
        require_own_name(charter.name, by=by, but=community.pk)
    narrows = community.kind == Community.Kind.OPEN and charter.kind != Community.Kind.OPEN
    for field, value in dataclasses.asdict(charter).items():
        setattr(community, field, value)
    community.save(update_fields=["name", "purpose", "kind", "starters"])
    if narrows:
        for narrow in on_narrowing:
            narrow(community)
    record(SETTLED, by=by, subject=community, place=community.pk)


@transaction.atomic
def invite(community: Community, person: Person, *, by: Person) -> None:
    require(may_invite(by, community), _("Only hosts invite."))
    require(
        not Membership.objects.filter(person=person, community=community).exists(),
        _("This person is already a member."),
        field="handle",
    )
    _row, made = Invitation.objects.get_or_create(
        person=person, community=community, defaults={"by": by, "at": clock.now()}
    )
    if made:
        record(INVITED, by=by, subject=community, place=community.pk)


@transaction.atomic
def refuse_invitation(community: Community, *, by: Person) -> None:
    Invitation.objects.filter(person=by, community=community).delete()


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person) -> None:
    """A host takes an invitation back before it is answered."""
    require(may_invite(by, invitation.community), _("Only hosts invite."))
    invitation.delete()


@transaction.atomic
def give_role(membership: Membership, role: str, *, by: Person) -> None:
    community = membership.community
    require(is_owner(by, community), _("Only owners give roles."))
    require(role in Membership.Role.values, _("There is no such role."))
    if membership.role == Membership.Role.OWNER and role != Membership.Role.OWNER:
        require_another_owner(membership.person, community)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    forget_roles(membership.person)
    record(ROLE, by=by, subject=membership, place=community.pk)


@transaction.atomic
def archive(community: Community, *, by: Person) -> None:
    require(not community.everyone, _("La place stays open to everyone."))
    allowed = is_owner(by, community) or (may_administer(by) and community.kind != Community.Kind.SECRET)
    require(allowed, _("Only its owners archive a community."))
    _row, made = Archive.objects.get_or_create(community=community, defaults={"by": by, "at": clock.now()})
    if made:
        record(ARCHIVED, by=by, subject=community, place=community.pk)


@transaction.atomic
def reopen(community: Community, *, by: Person) -> None:
    require(is_owner(by, community) or may_administer(by), _("Only its owners reopen a community."))
    if Archive.objects.filter(community=community).delete()[0]:
        record(REOPENED, by=by, subject=community, place=community.pk)
