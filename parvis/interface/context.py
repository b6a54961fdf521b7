"""What every page knows: who is asking, and what areas put into the frame (side bar, menu) through `kernel.frame`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from markupsafe import Markup

from parvis.interface.drawings import token_of
from parvis.kernel import frame


def common(request: Any) -> dict[str, Any]:
    person = getattr(request, "person", None)
    # One token a page: the default makes a new mask for each form, and a page of cards has a hundred.
    token = token_of(request)
    return {
        "csrf_token": token,
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token),
        "viewer": person,
        "demo": settings.PARVIS.demo,
        "frame": frame.of(request),
    }
