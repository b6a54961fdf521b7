"""What the styleguide shows of communities."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.interface.showcasing import Specimen, show
from parvis.search.showcase import one_of


def places(request: Any) -> dict[str, Any]:
    kinds = [("open", "Relation client"), ("closed", "Managers"), ("secret", "Aurore")]
    made = [
        Community(id=n, slug=f"exemple-{kind}", name=name, kind=kind, purpose="…", member_count=n * 7)
        for n, (kind, name) in enumerate(kinds, 1)
    ]
    made[0].joined = True  # type: ignore[attr-defined]
    return {"communities": made}


def declare() -> None:
    show(
        Specimen("communities", _("Communities"), "communities/_places.html", places),
        Specimen("search", _("A community"), "communities/_found.html", one_of("community")),
    )
