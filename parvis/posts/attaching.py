"""Files: checked, cleaned, kept for their owner, then attached to a post. Rendered once into `embeds_html`."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from parvis.interface.words import size as in_octets
from parvis.kernel import clock, pictures, uploads
from parvis.kernel.ids import new_id
from parvis.kernel.refusals import Refused
from parvis.people.models import Person
from parvis.posts.addresses import attachment_url
from parvis.posts.models import Attachment, Comment, Post

MOST = 10


@transaction.atomic
def keep_file(file: File, *, by: Person, alt: str = "") -> Attachment:
    """Check an uploaded file and keep it, attached to nothing yet. A picture loses its position and camera. Raises Refused."""
    checked = uploads.check(file)
    row = Attachment(
        id=new_id(), owner=by, kind=checked.kind, name=checked.name, media_type=checked.media_type, size=checked.size,
        sha256=checked.sha256, alt=alt[:400], at=clock.now(),
    )  # fmt: skip
    if checked.kind == Attachment.Kind.PHOTO:
        made = pictures.derive(file)
        row.width, row.height, row.media_type = made.width, made.height, made.original_type
        row.file.save(f"{row.pk}.{made.original_type.split('/')[1]}", ContentFile(made.original), save=False)
        row.small.save(f"{row.pk}-s.webp", ContentFile(made.small), save=False)
        row.large.save(f"{row.pk}-l.webp", ContentFile(made.large), save=False)
    else:
        row.file.save(f"{row.pk}{checked.extension}", file, save=False)
    row.save(force_insert=True)
    return row


def keep_files(files: Iterable[File], alts: list[str], *, by: Person) -> tuple[list[Attachment], list[Refused]]:
    """Keep what can be; the refusals of the others come back, so that one bad file loses nothing else."""
    kept, refusals = [], []
    for number, file in enumerate(list(files)[:MOST]):
        try:
            kept.append(keep_file(file, by=by, alt=alts[number] if number < len(alts) else ""))
        except Refused as no:
            refusals.append(no)
    return kept, refusals


def attach(post: Post, ids: Iterable[int], *, owner: Person) -> None:
    """Attach the owner's own, not yet attached files, in this order."""
    wanted = list(ids)[:MOST]
    rows = {row.pk: row for row in Attachment.objects.filter(pk__in=wanted, owner=owner, post=None, comment=None)}
    for position, pk in enumerate(wanted):
        if pk in rows:
            Attachment.objects.filter(pk=pk).update(post=post, position=position)
    embed(post)


def embed(post: Post) -> None:
    """Render photos, videos, files and link cards of the post, once, into `embeds_html`."""
    rows = list(post.attachments.order_by("position", "id"))
    photos = [row for row in rows if row.kind == Attachment.Kind.PHOTO]
    others = [row for row in rows if row.kind != Attachment.Kind.PHOTO]
    parts = []
    if photos:
        parts.append(
            format_html(
                '<div class="photos photos--{}">{}</div>', min(len(photos), 4), join(photo(row) for row in photos)
            )
        )
    parts += [video(row) if row.kind == Attachment.Kind.VIDEO else download(row) for row in others]
    cards = post.links.select_related("card").filter(card__title__gt="").order_by("position", "id")
    parts += [link_card(link.card) for link in cards]
    post.embeds_html = str(join(parts))
    Post.objects.filter(pk=post.pk).update(embeds_html=post.embeds_html)


def join(parts: Iterable[str]) -> str:
    return format_html_join("", "{}", ((mark_safe(part),) for part in parts))  # noqa: S308 (made by format_html)


def photo(row: Attachment) -> str:
    return format_html(
        '<a href="{}"><img src="{}" srcset="{} 640w, {} 1600w" sizes="(max-width: 48rem) 100vw, 38rem" width="{}" height="{}" '
        'alt="{}" loading="lazy" decoding="async"></a>',
        attachment_url(row.pk, "original"), attachment_url(row.pk, "small"), attachment_url(row.pk, "small"),
        attachment_url(row.pk, "large"), row.width, row.height, row.alt,
    )  # fmt: skip


def video(row: Attachment) -> str:
    return format_html(
        '<video src="{}" controls preload="metadata" aria-label="{}"></video>',
        attachment_url(row.pk, "original"),
        row.alt or row.name,
    )


def download(row: Attachment) -> str:
    return format_html(
        '<a class="file" href="{}" download><strong>{}</strong> <span class="quiet">{}</span></a>',
        attachment_url(row.pk, "original"),
        row.name,
        in_octets(row.size),
    )


def link_card(card: object) -> str:
    return format_html(
        '<a class="fact" href="{}" rel="noopener nofollow ugc"><span class="quiet">{}</span><strong>{}</strong><span>{}</span></a>',
        card.url, card.site, card.title, card.description,  # type: ignore[attr-defined]
    )  # fmt: skip


def readable_by(viewer: Person) -> Q:
    """Files of what the viewer may read, and one's own not attached yet: a Q on Attachment."""
    posts = Post.objects.visible_to(viewer).values("pk")
    comments = Comment.objects.visible_to(viewer).values("pk")
    mine = Q(owner=viewer) & (Q(post=None, comment=None) | Q(post__publication=None, post__author=viewer))
    return Q(post__in=posts) | Q(comment__in=comments) | mine
