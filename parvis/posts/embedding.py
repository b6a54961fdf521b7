"""Photos, videos, files and link cards of a post, drawn once into `embeds_html`. The addresses in it never change: what they
serve gets better once the sizes are made (posts.resizing)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from django.db.models import Q
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from parvis.interface.words import in_words
from parvis.interface.words import size as in_octets
from parvis.kernel import captions, pictures
from parvis.posts.addresses import attachment_url
from parvis.posts.models import Attachment, LinkCard, Post
from parvis.preflight.recognising import language

WHOLE, HALF = "(max-width: 48rem) 100vw, 38rem", "(max-width: 48rem) 50vw, 19rem"


def embed(post: Post) -> None:
    """Draw what goes with the words of the post, once, into `embeds_html`."""
    rows = list(post.attachments.order_by("position", "id"))
    photos = [row for row in rows if row.kind == Attachment.Kind.PHOTO]
    others = [row for row in rows if row.kind in (Attachment.Kind.VIDEO, Attachment.Kind.FILE)]
    covers = [row for row in rows if row.kind == Attachment.Kind.COVER][-1:]
    # Drawn above the words by the style sheet.
    parts = [format_html('<div class="cover">{}</div>', join([picture(row, WHOLE, row.alt)])) for row in covers]
    if photos:
        place = WHOLE if len(photos) == 1 else HALF
        drawn = join(photo(row, place) for row in photos)
        parts.append(format_html('<div class="photos photos--{}">{}</div>', min(len(photos), 4), drawn))
    beside = captions_of(rows)
    parts += [video(row, beside.get(row.pk)) if row.kind == Attachment.Kind.VIDEO else download(row) for row in others]
    shown = Q(card__title__gt="") | Q(is_attached=True)
    cards = post.links.select_related("card").filter(shown).order_by("position", "id")
    parts += [link_card(link.card) for link in cards]
    post.embeds_html = str(join(parts))
    Post.objects.filter(pk=post.pk).update(embeds_html=post.embeds_html)


def join(parts: Iterable[str]) -> str:
    return format_html_join("", "{}", ((mark_safe(part),) for part in parts))  # noqa: S308 (made by format_html)


def widths(row: Attachment, suffix: str = "") -> str:
    """The srcset of a photo: each address with the width in px of what it serves."""
    whole = row.width or 1, row.height or 1
    found: list[tuple[int, str]] = []
    for size, longest in pictures.SIZES.items():
        width = pictures.fitted(*whole, longest)[0]
        if not found or width > found[-1][0]:
            found.append((width, attachment_url(row.pk, size + suffix)))
    return ", ".join(f"{url} {width}w" for width, url in found)


def photo(row: Attachment, place: str) -> str:
    """A picture that leads to what was uploaded."""
    drawn = join([picture(row, place, row.alt)])
    return format_html('<a href="{}">{}</a>', attachment_url(row.pk, "original"), drawn)


def picture(row: Attachment, place: str, alt: str) -> str:
    """A picture element: the modern format for who reads it, JPEG or PNG for the others; sized, so that nothing jumps."""
    size = row.width or 1, row.height or 1
    if row.moves:
        return format_html(
            '<picture><source media="(prefers-reduced-motion: reduce)" srcset="{}"><img src="{}" width="{}" height="{}" '
            'alt="{}" loading="lazy" decoding="async"></picture>',
            attachment_url(row.pk, "small"), attachment_url(row.pk, "original"), *size, alt,
        )  # fmt: skip
    return format_html(
        '<picture><source type="{}" srcset="{}" sizes="{}"><img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" '
        'alt="{}" loading="lazy" decoding="async"></picture>',
        pictures.MODERN, widths(row, "-modern"), place, attachment_url(row.pk, "small"), widths(row), place, *size, alt,
    )  # fmt: skip


def captions_of(rows: Sequence[Attachment]) -> dict[int, Attachment]:
    """The captions of each video (by its id): those of the same name; else, in their order, those that name no video."""
    films = [row for row in rows if row.kind == Attachment.Kind.VIDEO]
    beside = [row for row in rows if row.kind == Attachment.Kind.CAPTIONS]
    found: dict[int, Attachment] = {}
    for film in films:
        stem = PurePosixPath(film.name).stem.casefold()
        same = [row for row in beside if PurePosixPath(row.name).stem.casefold() in (stem, f"{stem}.fr", f"{stem}.en")]
        if same:
            found[film.pk] = same[0]
            beside.remove(same[0])
    for film in films:
        if film.pk not in found and beside:
            found[film.pk] = beside.pop(0)
    return found


def track(row: Attachment) -> str:
    """Captions, shown from the start: many watch without sound."""
    with row.file.open("rb") as kept:
        lang = language(captions.words_of(kept.read()))
    label = {"fr": "Français", "en": "English"}[lang]
    return format_html(
        '<track kind="captions" src="{}" srclang="{}" label="{}" default>', attachment_url(row.pk, "original"), lang, label
    )  # fmt: skip


def video(row: Attachment, beside: Attachment | None = None) -> str:
    """Nothing of a video is fetched before somebody plays it, except its poster. `beside`: its captions."""
    size = format_html(' width="{}" height="{}"', row.width, row.height) if row.width else ""
    address = attachment_url(row.pk, "original")
    return format_html(
        '<video src="{}" poster="{}"{} controls preload="none" playsinline aria-label="{}">{}<a href="{}">{}</a></video>',
        address, attachment_url(row.pk, "large"), size, row.alt or row.name, track(beside) if beside else "", address, row.name,
    )  # fmt: skip


def download(row: Attachment) -> str:
    return format_html(
        '<a class="file" href="{}" download><strong>{}</strong> <span class="quiet">{}</span></a>',
        attachment_url(row.pk, "original"),
        row.name,
        in_octets(row.size),
    )


def link_card(card: LinkCard) -> str:
    if card.home and card.said_on:
        return format_html(
            '<a class="fact" href="{}"><span class="quiet">{}</span><strong>{}</strong></a>', card.home, in_both(card.said_on), card.title
        )  # fmt: skip
    return format_html(
        '<a class="fact" href="{}" rel="noopener nofollow ugc"><span class="quiet">{}</span><strong>{}</strong><span>{}</span></a>',
        card.url, card.site, card.title or card.url, card.description,
    )  # fmt: skip


def in_both(day: dt.date) -> str:
    """Where and when a fact was said, in both languages: what is drawn once is read in either, and the sheet hides the other."""
    parts = []
    for name in ("fr", "en"):
        with translation.override(name):
            words = _("On the intranet · %(day)s") % {"day": in_words(day, "j F Y")}
        parts.append(format_html('<span class="in-{}" lang="{}">{}</span>', name, name, words))
    return join(parts)
