"""The server of streams, looking by itself once an hour: what it tells sooner, it was told."""

from __future__ import annotations

from config.live import application
from parvis.live import serving

serving.LOOK_NUDGED = 3600.0
__all__ = ["application"]
