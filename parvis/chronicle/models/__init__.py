from .deed import Deed
from .entry import Entry

__all__ = ["Deed", "Entry"]
