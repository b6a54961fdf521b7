"""Two servers of streams on one database, as on two machines: what is written anywhere is heard from both, because Redis said “look”."""

from __future__ import annotations

import os
import uuid

import pytest
import redis
from playwright.sync_api import expect

from parvis.live import nudging
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from tests.streaming import FREE, Nodes, free_port, listens
from tests.windows import visit

REDIS = os.environ.get("PARVIS_TEST_REDIS", "redis://127.0.0.1:6379/15")


@pytest.fixture
def redis_of_ours():
    """(a Redis that answers, the prefix of this test there)"""
    client = redis.Redis.from_url(REDIS, socket_connect_timeout=1)
    try:
        client.ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {REDIS} (PARVIS_TEST_REDIS names another)")
    prefix = f"test-{uuid.uuid4().hex}"
    yield client, prefix
    for key in client.scan_iter(f"{prefix}*"):
        client.delete(key)
    client.close()


@pytest.fixture
def nodes(browser, settings, tmp_path, redis_of_ours):
    """Neither looks by itself before an hour has passed."""
    _client, prefix = redis_of_ours
    made = Nodes(tmp_path, settings.SECRET_KEY, REDIS_URL=REDIS, PARVIS_REDIS_PREFIX=prefix)
    ports = [free_port(), free_port()]
    for port in ports:
        made.start(port, is_deaf=True)
    nudging.forget()
    try:
        yield ports
    finally:
        made.stop()
        nudging.forget()


def test_what_is_written_anywhere_is_heard_from_both_nodes(browser, settings, nodes, redis_of_ours, world):
    client, prefix = redis_of_ours
    plain = settings.PARVIS

    def writer_with(**given: str) -> None:
        settings.PARVIS = plain.model_copy(update=given)
        nudging.forget()

    post = publish_new(Sheet(body="On teste le rappel ?", community=world.place("relation-client")), by=world.cleo)
    pages = []
    for who, port in zip(("cleo", "karim"), nodes, strict=True):
        writer_with(live=f":{port}")
        page = browser(who, **FREE)
        visit(page, f"/posts/{post.pk}/")
        listens(page)
        pages.append(page)
    [[_channel, hearing]] = client.pubsub_numsub(f"{prefix}:live")
    assert hearing == 2

    writer_with(redis_url=REDIS, redis_prefix=f"{prefix}-of-others")
    comment_on(post, "Personne n’en est prévenu.", by=world.nadia)
    for page in pages:
        page.wait_for_timeout(2500)  # longer than the usual look of a server that waits for Redis
        expect(page.locator("#new-said")).to_be_hidden()

    writer_with(redis_url=REDIS, redis_prefix=prefix)
    comment_on(post, "Celui-ci est annoncé.", by=world.nadia)
    for page in pages:
        expect(page.locator("#new-said")).to_have_text("2 nouveaux commentaires")
