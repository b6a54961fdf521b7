"""Decodes the first pictures of a video in a process of its own, with little memory and time: run by `kernel.videos`, never
imported. `python decoding.py <file> <format> <where to write a PNG, or nothing>` prints one JSON object."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

MEMORY, SECONDS, WRITTEN = 3_000_000_000, 25, 60_000_000
LONGEST, MOST_POINTS = 1600, 40_000_000


def upright(frame: Any) -> Any:
    picture = frame.to_image()
    turned = getattr(frame, "rotation", 0) % 360
    return picture.rotate(turned, expand=True) if turned else picture


def main(path: str, container_format: str, poster: str) -> dict[str, Any]:
    import av

    # The format is imposed, so that a playlist in disguise cannot make the decoder fetch other files or addresses.
    with av.open(path, format=container_format, options={"protocol_whitelist": "file"}) as container:
        streams = [s for s in container.streams.video if s.codec_context.name not in ("mjpeg", "png")]
        if not streams:
            return {"frames": 0}
        stream = streams[0]
        if stream.codec_context.width * stream.codec_context.height > MOST_POINTS:
            return {"frames": 0}
        seconds = float(container.duration or 0) / av.time_base
        said: dict[str, Any] = {"codec": stream.codec_context.name, "seconds": seconds, "frames": 0}
        if poster and seconds > 2:
            container.seek(int(min(1.0, seconds / 10) * av.time_base))
        for frame in container.decode(stream):
            said["frames"] += 1
            if said["frames"] == 1:
                picture = upright(frame)
                said["width"], said["height"] = picture.size
                if poster:
                    picture.thumbnail((LONGEST, LONGEST))
                    picture.save(poster, "PNG")
            if said["frames"] >= (1 if poster else 3):
                break
        return said


if __name__ == "__main__":
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, WRITTEN),
    ):
        resource.setrlimit(limit, (value, value))
    sys.stdout.write(json.dumps(main(*sys.argv[1:4])))
