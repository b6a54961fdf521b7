"""Everything the checks may know, gathered for one author, one text, one place."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import statistics
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.communities.audiences import readers_of
from parvis.communities.models import Community, Membership
from parvis.communities.standing import standing_of
from parvis.kernel import clock
from parvis.kernel.compiled import Compiled
from parvis.kernel.lately import Lately
from parvis.people.models import Mandate, Organisation, Person
from parvis.posts.attaching import SIZED
from parvis.posts.embedding import captions_of
from parvis.posts.ignoring import Silence
from parvis.posts.models import Attachment, HouseTerm, Post, Subject
from parvis.posts.permissions import may_post_in
from parvis.posts.publishing import Sheet
from parvis.posts.writing import PICTURE
from parvis.preflight.checks.photo.fingerprints import fingerprint, is_same
from parvis.preflight.manuscript import Manuscript, Quiet, Seen, Term, Text
from parvis.preflight.viewing import Unviewable, view

TOKEN = re.compile(r"\w[\w’'-]*")
MOST_NAMED, MOST_PICTURES = 50, 2_000
RECENT, MOST_TEXTS, LONGEST = dt.timedelta(days=60), 200, 5_000
# What areas above know was said already: each gives texts that may be near these words, and that their author may read, but for
# the page (its address) that the post is about; the last is where it would be published.
sources: list[Callable[[Person, str, str, Community | None], Iterable[Text]]] = []


def parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s\-’'.]+", text.casefold()) if part]


def _ask_names() -> frozenset[str]:
    said = [
        *Person.objects.present().values_list("name", flat=True),
        *Subject.objects.values_list("name", flat=True)[:5000],
    ]
    return frozenset(part for name in said for part in parts(name))


# Every part of a name of a colleague or a subject, in lower case; asked at most every five minutes by each process.
names = Lately(300.0, _ask_names)


def known_in(text: str, person: Person) -> frozenset[str]:
    """The words of this text that are names here: colleagues, subjects, the author's communities, the organisation."""
    mine = {part for row in standing_of(person).places.values() for part in parts(row[1])}
    house = Organisation.objects.values_list("name", flat=True).first() or ""
    mine.update(parts(house))
    written = {part for token in TOKEN.findall(text) for part in [token.casefold(), *parts(token)]}
    return frozenset(written & (names() | mine))


_terms = Compiled(lambda: HouseTerm.objects.order_by("id").values_list("words", "since", "until", "why", "stops"))


def reserved() -> tuple[tuple[Term, ...], tuple[Quiet, ...]]:
    """What the organisation keeps for itself: one term a wording; between two days, a quiet period."""
    terms, quiet, who = [], [], _("a communicator or an administrator")
    for kept, since, until, why, stops in _terms():
        words = tuple(line.strip() for line in kept.splitlines() if line.strip())
        if since and until:
            last = until - dt.timedelta(days=1)  # that day everybody may speak
            quiet.append(Quiet(since, last, why, words, stops, who))
        else:
            terms += [Term(one, why, since, until, stops, who) for one in words]
    return tuple(terms), tuple(quiet)


def rule_of(community: Community | None) -> tuple[str, str]:
    """(who may post here, who decided it), in words."""
    if community is None:
        return _("your own storyline is yours"), ""
    if community.everyone:
        return _("everyone who works here may speak in %(place)s") % {"place": community.name}, ""
    owners = Membership.objects.filter(community=community, role=Membership.Role.OWNER).select_related("person")
    names_of = ", ".join(row.person.name for row in owners.order_by("id")[:2])
    if community.starters == Community.Starters.HOSTS:
        return _("hosts and owners start posts in %(place)s, and you are one") % {"place": community.name}, names_of
    return _("every member may start a post in %(place)s") % {"place": community.name}, names_of


def audience_of(community: Community | None, person: Person) -> dict[str, Any]:
    """Who will read, in words and number; guests and leaders named; how many one usually speaks to."""
    leaders, guests = Mandate.objects.all(), Person.objects.none()
    if community is not None and not community.everyone:
        leaders = leaders.filter(person__memberships__community=community)
        guests = Person.objects.present().filter(is_guest=True, memberships__community=community)
    before = (
        Post.objects.filter(author=person, published_at__isnull=False).select_related("community").order_by("-id")[:10]
    )
    usual = [readers_of(post.community) for post in before]
    is_hosts = community is not None and community.starters == Community.Starters.HOSTS
    return {
        "name": community.name if community else _("my storyline"), "count": readers_of(community),
        "kind": "storyline" if community is None else "place" if community.everyone else "community",
        "closed": community is not None and community.kind != Community.Kind.OPEN,
        "restricts": _("only its owners and hosts start posts") if is_hosts else "",
        "guests": list(guests.order_by("id").values_list("name", flat=True)[:MOST_NAMED]),
        "leaders": list(leaders.exclude(person=person).order_by("id").values_list("person__name", flat=True)[:MOST_NAMED]),
        "usual": int(statistics.median(usual)) if usual else None,
    }  # fmt: skip


def said_already(
    person: Person, post: Post | None, words: str = "", link: str = "", place: Community | None = None
) -> tuple[Text, ...]:
    rows = Post.objects.visible_to(person).filter(published_at__gte=clock.now() - RECENT)
    if post is not None:
        rows = rows.exclude(pk=post.pk)
    found = [
        Text(body[:LONGEST], title or body[:60], f"/posts/{pk}/")
        for pk, title, body in rows.order_by("-id").values_list("pk", "title", "body_text")[:MOST_TEXTS]
    ]
    nearer = [text for source in sources for text in source(person, words, link, place)]
    if post is not None:  # neither its own words, nor, once it is published, that it was told already
        is_told = post.published_at is not None
        nearer = [
            one for one in nearer if one.address != f"/posts/{post.pk}/" and not (is_told and one.kind == "again")
        ]
    return tuple({text.address: text for text in (*found, *nearer)}.values())


def earlier_of(person: Person, post: Post | None) -> tuple[str, ...]:
    rows = Post.objects.filter(author=person, published_at__isnull=False).exclude(pk=post.pk if post else None)
    return tuple(rows.order_by("-id").values_list("body_text", flat=True)[:30])


def pictures_in(sheet: Sheet) -> list[int]:
    """Those in the text of an article."""
    return [int(pk) for pk in PICTURE.findall(sheet.body)] if sheet.format == "html" else []


def path_of(row: Attachment) -> Path | None:
    """The file on this disk; None when files are kept elsewhere: their checks are then not run."""
    try:
        return Path(row.file.path)
    except NotImplementedError:
        return None


def files_of(sheet: Sheet, person: Person) -> list[tuple[Attachment, Path]]:
    """The pictures and videos that come with the text, in order."""
    wanted = [*sheet.attachments, *([sheet.cover] if sheet.cover else []), *pictures_in(sheet)]
    if not wanted:
        return []
    rows = Attachment.objects.filter(pk__in=wanted, owner=person).filter(kind__in=SIZED).in_bulk()
    there = ((rows[pk], path_of(rows[pk])) for pk in dict.fromkeys(wanted) if pk in rows)
    return [(row, path) for row, path in there if path is not None]


def seen_before(pictures: list[tuple[Attachment, Path]], person: Person) -> tuple[Seen, ...]:
    """What shows the same as one of these, among the newest pictures, where the author may already read it."""
    mine = []
    for _row, path in pictures:
        with contextlib.suppress(Unviewable):
            mine.append(fingerprint(view(path).small))
    newest = Attachment.objects.exclude(fingerprint="").exclude(pk__in=[row.pk for row, _path in pictures])
    alike = {
        post: print_of
        for post, print_of in newest.filter(post__isnull=False).order_by("-id").values_list("post_id", "fingerprint")[:MOST_PICTURES]
        if any(is_same(one, print_of) for one in mine)
    }  # fmt: skip
    posts = Post.objects.visible_to(person).filter(pk__in=list(alike)[:50]).order_by("-id")[:10]
    return tuple(Seen(alike[post.pk], post.title or post.body_text[:60], f"/posts/{post.pk}/") for post in posts)


def by_kind(files: list[tuple[Attachment, Path]]) -> tuple[list[tuple[Attachment, Path]], tuple[Path, ...]]:
    """(pictures, videos)."""
    pictures = [(row, path) for row, path in files if row.kind != Attachment.Kind.VIDEO]
    return pictures, tuple(path for row, path in files if row.kind == Attachment.Kind.VIDEO)


def to_stop(text: str, *, by: Person, sheet: Sheet) -> Manuscript:
    """What the checks that can stop look at, and no more: it is asked at each publication."""
    (pictures, videos), (terms, quiet) = by_kind(files_of(sheet, by)), reserved()
    return Manuscript(
        text=text, links="skip", images=tuple(path for _row, path in pictures), videos=videos, terms=terms, quiet=quiet,
        on=timezone.localdate(),
    )  # fmt: skip


def captioned(sheet: Sheet, person: Person) -> tuple[bool, ...]:
    """Whether each of the videos, in order, has captions beside it."""
    rows = Attachment.objects.filter(pk__in=sheet.attachments, owner=person).in_bulk()
    ordered = [rows[pk] for pk in dict.fromkeys(sheet.attachments) if pk in rows]
    found = captions_of(ordered)
    return tuple(row.pk in found for row in ordered if row.kind == Attachment.Kind.VIDEO)


def sites() -> frozenset[str]:
    host = settings.PARVIS.address.split("://")[-1].split("/")[0].split(":")[0]
    return frozenset({host} if "." in host and not host.replace(".", "").isdigit() else set())


def gathered(
    text: str, *, by: Person, community: Community | None, silence: Silence, sheet: Sheet | None = None, post: Post | None = None,
    links: str = "skip",
) -> Manuscript:  # fmt: skip
    """The manuscript: without a sheet, a paragraph alone; `links`: "check" lets the checks open them."""
    rule, decided_by = rule_of(community) if sheet else ("", "")
    pictures, videos = by_kind(files_of(sheet, by) if sheet else [])
    compared, terms, quiet = sheet is not None, *reserved()
    return Manuscript(
        text=text, links=links, images=tuple(path for _row, path in pictures), descriptions=tuple(row.alt for row, _path in pictures),
        videos=videos, captioned=captioned(sheet, by) if sheet and videos else (), pictures=seen_before(pictures, by) if compared and pictures else (),
        audience=audience_of(community, by) if compared else {}, place=community.name if community else "",
        known=known_in(text, by), ignored=silence.words, terms=terms, quiet=quiet, rule=rule, decided_by=decided_by,
        may_post=may_post_in(by, community), sites=sites(), published=said_already(by, post, text, sheet.link if sheet else "", community) if compared else (),
        earlier=earlier_of(by, post) if compared else (), voice=silence.voice, on=timezone.localdate(),
    )  # fmt: skip
