"""A load generator: keep-alive connections, one request at a time each, for a number of seconds; in its own process so that
it does not share the server's interpreter, and as light as can be, because it shares its processors."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

HEAD = b"\r\n\r\n"


@dataclasses.dataclass
class Result:
    times: list[float]
    errors: int
    octets: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        times = sorted(self.times)
        if not times:
            return {"rps": 0, "p50_ms": 0, "p95_ms": 0, "p99_ms": 0, "bytes": 0, "errors": self.errors, "requests": 0}
        return {
            "rps": round(len(times) / self.seconds, 1),
            "p50_ms": round(times[len(times) // 2] * 1000, 2),
            "p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))] * 1000, 2),
            "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))] * 1000, 2),
            "bytes": self.octets // len(times),
            "errors": self.errors,
            "requests": len(times),
        }


class Connection(asyncio.Protocol):
    """Asks, waits for the whole answer, asks again until it is time."""

    def __init__(self, requests: Iterator[bytes], until: float, expected: set[int], result: Result) -> None:
        self.requests, self.until, self.expected, self.result = requests, until, expected, result
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.head, self.missing, self.length, self.status, self.begun = b"", -1, 0, 0, 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.begun = time.perf_counter()
        if self.begun >= self.until:
            self.transport.close()
            return
        self.head, self.missing = b"", -1
        self.transport.write(next(self.requests))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if self.missing < 0:
            self.head += data
            end = self.head.find(HEAD)
            if end < 0:
                return
            self.status, self.length = int(self.head[9:12]), length_in(self.head[:end])
            self.missing = self.length - (len(self.head) - end - len(HEAD))
        else:
            self.missing -= len(data)
        if self.missing <= 0:
            self.answered()

    def answered(self) -> None:
        if self.status in self.expected:
            self.result.times.append(time.perf_counter() - self.begun)
            self.result.octets += self.length
        else:
            self.result.errors += 1
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self.result.errors += 1
        if not self.over.done():
            self.over.set_result(None)


def length_in(head: bytes) -> int:
    """Octets of the body, which every answer of ours says. Raises ValueError for one that does not."""
    lower = head.lower()
    start = lower.find(b"content-length:")
    if start < 0:
        raise ValueError(f"an answer without a length: {head[:200]!r}")
    end = lower.find(b"\r\n", start)
    return int(lower[start + 15 : end if end >= 0 else None])


async def run(plan: dict[str, Any]) -> Result:
    """`plan`: host, ports (the connections are shared out among them), connections, seconds, expected statuses, requests (latin-1 text, used
    in turn)."""
    requests = itertools.cycle([text.encode("latin-1") for text in plan["requests"]])
    result = Result([], 0, 0, 0)
    start = time.perf_counter()
    until, expected = start + plan["seconds"], set(plan["expected"])
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(requests, until, expected, result), plan["host"], port)
        for port in itertools.islice(itertools.cycle(plan["ports"]), plan["connections"])
    ]
    await asyncio.gather(*(connection.over for _transport, connection in made))
    result.seconds = time.perf_counter() - start
    return result


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin))).as_dict()))
