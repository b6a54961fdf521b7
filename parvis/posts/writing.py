"""From what somebody typed to what everybody reads: rendered and sanitised once, on write.

Plain typing is Markdown (CommonMark); the rich editor sends HTML. Both end as HTML of a short allow-list (nh3/ammonia), then
@handles of people who may read become links, #subjects too, and French gets its no-break spaces.
"""

from __future__ import annotations

import dataclasses
import html
import re
import unicodedata
from collections.abc import Callable, Mapping

import nh3
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from parvis.kernel.refusals import require
from parvis.posts.addresses import person_url, subject_url

LIMITS = {"note": 10_000, "comment": 5_000, "article": 60_000}
MOST_MENTIONS, MOST_SUBJECTS = 50, 20
TAGS = {"p", "br", "strong", "em", "b", "i", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}
HEADINGS = {"h2", "h3"}
# Characters nobody sees, used to hide or to turn text around (Unicode TR36 §3.1); the joiners of emoji are kept.
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
)
# The sanitiser quotes every attribute with " and may leave > inside one.
PIECES = re.compile(r'(<(?:[^<>"]|"[^"]*")+>)')
MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9.-]{0,58}[a-z0-9])?)", re.IGNORECASE)
SUBJECT = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]{1,58})")
LINK = re.compile(r'<a [^>]*href="(https?://[^"]+)"')
BARE_LINK = re.compile(r"(?<![\w\"'>(\[<])(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»])")
markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable("image")


@dataclasses.dataclass(frozen=True)
class Words:
    """`html` sanitised, `text` the same without markup; the persons (ids), subjects (name by slug) and links in it."""

    html: str
    text: str
    mentions: tuple[int, ...] = ()
    subjects: Mapping[str, str] = dataclasses.field(default_factory=dict)
    links: tuple[str, ...] = ()


Resolver = Callable[[set[str]], dict[str, tuple[int, str]]]


def nobody(handles: set[str]) -> dict[str, tuple[int, str]]:
    return {}


def clean(source: str) -> str:
    """Composed (NFC), without unseen characters, at most three blank lines in a row."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", source.replace("\r\n", "\n")))
    return re.sub(r"\n{4,}", "\n\n\n", text).strip()


def sanitised(source: str, *, headings: bool) -> str:
    return nh3.clean(
        source,
        tags=TAGS | HEADINGS if headings else TAGS,
        clean_content_tags={"script", "style", "title", "template"},
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
        strip_comments=True,
    )


def typographic(text: str) -> str:
    """French no-break spaces where a space is already typed (before ; : ! ? » %, after «)."""
    text = re.sub(r" ([;!?%])", "\u202f\\1", text)
    text = re.sub(r" ([:»])", "\u00a0\\1", text)
    return text.replace("« ", "«\u00a0")


def plain(markup: str) -> str:
    """The text of sanitised HTML, blocks on lines of their own."""
    spaced = re.sub(r"</(p|li|h2|h3|blockquote|pre)>|<br ?/?>", "\n", markup)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(nh3.clean(spaced, tags=set()))).strip()


def linked(markup: str, resolve: Resolver) -> tuple[str, list[int], dict[str, str]]:
    """Mentions and subjects become links, in text only: never inside a link or code, never in an attribute."""
    pieces = PIECES.split(markup)
    people = resolve(
        {found.lower() for piece in pieces if not piece.startswith("<") for found in MENTION.findall(piece)}
    )
    mentioned: list[int] = []
    subjects: dict[str, str] = {}
    inside = 0

    def mention(match: re.Match[str]) -> str:
        found = people.get(match[1].lower())
        if not found:
            return match[0]
        mentioned.append(found[0])
        return f'<a class="mention" href="{person_url(match[1].lower())}">@{html.escape(found[1])}</a>'

    def subject(match: re.Match[str]) -> str:
        slug = slugify(match[1].replace("_", "-"))[:60]
        if not slug:
            return match[0]
        subjects[slug] = match[1][:60]
        return f'<a class="subject" href="{subject_url(slug)}">#{html.escape(match[1])}</a>'

    for index, piece in enumerate(pieces):
        if piece.startswith("<"):
            name = re.match(r"</?(\w+)", piece)
            if name and name[1] in ("a", "code", "pre"):
                inside += -1 if piece.startswith("</") else 1
        elif not inside:
            pieces[index] = (
                SUBJECT.sub(subject, MENTION.sub(mention, typographic(piece)))
                if "#" in piece or "@" in piece
                else typographic(piece)
            )
    return "".join(pieces), mentioned, subjects


def rendered(source: str, *, format: str = "markdown", kind: str = "note", resolve: Resolver = nobody) -> Words:
    """What `source` says. `kind` is "note", "comment" or "article" (which may have headings). Raises Refused when too long,
    or naming too many people or subjects."""
    source = clean(source)
    limit = LIMITS.get(kind, LIMITS["note"])
    require(
        len(source) <= limit * (4 if format == "html" else 1),
        _("This text has %(n)d characters; the limit is %(limit)d. Cut it, or make it an article.")
        % {"n": len(source), "limit": limit},
        field="body",
    )
    if format == "markdown":
        source = markdown.render(BARE_LINK.sub(r"<\1>", source) if "://" in source else source)
    safe = sanitised(source, headings=kind == "article")
    markup, mentions, subjects = linked(safe, resolve)
    require(
        len(set(mentions)) <= MOST_MENTIONS,
        _("You can name at most %(n)d people.") % {"n": MOST_MENTIONS},
        field="body",
    )
    require(
        len(subjects) <= MOST_SUBJECTS, _("You can give at most %(n)d subjects.") % {"n": MOST_SUBJECTS}, field="body"
    )
    text = plain(markup)
    require(
        len(text) <= limit,
        _("This text is too long: the limit is %(limit)d characters.") % {"limit": limit},
        field="body",
    )
    links = tuple(dict.fromkeys(html.unescape(link) for link in LINK.findall(safe)))
    return Words(markup if text else "", text, tuple(dict.fromkeys(mentions)), subjects, links[:5])
