"""What the frame around every page shows of communities: those of the viewer."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from parvis.communities.models import Community
from parvis.communities.visibility import joined_ids

MOST = 12


def side_bar(request: Any) -> list[dict[str, str]]:
    """The communities of who is asking, la place first: one query."""
    viewer = getattr(request, "person", None)
    if viewer is None:
        return []
    mine = Q(pk__in=joined_ids(viewer))
    if not viewer.is_guest:
        mine |= Q(everyone=True)
    rows = Community.objects.filter(mine, archive__isnull=True).order_by("-everyone", "name")
    return [
        {"name": name, "url": f"/communities/{slug}/", "slug": slug}
        for slug, name in rows.values_list("slug", "name")[:MOST]
    ]
