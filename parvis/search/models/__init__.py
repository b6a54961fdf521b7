from .document import Document
from .queue import Building, Stale
from .word import Slip, Word

__all__ = ["Building", "Document", "Slip", "Stale", "Word"]
