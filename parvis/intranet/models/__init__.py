from .fact import Fact, FactQuerySet, FactRemoval
from .source import InsideHost, Source, SourcePause

__all__ = ["Fact", "FactQuerySet", "FactRemoval", "InsideHost", "Source", "SourcePause"]
