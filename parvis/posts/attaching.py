"""Files: checked, cleaned, kept for their owner, then attached to a post; erased with it, or alone when nobody used them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from parvis.kernel import captions, clock, pictures, uploads, videos
from parvis.kernel.ids import new_id
from parvis.kernel.jobs import every, job
from parvis.kernel.refusals import Refused
from parvis.kernel.serving import SHOWN as EXTENSIONS
from parvis.people.models import Person
from parvis.posts.embedding import embed
from parvis.posts.models import Attachment, Comment, Post, Rendition
from parvis.posts.resizing import resize

MOST = 10
# Shown beside the text; the others are in it, or above it.
BESIDE = (Attachment.Kind.PHOTO, Attachment.Kind.VIDEO, Attachment.Kind.CAPTIONS, Attachment.Kind.FILE)
# What has sizes, or a poster, that a job makes.
SIZED = (Attachment.Kind.PHOTO, Attachment.Kind.VIDEO, Attachment.Kind.COVER, Attachment.Kind.INLINE)
FORGOTTEN = dt.timedelta(days=7)


def keep_file(file: File, *, by: Person, alt: str = "", use: str = "", at_once: bool = False) -> Attachment:
    """Check an uploaded file and keep it, attached to nothing yet. A picture or video loses its position and camera; its sizes are
    made by a job, or `at_once`. `use` is "inline" or "cover" for a picture of an article. Raises Refused."""
    checked = uploads.check(file, kinds=("photo",)) if use else uploads.check(file)
    row = Attachment(
        id=new_id(), owner=by, kind=use or checked.kind, name=checked.name, media_type=checked.media_type, size=checked.size,
        sha256=checked.sha256, alt=alt[:400], at=clock.now(),
    )  # fmt: skip
    extension = checked.extension
    if checked.kind == Attachment.Kind.PHOTO:
        picture = pictures.clean(file)
        row.width, row.height, row.moves = picture.width, picture.height, picture.moves
        row.media_type, row.size = picture.media_type, len(picture.body)
        extension = EXTENSIONS[picture.media_type]
        file = ContentFile(picture.body)
    elif checked.kind == Attachment.Kind.VIDEO:
        video = videos.check(file, is_webm=checked.media_type == "video/webm")
        row.width, row.height, row.media_type = video.width, video.height, video.media_type
        file = videos.Patched(file, video.patches)
    elif checked.kind == Attachment.Kind.CAPTIONS:
        body = captions.clean(file)
        row.size, file = len(body), ContentFile(body)
    # Decoding and copying are over before the transaction: on SQLite it holds back everybody who writes.
    row.file.save(f"{row.pk}{extension}", file, save=False)
    with transaction.atomic():
        row.save(force_insert=True)
        if row.kind in SIZED and not at_once:
            resize.later(attachment_id=row.pk)
    if row.kind in SIZED and at_once:
        resize(attachment_id=row.pk)
    return row


def keep_files(files: Iterable[File], alts: list[str], *, by: Person) -> tuple[list[Attachment], list[Refused]]:
    """Keep what can be; the refusals of the others come back, so that one bad file loses nothing else."""
    kept, refusals = [], []
    given = list(files)
    for number, file in enumerate(given[:MOST]):
        try:
            kept.append(keep_file(file, by=by, alt=alts[number] if number < len(alts) else ""))
        except Refused as no:
            refusals.append(no)
    for file in given[MOST:]:
        refusals.append(one_too_many(file.name or ""))
    return kept, refusals


def one_too_many(name: str) -> Refused:
    words = _("“%(name)s” is one too many: a post carries %(n)d files. Put the others in a second post, or in a ZIP.")
    return Refused(words % {"name": uploads.clean_name(name), "n": MOST})


def attach(post: Post, ids: Iterable[int], *, owner: Person) -> None:
    """Attach the owner's own, not yet attached files, in this order, after those the post has."""
    wanted = list(ids)[:MOST]
    loose = Attachment.objects.filter(pk__in=wanted, owner=owner, post=None, comment=None, kind__in=BESIDE)
    rows = {row.pk: row for row in loose}
    before = post.attachments.count()
    for position, pk in enumerate(wanted, before):
        if pk in rows:
            Attachment.objects.filter(pk=pk).update(post=post, position=position)
    embed(post)


def erase(rows: QuerySet[Attachment]) -> int:
    """Erase attachments: the rows in the caller's transaction, their files once it is committed. How many."""
    found = list(rows)
    files = [row.file for row in found]
    files += [row.file for row in Rendition.objects.filter(attachment__in=found)]

    def forget() -> None:
        for file in files:
            file.storage.delete(str(file.name))

    Attachment.objects.filter(pk__in=[row.pk for row in found]).delete()
    transaction.on_commit(forget)
    return len(found)


@every(dt.timedelta(days=1))
@job()
def erase_forgotten_files() -> None:
    """Files uploaded into a composer and attached to nothing for a week are erased."""
    erase(Attachment.objects.filter(post=None, comment=None, at__lt=clock.now() - FORGOTTEN))


def readable_by(viewer: Person) -> Q:
    """Files of what the viewer may read, and one's own not attached yet: a Q on Attachment."""
    posts = Post.objects.visible_to(viewer).values("pk")
    comments = Comment.objects.visible_to(viewer).values("pk")
    mine = Q(owner=viewer) & (Q(post=None, comment=None) | Q(post__publication=None, post__author=viewer))
    return Q(post__in=posts) | Q(comment__in=comments) | mine
