"""The smallest group and the weeks, as administrators see them."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from parvis.chronicle.models import Entry
from parvis.ripple.models import Floor
from parvis.ripple.rolling import floor_now


def test_an_administrator_raises_the_floor_and_the_record_says_so(signed_in):
    client = signed_in("sofia")
    assert client.post("/admin/echoes/", {"_method": "PUT", "people": "15"}).status_code == 303
    assert floor_now() == 15
    assert Entry.objects.filter(kind="echoes.floor", by__handle="sofia").count() == 1


@pytest.mark.parametrize("people", ["4", "0", "-1", "x", "", "100000"])
def test_never_under_five(signed_in, people):
    client = signed_in("sofia")
    assert client.post("/admin/echoes/", {"_method": "PUT", "people": "5"}).status_code == 303
    assert client.post("/admin/echoes/", {"_method": "PUT", "people": people}).status_code == 422
    assert floor_now() == 5


def test_the_database_refuses_under_five(world):
    Floor.objects.create(people=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Floor.objects.update(people=4)


@pytest.mark.parametrize("handle", ["nadia", "marine", "helene"])
def test_nobody_else(signed_in, handle):
    assert signed_in("sofia").get("/admin/echoes/").status_code == 200
    client = signed_in(handle)
    assert client.get("/admin/echoes/").status_code == 404
    assert client.post("/admin/echoes/", {"_method": "PUT", "people": "12"}).status_code == 404
    assert client.post("/admin/echoes/").status_code == 404
