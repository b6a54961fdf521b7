"""How loud the first minute of a film is, decoded in a process of its own with little memory and time: run by `check`, never imported.
`python listening.py <file> <format>` prints the loudest sample, from 0 to 1."""

from __future__ import annotations

import resource
import sys

MEMORY, SECONDS, LISTENED = 3_000_000_000, 20, 60


def main(path: str, container_format: str) -> float:
    import av

    loudest = 0.0
    # The format is imposed, so that a playlist in disguise cannot make the decoder fetch other files or addresses.
    with av.open(path, format=container_format, options={"protocol_whitelist": "file"}) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=8000)
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                samples = memoryview(bytes(piece.planes[0]))[: piece.samples * 2].cast("h")
                loudest = max(loudest, max(map(abs, samples), default=0) / 32768)
            if loudest > 0.02 or (frame.time or 0) > LISTENED:
                break
    return loudest


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(f"{main(*sys.argv[1:3]):.5f}")
