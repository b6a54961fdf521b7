"""What goes wrong with a source, in plain words and with what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.kernel.outbound import Fetched, Unreachable

SENTENCES: dict[str, str | Promise] = {
    "address": _("This is not a web address: it begins by http:// or https://."),
    "inside": _("This address is inside your network. If it is your intranet, name its host below, then try again."),
    "port": _("This address has an unusual port. If it is your intranet, name its host with the port below, then try again."),
    "unknown": _("No such host: check the spelling of the address."),
    "slow": _("The site took too long to answer. Parvis will try again."),
    "silent": _("The site does not answer. Parvis will try again."),
    "closed": _("The site asks to sign in: ask whoever runs it for an address that is open to this server."),
    "missing": _("There is no page at this address (any more): check it."),
    "gone": _("The site says that this feed is gone for good: remove the source and add the new address."),
    "broken": _("The site answered with an error of its own. Parvis will try again."),
    "nofeed": _("What is at this address is not a feed: look for an address that ends by /feed/, .rss or .xml."),
    "empty": _("The feed holds no item that can be shown."),
    "large": _("The feed is too long to be read whole: ask for a shorter one."),
}  # fmt: skip
PATIENT = {"slow", "silent", "broken"}  # the site's own, and perhaps gone in an hour
OF_DOOR = {
    "only plain http and https addresses": "address", "only the usual ports": "port", "unknown host": "unknown",
    "not a public address": "inside", "too slow": "slow", "InvalidURL": "address", "ReadTimeout": "slow", "ConnectTimeout": "slow",
}  # fmt: skip


def of_door(no: Unreachable) -> str:
    """The trouble, when the guarded door let nothing through."""
    return OF_DOOR.get(str(no), "silent")


def of_answer(found: Fetched, limit: int) -> str:
    """The trouble with an answer, "" when it can be read."""
    if found.status in (401, 403, 407):
        return "closed"
    if found.status == 410:
        return "gone"
    if 400 <= found.status < 500 and found.status != 429:
        return "missing"
    if found.status != 200:
        return "broken"
    return "large" if len(found.body) >= limit else ""


def in_words(trouble: str) -> str:
    return str(SENTENCES.get(trouble, ""))
