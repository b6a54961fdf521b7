"""Between machines Redis carries one word. Without it, or when it is gone, nothing that was written waits or is lost."""

from __future__ import annotations

import asyncio
import os
import uuid

import pytest
import redis
from django.db import transaction

from parvis.live import nudging
from parvis.people.following import follow, unfollow
from parvis.posts.publishing import Sheet, publish_new

REDIS = os.environ.get("PARVIS_TEST_REDIS", "redis://127.0.0.1:6379/15")


@pytest.fixture
def shared(settings):
    """A Redis that answers, with a name of our own there."""
    try:
        client = redis.Redis.from_url(REDIS, socket_connect_timeout=1)
        client.ping()
    except redis.RedisError:
        pytest.skip(f"no Redis answers at {REDIS} (PARVIS_TEST_REDIS names another)")
    given = {"redis_url": REDIS, "redis_prefix": f"test-{uuid.uuid4().hex}"}
    settings.PARVIS = settings.PARVIS.model_copy(update=given)
    nudging.forget()
    yield client
    nudging.forget()
    client.close()


def words_of(line: redis.client.PubSub) -> int:
    found = 0
    while (message := line.get_message(timeout=1)) is not None:
        found += message["type"] == "message"
    return found


def test_what_is_committed_is_said_once_and_only_then(world, shared, django_capture_on_commit_callbacks):
    with shared.pubsub() as line:
        line.subscribe(nudging.channel())
        with django_capture_on_commit_callbacks(execute=False) as waiting:
            follow(world.cleo, by=world.nadia)
            unfollow(world.cleo, by=world.nadia)
        assert words_of(line) == 0
        nudges = [call for call in waiting if call is nudging.nudge]
        assert len(nudges) == 1
        nudges[0]()
        assert words_of(line) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_is_not_said(transactional_db, world, shared):
    with shared.pubsub() as line:
        line.subscribe(nudging.channel())
        words_of(line)
        with transaction.atomic():
            follow(world.cleo, by=world.nadia)
            transaction.set_rollback(True)
        assert words_of(line) == 0
        publish_new(Sheet(body="Bonjour", community=world.place("la-place")), by=world.nadia)
        assert words_of(line) >= 1


def test_another_machine_hears_it(shared):
    async def hears() -> bool:
        heard = asyncio.Event()
        listening = asyncio.create_task(nudging.listen(heard.set))
        try:
            for _try in range(100):  # until it has subscribed
                await asyncio.to_thread(nudging.nudge)
                try:
                    await asyncio.wait_for(heard.wait(), 0.3)
                    return True
                except TimeoutError:
                    continue
            return False
        finally:
            listening.cancel()

    assert asyncio.run(hears())


def test_a_redis_that_is_gone_holds_nobody_back(world, settings, monkeypatch, django_capture_on_commit_callbacks):
    settings.PARVIS = settings.PARVIS.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    nudging.forget()
    asked = []
    real = redis.Redis.publish
    monkeypatch.setattr(redis.Redis, "publish", lambda *given: asked.append(1) or real(*given))
    for other in (world.cleo, world.karim, world.helene):
        with django_capture_on_commit_callbacks(execute=True):
            follow(other, by=world.nadia)
    assert len(asked) == 1  # and not again for a while
    nudging.forget()
