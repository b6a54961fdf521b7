"""What the frame around every page shows of communities: those of the viewer."""

from __future__ import annotations

from typing import Any

from parvis.communities.standing import standing_of

MOST = 12


def side_bar(request: Any) -> list[dict[str, str]]:
    """The communities of who is asking, la place first."""
    viewer = getattr(request, "person", None)
    if viewer is None:
        return []
    standing = standing_of(viewer)
    found = [standing.places[pk] for pk in standing.active()[:MOST]]
    return [{"name": name, "url": f"/communities/{slug}/", "slug": slug} for slug, name, *_ in found]
