"""The Content-Security-Policy of every answer: the same for all, built once from the settings by django-csp."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.http.response import HttpResponseBase


def middleware(get_response: Callable[[Any], HttpResponseBase]) -> Callable[[Any], HttpResponseBase]:
    """Its own middleware builds the policy twice for each answer, for pages that change theirs: none of ours does."""
    policy = build_policy()

    def answered(request: Any) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return answered
