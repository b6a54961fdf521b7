"""The figures of the network in words, for who does not see the drawings and for the table beside them."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.ripple.drawing_bridges import Bridges, Line
from parvis.ripple.words import WHY

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


def grouped(count: int) -> str:
    """ "1 152": a whole number as it is read."""
    return number_format(count, 0, force_grouping=True)


def echo_pages(viewer: Person) -> list[tuple[str, str]]:
    """The pages of the echoes of the network this person may open."""
    is_communicator = holds(viewer, COMMUNICATOR)
    pages = [
        ("/echoes/", _("The network"), True),
        ("/echoes/leaders/", _("When leaders speak"), is_communicator or getattr(viewer, "mandate", None) is not None),
        ("/echoes/board/", _("For the board"), is_communicator),
        ("/echoes/method/", _("How it is computed"), True),
        ("/what-parvis-measures/", _("What is measured"), True),
    ]
    return [(address, words) for address, words, is_open in pages if is_open]


def percent_fine(share: float) -> str:
    """ "0,4 %": a small share, to the tenth."""
    return _("%(n)s%%") % {"n": number_format(round(share * 100, 1), 1)}
