"""From what somebody typed to what everybody reads: rendered and sanitised once, on write.

Plain typing is Markdown (CommonMark); the rich editor sends HTML. Both end as HTML of a short allow-list (nh3/ammonia), then
French is set as it is printed (`typesetting`), @handles of people who may read become links, #subjects too. The pictures of an article are
drawn again from our own records: nothing of the <img> that was sent is kept but which picture it is and its description.
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

from parvis.kernel.lines import UNSEEN
from parvis.kernel.refusals import require
from parvis.posts.addresses import person_url, subject_url
from parvis.posts.typesetting import PIECES, typeset

LIMITS = {"note": 10_000, "comment": 5_000, "article": 60_000}
MOST_MENTIONS, MOST_SUBJECTS, MOST_PICTURES = 50, 20, 30
TAGS = {"p", "br", "strong", "em", "b", "i", "s", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}
ARTICLE = {"h2", "h3", "img"}
MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9.-]{0,58}[a-z0-9])?)", re.IGNORECASE)
SUBJECT = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]{1,58})")
LINK = re.compile(r'<a [^>]*href="(https?://[^"]+)"')
BARE_LINK = re.compile(r"(?<![\w\"'>(\[<])(https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»])")
NOTHING = re.compile(r"<p>(?:\s|\u00a0|&nbsp;|<br>)*</p>")
PICTURE = re.compile(r'\ssrc="/attachments/(\d{1,19})/(?:small|large|original)(?:-modern)?/"')
ALT = re.compile(r'\salt="([^"]*)"')
article_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough").disable("image")


@dataclasses.dataclass(frozen=True)
class Words:
    """`html` sanitised, `text` the same without markup; the persons (ids), subjects (name by slug), links and pictures (ids of
    attachments) in it."""

    html: str
    text: str
    mentions: tuple[int, ...] = ()
    subjects: Mapping[str, str] = dataclasses.field(default_factory=dict)
    links: tuple[str, ...] = ()
    pictures: tuple[int, ...] = ()


Resolver = Callable[[set[str]], dict[str, tuple[int, str]]]
# How to draw, with a description, those of these attachments that the author may put in this text.
Gallery = Callable[[set[int]], dict[int, Callable[[str], str]]]


def nobody(handles: set[str]) -> dict[str, tuple[int, str]]:
    return {}


def no_pictures(ids: set[int]) -> dict[int, Callable[[str], str]]:
    return {}


def clean(source: str) -> str:
    """Composed (NFC), without unseen characters, at most three blank lines in a row."""
    text = UNSEEN.sub("", unicodedata.normalize("NFC", source.replace("\r\n", "\n")))
    return re.sub(r"\n{4,}", "\n\n\n", text).strip()


def sanitised(source: str, *, headings: bool) -> str:
    """HTML of the short allow-list; with headings and pictures for an article. Paragraphs that hold nothing are dropped."""
    safe = nh3.clean(
        source,
        tags=TAGS | ARTICLE if headings else TAGS,
        clean_content_tags={"script", "style", "title", "template"},
        attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
        strip_comments=True,
    )
    return NOTHING.sub("", safe)


def plain(markup: str) -> str:
    """The text of sanitised HTML, blocks on lines of their own."""
    spaced = re.sub(r"</(p|li|h2|h3|blockquote|pre)>|<br ?/?>", "\n", markup)
    return re.sub(r"\n{3,}", "\n\n", html.unescape(nh3.clean(spaced, tags=set()))).strip()


def linked(markup: str, resolve: Resolver) -> tuple[str, list[int], dict[str, str]]:
    """Mentions and subjects become links, in text only: never inside a link or code, never in an attribute."""
    pieces = PIECES.split(markup)
    named = {found.lower() for piece in pieces if not piece.startswith("<") for found in MENTION.findall(piece)}
    require(
        len(named) <= 4 * MOST_MENTIONS, _("You can name at most %(n)d people.") % {"n": MOST_MENTIONS}, field="body"
    )
    people = resolve(named)
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
            pieces[index] = SUBJECT.sub(subject, MENTION.sub(mention, piece)) if "#" in piece or "@" in piece else piece
    return "".join(pieces), mentioned, subjects


def framed(markup: str, gallery: Gallery) -> tuple[str, list[int]]:
    """Sanitised HTML with its pictures drawn from `gallery`, and their ids; a picture that is not in it vanishes."""
    if "<img" not in markup:
        return markup, []
    pieces = PIECES.split(markup)
    asked = {index: PICTURE.search(piece) for index, piece in enumerate(pieces) if piece.startswith("<img")}
    ids = {index: int(match[1]) if match else 0 for index, match in asked.items()}
    drawn = gallery({pk for pk in ids.values() if 0 < pk < 2**63})
    for index, pk in ids.items():
        alt = ALT.search(pieces[index])
        said = " ".join(html.unescape(alt[1]).split())[:400] if alt else ""
        pieces[index] = drawn[pk](said) if pk in drawn else ""
    return "".join(pieces), [pk for pk in ids.values() if pk in drawn]


def from_markdown(source: str, *, article: bool = False) -> str:
    """Markdown as HTML, not sanitised yet. Only an article has pictures."""
    return (article_markdown if article else markdown).render(
        BARE_LINK.sub(r"<\1>", source) if "://" in source else source
    )


def rendered(
    source: str,
    *,
    format: str = "markdown",
    kind: str = "note",
    resolve: Resolver = nobody,
    gallery: Gallery = no_pictures,
) -> Words:
    """What `source` says. `kind` is "note", "comment" or "article" (which may have headings and pictures of `gallery`). Raises
    Refused when too long, or with too many people, subjects or pictures."""
    source = clean(source)
    limit = LIMITS.get(kind, LIMITS["note"])
    require(
        len(source) <= limit * (4 if format == "html" else 1),
        _("This text has %(n)d characters; the limit is %(limit)d. Cut it, or make it an article.")
        % {"n": len(source), "limit": limit},
        field="body",
    )
    if format == "markdown":
        source = from_markdown(source, article=kind == "article")
    safe, pictures = framed(sanitised(source, headings=kind == "article"), gallery)
    require(
        len(pictures) <= MOST_PICTURES,
        _("A text holds at most %(n)d pictures.") % {"n": MOST_PICTURES},
        field="body",
    )
    printed = typeset(safe)
    markup, mentions, subjects = linked(printed, resolve)
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
        len(text) <= limit + max(0, len(printed) - len(safe)),  # what typography adds is not held against anybody
        _("This text is too long: the limit is %(limit)d characters.") % {"limit": limit},
        field="body",
    )
    links = tuple(dict.fromkeys(html.unescape(link) for link in LINK.findall(safe)))
    shown = tuple(dict.fromkeys(pictures))
    return Words(markup if text or shown else "", text, tuple(dict.fromkeys(mentions)), subjects, links[:5], shown)
