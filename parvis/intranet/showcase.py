"""What the styleguide shows of facts: rows that are saved nowhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from parvis.interface.showcasing import Specimen, show
from parvis.intranet.conversing import Told
from parvis.intranet.models import Fact, Source
from parvis.intranet.reading import Item, Reading
from parvis.intranet.screens import State
from parvis.intranet.troubles import in_words
from parvis.kernel import clock


def source(request: Any) -> dict[str, Any] | None:
    now = clock.now()
    row = Source(
        id=1, kind="feed", name="Actualités", address="https://intranet.example/actus/feed/", at=now, failures=3, trouble="slow",
        succeeded_at=now - dt.timedelta(hours=5), next_at=now + dt.timedelta(hours=1),
    )  # fmt: skip
    return {"s": State(row, "trouble", in_words("slow"), 41, ""), "root": "https://parvis.example"}


def looked(request: Any) -> dict[str, Any] | None:
    now = clock.now()
    items = (
        Item("https://intranet.example/1", "Résultats annuels : marge à 4,2 %", "Le comité revient sur l’année.", said_at=now),
        Item("https://intranet.example/2", "Grenoble : la ligne 3 repart lundi", said_at=now),
    )  # fmt: skip
    return {"looked": Reading("Actualités", items, 1), "trouble": ""}


def told(request: Any) -> dict[str, Any] | None:
    now = clock.now()
    fact = Fact(
        id=1, origin="Actualités", address="https://intranet.example/1", title="Résultats annuels : marge à 4,2 %", said_at=now,
        excerpt="Le comité revient sur l’année et sur le prix de l’énergie.",
    )  # fmt: skip
    one = Told(fact, 3, 31)
    return {"told": one, "full": False}


def offered(request: Any) -> dict[str, Any] | None:
    return {"told": [told(request)["told"]]}  # type: ignore[index]


def bookmark(request: Any) -> dict[str, Any] | None:
    return {"root": "https://parvis.example"}


def declare() -> None:
    show(
        Specimen("facts", _("A fact"), "intranet/_fact.html", told),
        Specimen("facts", _("Facts offered beside the composer"), "intranet/_offered.html", offered),
        Specimen("facts", _("How to speak of any page"), "intranet/_bookmark.html", bookmark),
        Specimen("facts", _("A source of facts"), "intranet/_source.html", source),
        Specimen("facts", _("What is at the address of a feed"), "intranet/_looked.html", looked),
    )
