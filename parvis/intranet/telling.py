"""What any page says of itself, asked through the guarded door: for a fact told by hand."""

from __future__ import annotations

from parvis.intranet.inside import inside
from parvis.kernel import outbound
from parvis.posts.unfolding import described, text_of


def described_at(address: str) -> dict[str, str]:
    """{"title", "excerpt"} of the page, empty when it does not answer."""
    try:
        found = outbound.fetch(address.strip()[:2000], inside=inside())
    except outbound.Unreachable:
        return {}
    if found.status != 200 or found.media_type not in ("text/html", "application/xhtml+xml"):
        return {}
    title, excerpt = described(text_of(found))
    return {"title": title, "excerpt": excerpt}
