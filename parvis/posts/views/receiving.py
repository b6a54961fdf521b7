"""Files that come with a form, and those kept from an earlier try."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Q

from parvis.kernel.ids import id_in, ids_in
from parvis.kernel.receiving import refusals_of
from parvis.kernel.refusals import Refused
from parvis.posts.attaching import BESIDE, keep_file, keep_files
from parvis.posts.holding import held_by
from parvis.posts.models import Attachment, Post


@dataclasses.dataclass(frozen=True)
class Files:
    """`rows` in the order asked for, and what was refused."""

    rows: list[Attachment]
    refusals: list[Refused]

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(row.pk for row in self.rows)


@dataclasses.dataclass(frozen=True)
class Cover:
    """`pk` as `Sheet.cover` wants it: an attachment, 0 for none, None to leave things as they are."""

    pk: int | None = None
    row: Attachment | None = None
    refusals: tuple[Refused, ...] = ()


def describe(row: Attachment, alt: str) -> None:
    if alt[:400] != row.alt:
        row.alt = alt[:400]
        row.save(update_fields=["alt"])


def files_of(request: Any, post: Post | None = None) -> Files:
    """Files sent now and those kept from an earlier try, or held by the draft already (`post`)."""
    kept, refusals = keep_files(request.FILES.getlist("files"), request.POST.getlist("alt"), by=request.person)
    refusals += refusals_of(request)
    earlier = ids_in(request.POST.getlist("kept"))
    before = []
    if earlier:
        before = list(Attachment.objects.filter(held_by(request.person, post), kind__in=BESIDE, pk__in=earlier))
    for row in before:
        describe(row, request.POST.get(f"alt-{row.pk}", row.alt))
    rows = sorted(before, key=lambda row: earlier.index(row.pk)) + kept
    return Files([row for row in rows if f"drop-{row.pk}" not in request.POST], refusals)


def cover_of(request: Any, post: Post | None = None) -> Cover:
    """The picture above an article: sent now, kept from an earlier try, taken away, or not spoken of."""
    alt, file = request.POST.get("cover_alt", ""), request.FILES.get("cover")
    if file is not None:
        try:
            row = keep_file(file, by=request.person, alt=alt, use=Attachment.Kind.COVER)
        except Refused as no:
            return Cover(refusals=(no,))
        return Cover(row.pk, row)
    if "cover_drop" in request.POST:
        return Cover(0)
    kept = id_in(request.POST.get("cover_kept"))
    if not kept:
        return Cover()
    mine = Attachment.objects.filter(owner=request.person, kind=Attachment.Kind.COVER, comment=None)
    mine = mine.filter(Q(post=None) | Q(post=post)) if post is not None else mine.filter(post=None)
    found = mine.filter(pk=kept).first()
    if found is None:
        return Cover()
    describe(found, alt)
    return Cover(found.pk, found)
