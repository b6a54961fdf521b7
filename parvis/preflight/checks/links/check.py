"""Links: at once what the address itself tells; then, when allowed, where it leads once opened through the guarded door."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.preflight.checks.links import opening, reaching
from parvis.preflight.checks.links.addresses import found_in, host_of, parts, site_of
from parvis.preflight.checks.links.resembling import resembles
from parvis.preflight.checks.links.searching import is_search
from parvis.preflight.checks.links.tracking import cleaned, lists
from parvis.preflight.checks.links.unwrapping import is_short, shorteners, unwrapped
from parvis.preflight.manuscript import LOOK, OK, Finding, Manuscript

ORDER = 5
NAMED = re.compile(r"\[(?P<text>[^\[\]\n]{1,300})\]\((?P<to>[^()\s]{1,2000}(?:\([^()\s]*\))?[^()\s]{0,2000})\)")
ANCHOR = re.compile(
    r"<a\s[^<>]{0,400}?href\s*=\s*[\"'](?P<to>[^\"'<>]{1,2000})[\"'][^<>]{0,400}>(?P<text>[^<]{1,300})</a>",
    re.IGNORECASE,
)
HOST = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})(?:[/?#]\S*)?", re.IGNORECASE)
Said = tuple[str, str, str]
UNOPENED = {"private", "own", "scheme", "session", "bare"}


def warm() -> None:
    lists()
    shorteners()


def check(manuscript: Manuscript) -> Iterator[Finding]:
    """Every address worth a second look, with a better one when there is one."""
    for start, end, address in found_in(manuscript.text):
        for kind, message, wanted in told(address, manuscript):
            yield Finding("links", LOOK, message, start, end, (wanted,) if wanted else (), kind=kind)
    for found in (*NAMED.finditer(manuscript.text), *ANCHOR.finditer(manuscript.text)):
        named, goes = HOST.fullmatch(found.group("text").strip()), host_of(found.group("to"))
        if named and goes and site_of(named.group(1).lower().removeprefix("www.")) != site_of(goes):
            facts = {"named": named.group(1), "goes": goes}
            message = _("The words name %(named)s, the link goes to %(goes)s.") % facts
            start, end = found.span("text")
            better = found.group()[: start - found.start()] + goes + found.group()[end - found.start() :]
            yield Finding("links", LOOK, message, *found.span(), (better,), kind="elsewhere")


def slowly(manuscript: Manuscript) -> Iterator[Finding]:
    """The same, and what each address answers: replaces what `check` said. Nothing goes out when links are not to be opened."""
    quick = list(check(manuscript))
    if manuscript.links != "check" or not settings.PARVIS.unfold_links:
        yield from quick
        return
    closed = {(one.start, one.end) for one in quick if one.kind in UNOPENED}
    there = {(a, z): address for a, z, address in found_in(manuscript.text) if (a, z) not in closed}
    answers = opening.opened(unwrapped(address) for address in there.values())
    unfolded = set()
    for (start, end), address in there.items():
        answer = answers.get(unwrapped(address))
        if answer is None:
            continue
        if is_short(address) and answer.kind in ("page", "file", "moved", "home", "search", "login", "refused"):
            unfolded.add((start, end))
        severity, kind, message, wanted = led(address, answer)
        if message:
            why = _("“%(title)s”, on %(site)s.") % {"title": answer.title, "site": answer.site} if answer.title else ""
            yield Finding("links", severity, message, start, end, (wanted,) if wanted else (), why, kind=kind)
    yield from (one for one in quick if one.kind != "shortener" or (one.start, one.end) not in unfolded)


def told(address: str, manuscript: Manuscript) -> Iterator[Said]:
    """What an address tells by itself: (kind, sentence, a better address)."""
    if reaching.is_inside(address) or reaching.is_own(address):
        kind = "private" if reaching.is_inside(address) else "own"
        yield kind, _("Only you can open this address: your colleagues cannot."), ""
        return
    if reaching.is_odd(address):
        yield "scheme", _("This is not the address of a web page: a browser may not open it."), ""
        return
    if parts(address) is None:
        yield "broken", _("This address is not written as browsers read it: copy it again."), ""
        return
    if reaching.is_bare(address) and host_of(address) not in manuscript.sites:
        yield "bare", _("This address only answers inside the network of the office."), ""
    if reaching.carries_access(address):
        yield "session", _("This address carries a personal access: whoever follows it may act as you."), ""
    if (target := unwrapped(address)) != address:
        yield "wrapped", _("This address goes through another site first."), target
    else:
        if is_search(address):
            yield "search", _("This opens a page of search results. Open the result you want and copy its address."), ""
        if (clean := cleaned(address)) != address:
            yield "tracking", _("This address carries what follows its readers: it also works without."), clean
        if is_short(address):
            yield "shortener", _("A shortened address hides where it goes: give the whole one."), ""
    like, written = resembles(target, manuscript.sites)
    if like:
        facts = {"site": like, "written": written}
        yield "lookalike", _("%(written)s looks like %(site)s and is not: is it the right one?") % facts, ""


def led(address: str, answer: opening.Opened) -> tuple[str, str, str, str]:
    """Where an address led: (severity, kind, sentence, a better address)."""
    better = cleaned(answer.url)
    site = {"site": answer.site}
    if is_short(address) and answer.kind in ("page", "file", "moved", "home"):
        return LOOK, "unfolded", _("This shortened address leads to %(site)s: give the whole one.") % site, better
    sentences = {
        "dead": _("This page does not exist (any more): find its new address, or leave the link out."),
        "silent": _("This site does not answer just now: try the link before you publish."),
        "private": _("This address leads inside a private network: your colleagues cannot open it."),
        "login": _("Your colleagues will have to sign in to %(site)s to see this page.") % site,
        "search": _("This leads to a page of search results. Open the result you want and copy its address."),
        "moved": _("This address leads to another site: %(site)s.") % site,
        "home": _("This page is gone: the address now leads to the home page of %(site)s.") % site,
    }
    if answer.kind in sentences:
        return LOOK, answer.kind, sentences[answer.kind], better if answer.kind == "moved" else ""
    if answer.kind == "file":
        return OK, "opens", _("Opens a file of %(site)s.") % site, ""
    if answer.kind == "page" and answer.title:
        return OK, "opens", _("Opens “%(title)s” on %(site)s.") % {"title": answer.title, **site}, ""
    return OK, "opens", _("Opens a page of %(site)s.") % site if answer.kind == "page" else "", ""
