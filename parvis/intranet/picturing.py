"""The picture of a fact: fetched once through the guarded door, made small and clean, and served by us. Nobody's browser asks the
intranet for anything because a page of ours was opened."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction

from parvis.intranet.inside import inside
from parvis.intranet.models import Fact
from parvis.kernel import outbound, portraits
from parvis.kernel.jobs import job
from parvis.kernel.refusals import Refused

LIMIT, WIDTH, HEIGHT = 6_000_000, 640, 360


@job(attempts=2, atomic=False)
def fetch_picture(fact_id: int) -> None:
    fact = Fact.objects.filter(pk=fact_id, picture="").exclude(picture_from="").first()
    if fact is None:
        return
    try:
        found = outbound.fetch(fact.picture_from, limit=LIMIT, seconds=12, inside=inside())
        if found.status != 200 or len(found.body) >= LIMIT:
            return
        small = portraits.within(ContentFile(found.body, name="fact"), WIDTH, HEIGHT)
    except (outbound.Unreachable, Refused):
        return  # a fact without a picture is a fact
    with transaction.atomic():
        portraits.put_in(fact.picture, small.body)
        Fact.objects.filter(pk=fact.pk).update(picture=fact.picture.name)
