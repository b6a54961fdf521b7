"""The organisation's own network: closed, but for the hosts an administrator named."""

from __future__ import annotations

from parvis.intranet.models import InsideHost


def inside() -> frozenset[str]:
    return frozenset(InsideHost.objects.values_list("name", flat=True))
