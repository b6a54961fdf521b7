"""What the styleguide shows of notices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.notifications.screens import by_day, page_of


def days(request: Any) -> dict[str, Any] | None:
    if request.person is None:
        return None
    return {"days": by_day(page_of(request.person, "").rows)}


def device(request: Any) -> dict[str, Any]:
    return {"push_key": ""}


def declare() -> None:
    show(
        Specimen("notices", _("Notices, by day"), "notifications/_days.html", days),
        Specimen("notices", _("On this device"), "notifications/_device.html", device),
    )
