"""The picture of a community: chosen by its owners, seen by whoever sees the community."""

from __future__ import annotations

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.communities.hosting import SETTLED
from parvis.communities.models import Community
from parvis.communities.permissions import is_owner
from parvis.kernel import portraits, uploads
from parvis.kernel.chronicling import record
from parvis.kernel.refusals import require
from parvis.people.models import Person


def put_picture(community: Community, file: File, *, by: Person) -> None:
    """A square from its middle, without position, camera or any hidden part."""
    require(is_owner(by, community), _("Only its owners change a community."))
    uploads.check(file, kinds=("photo",))
    set_picture(community, portraits.square(file).large, by=by)


def remove_picture(community: Community, *, by: Person) -> None:
    require(is_owner(by, community), _("Only its owners change a community."))
    set_picture(community, None, by=by)


@transaction.atomic
def set_picture(community: Community, picture: bytes | None, *, by: Person) -> None:
    portraits.put_in(community.picture, picture)
    community.save(update_fields=["picture"])
    record(SETTLED, by=by, subject=community, place=community.pk)
