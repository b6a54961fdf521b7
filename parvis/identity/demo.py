"""Who one may sign in as in a demo, and what each is there to show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CAST = {
    "nadia": _("writes; member of Relation client"),
    "karim": _("had only ever read: the first voice"),
    "cleo": _("their manager"),
    "helene": _("leader, a regular voice"),
    "thomas": _("leader, rehearsing"),
    "yves": _("chief executive, no time"),
    "marine": _("communicator"),
    "paul": _("far from all of them; asks the unanswered question"),
    "sofia": _("administrator and moderator"),
    "gus": _("guest, invited to one community"),
}
