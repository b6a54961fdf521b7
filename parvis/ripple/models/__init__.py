from .floor import Floor
from .snapshot import Figure, Panel, Snapshot

__all__ = ["Figure", "Floor", "Panel", "Snapshot"]
