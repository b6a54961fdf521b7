"""A load generator: keep-alive connections, one request at a time each, for a number of seconds; in its own process so that
it does not share the server's interpreter."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json
import sys
import time
from typing import Any


@dataclasses.dataclass
class Result:
    times: list[float]
    errors: int
    octets: int
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        times = sorted(self.times)
        if not times:
            return {"rps": 0, "p50_ms": 0, "p99_ms": 0, "bytes": 0, "errors": self.errors, "requests": 0}
        return {
            "rps": round(len(times) / self.seconds, 1),
            "p50_ms": round(times[len(times) // 2] * 1000, 2),
            "p99_ms": round(times[min(len(times) - 1, int(len(times) * 0.99))] * 1000, 2),
            "bytes": self.octets // len(times),
            "errors": self.errors,
            "requests": len(times),
        }


async def one_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> tuple[int, int]:
    """(status, octets of the body) of one answer."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    start = lower.find(b"content-length:")
    if start >= 0:
        length = int(lower[start + 15 : lower.find(b"\r\n", start)])
        if length:
            await reader.readexactly(length)
        return status, length
    total = 0
    if b"transfer-encoding: chunked" in lower:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
            total += size
        await reader.readline()
    return status, total


async def connection(host: str, port: int, requests: Any, until: float, expected: set[int], result: Result) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        while (now := time.perf_counter()) < until:
            status, octets = await one_request(reader, writer, next(requests))
            if status in expected:
                result.times.append(time.perf_counter() - now)
                result.octets += octets
            else:
                result.errors += 1
    finally:
        writer.close()


async def run(plan: dict[str, Any]) -> Result:
    """`plan`: host, port, connections, seconds, expected statuses, requests (latin-1 text, used in turn)."""
    requests = itertools.cycle([text.encode("latin-1") for text in plan["requests"]])
    result = Result([], 0, 0, 0)
    start = time.perf_counter()
    until = start + plan["seconds"]
    await asyncio.gather(
        *(
            connection(plan["host"], plan["port"], requests, until, set(plan["expected"]), result)
            for _ in range(plan["connections"])
        )
    )
    result.seconds = time.perf_counter() - start
    return result


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin))).as_dict()))
