"""Between machines: whoever writes says “look”, nothing more, through Redis; the machine that holds streams then reads the database. A
Redis that is slow or gone delays hints by the usual look, and nothing else."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Any

import redis
import redis.asyncio
from django.conf import settings
from django.db import transaction

log = logging.getLogger("parvis.live")
PATIENCE, AWAY = 0.2, 10.0  # seconds: for an answer of Redis; before one that failed is asked again


class _Line:
    client: redis.Redis | None = None
    away_until = 0.0


def channel() -> str:
    return f"{settings.PARVIS.redis_prefix}:live"


def nudge() -> None:
    """Something may be new."""
    if not settings.PARVIS.redis_url or time.monotonic() < _Line.away_until:
        return
    try:
        if _Line.client is None:
            _Line.client = redis.Redis.from_url(
                settings.PARVIS.redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
            )
        _Line.client.publish(channel(), b"")
    except redis.RedisError as problem:
        _Line.away_until = time.monotonic() + AWAY
        log.warning("Redis does not answer (%s): live news wait for the next look", problem)


def forget() -> None:
    """As a process that starts."""
    _Line.client, _Line.away_until = None, 0.0


def nudge_after(*_deed: Any, **_about: Any) -> None:
    """Once the transaction of the caller is committed, and once for all it holds."""
    if not settings.PARVIS.redis_url:
        return
    waiting = [hook[1] for hook in transaction.get_connection().run_on_commit]
    if nudge not in waiting:
        transaction.on_commit(nudge)


async def listen(heard: Callable[[], None]) -> None:
    """Call `heard` at each nudge, for ever; comes back by itself after Redis was away."""
    while True:
        client = redis.asyncio.Redis.from_url(settings.PARVIS.redis_url, health_check_interval=30)
        try:
            async with client.pubsub() as line:
                await line.subscribe(channel())
                async for message in line.listen():
                    if message["type"] == "message":
                        heard()
        except (redis.RedisError, OSError) as problem:
            log.warning("Redis is away (%s): looking by ourselves", problem)
            await asyncio.sleep(AWAY / 5)
        finally:
            await client.aclose()
