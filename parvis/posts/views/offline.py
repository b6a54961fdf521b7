"""Where one writes without network: a page of everybody's, kept by the service worker (notifications/worker.js)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from parvis.kernel.http import answer


def show(request: Any) -> HttpResponse:
    return answer(request, page="posts/offline.html")
