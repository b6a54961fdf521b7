"""The figures of the network in words, for who does not see the drawings and for the table beside them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.ripple.drawing_bridges import Bridges, Line
from parvis.ripple.network import WHY

NAMED = 5


def why_words(reason: str) -> str:
    return str(WHY[reason])


def bridge_words(bridges: Bridges, line: Line) -> str:
    """ "Lyon: 9 ties inside, with Grenoble 31, Lille 12": a unit of the drawing."""
    row = next(row for row in bridges.rows if row.unit == line.unit)
    said = []
    if row.inside.count is not None:
        said.append(ngettext("%(n)s tie inside", "%(n)s ties inside", row.inside.count) % {"n": row.inside.count})
    if row.ties:
        said.append(_("with %(names)s") % {"names": ", ".join(f"{name} {count}" for name, count in row.ties[:NAMED])})
    return _("%(unit)s: %(ties)s") % {"unit": line.name, "ties": ", ".join(said)}
