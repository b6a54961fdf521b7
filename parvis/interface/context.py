"""What every page knows: who is asking, and what areas put into the frame (side bar, menu) through `kernel.frame`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from parvis.kernel import frame


def common(request: Any) -> dict[str, Any]:
    person = getattr(request, "person", None)
    return {
        "viewer": person,
        "demo": settings.PARVIS.demo,
        "frame": SimpleLazyObject(lambda: frame.of(request)),
    }
