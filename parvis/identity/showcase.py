"""What the styleguide shows of administration."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.identity.models import PeopleImport
from parvis.interface.showcasing import Specimen, show
from parvis.kernel import clock


def written(request: Any) -> dict[str, Any]:
    return {"sent": PeopleImport(id=0, name="personnes.csv", created=12, updated=3, finished_at=clock.now())}


def declare() -> None:
    show(Specimen("administration", _("A file of people, written"), "identity/_import_progress.html", written))
