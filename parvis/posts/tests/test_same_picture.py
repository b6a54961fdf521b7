"""A picture that others can already see is recognised, resized and compressed too; where it is is told to who may read it only."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from demo.drawing import draw
from parvis.posts.attaching import keep_file
from parvis.posts.models import Attachment
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.rereading import of_sheet


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def uploaded(body: bytes, by, name="quai.png"):
    return keep_file(SimpleUploadedFile(name, body), by=by, alt="Un dessin", at_once=True)


def smaller(body: bytes) -> bytes:
    """The same, as it comes back through a mail: smaller, a JPEG of poor quality."""
    picture, out = Image.open(io.BytesIO(body)).convert("RGB"), io.BytesIO()
    picture.resize((picture.width * 2 // 3, picture.height * 2 // 3)).save(out, "JPEG", quality=60)
    return out.getvalue()


def again(row, place, by) -> list[str]:
    sheet = Sheet(body="Le quai", community=place, attachments=(row.pk,))
    return [one.finding.why for one in of_sheet(sheet, by=by) if one.finding.kind == "again"]


@pytest.fixture
def shown(world):
    row = uploaded(draw("quai", 3), world.cleo)
    return publish_new(
        Sheet(body="Le quai ce matin", community=world.place("relation-client"), attachments=(row.pk,)), by=world.cleo
    )


def test_the_same_picture_is_recognised_smaller_and_compressed(world, shown):
    place = world.place("relation-client")
    assert len(Attachment.objects.get().fingerprint) == 120
    for body, name in ((draw("quai", 3), "copie.png"), (smaller(draw("quai", 3)), "petit.jpg")):
        assert again(uploaded(body, world.nadia, name), place, world.nadia) == [f"/posts/{shown.pk}/"]


def test_another_picture_is_another(world, shown):
    assert again(uploaded(draw("atelier", 8), world.nadia), world.place("relation-client"), world.nadia) == []


def test_where_it_is_is_not_told_to_who_may_not_read_it(world):
    hidden = uploaded(draw("quai", 3), world.cleo)
    publish_new(Sheet(body="Entre nous", community=world.place("managers"), attachments=(hidden.pk,)), by=world.cleo)
    assert again(uploaded(draw("quai", 3), world.nadia), world.place("relation-client"), world.nadia) == []


def test_ones_own_draft_is_not_a_publication(world):
    first, second = uploaded(draw("quai", 3), world.nadia), uploaded(draw("quai", 3), world.nadia)
    assert again(first, world.place("relation-client"), world.nadia) == []
    assert again(second, world.place("relation-client"), world.nadia) == []


def test_the_number_of_pictures_costs_no_query(world, shown):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mine, place = uploaded(draw("quai", 3), world.nadia), world.place("relation-client")
    again(mine, place, world.nadia)
    with CaptureQueriesContext(connection) as few:
        again(mine, place, world.nadia)
    for number in range(6):
        row = uploaded(draw(f"dessin {number}", number), world.cleo)
        publish_new(Sheet(body=f"Dessin {number}", community=place, attachments=(row.pk,)), by=world.cleo)
    with CaptureQueriesContext(connection) as many:
        again(mine, place, world.nadia)
    assert len(many) == len(few)
