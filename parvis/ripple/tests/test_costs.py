"""Any page of the echoes asks the database ten times at most."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.ripple.tests.conversations import worked_out
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401 (a week whose figures are known)

MOST = 10


@pytest.mark.parametrize(
    ("handle", "address"),
    [
        ("nadia", "/echoes/"), ("marine", "/echoes/"), ("marine", "/echoes/board/"), ("marine", "/echoes/board.pdf"), ("helene", "/echoes/leaders/"),
        ("marine", "/echoes/leaders/"), ("nadia", "/echoes/method/"), ("nadia", "/what-parvis-measures/"), ("marine", "/echoes/figures.csv"),
        ("marine", "/echoes/figures.json"), ("nadia", "/me/echoes/"), ("sofia", "/admin/echoes/"),
    ],
)  # fmt: skip
def test_a_page_of_figures(signed_in, frozen_week, handle, address):  # noqa: F811
    client = signed_in(handle)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    assert len(seen) <= MOST, [one["sql"][:120] for one in seen.captured_queries]


def test_the_echoes_of_a_post(signed_in, world):
    post = worked_out(world)
    client = signed_in("helene")
    client.get(f"/posts/{post.pk}/echoes/")
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"/posts/{post.pk}/echoes/").status_code == 200
    assert len(seen) <= MOST, [one["sql"][:120] for one in seen.captured_queries]
