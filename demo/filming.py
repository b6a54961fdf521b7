"""The film of the demo, made by code: a street at night, its lamps coming on one after the other."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from demo.drawing import LAMPS, picture

SIZE, RATE, SECONDS = (640, 400), 12, 5


def film(seed: int) -> bytes | None:
    """A WebM of five seconds; None where PyAV is not installed (requirements/video.in), or cannot write one."""
    try:
        import av
    except ImportError:
        return None
    stills = [picture("nuit", random.Random(seed), lit).resize(SIZE) for lit in range(len(LAMPS) + 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.webm"
        try:
            with av.open(str(path), "w") as out:
                track = out.add_stream("libvpx", rate=RATE)
                track.width, track.height, track.pix_fmt, track.bit_rate = *SIZE, "yuv420p", 500_000
                for number in range(RATE * SECONDS):
                    still = stills[min(number * len(stills) // (RATE * SECONDS - RATE), len(LAMPS))]
                    out.mux(track.encode(av.VideoFrame.from_image(still)))
                out.mux(track.encode())
        except (av.FFmpegError, ValueError):
            return None
        return path.read_bytes()
