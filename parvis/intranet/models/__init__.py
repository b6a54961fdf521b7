from .fact import Fact, FactQuerySet, FactRemoval
from .opening import EmbedOrigin
from .source import InsideHost, Source, SourcePause
from .trace import Trace, Traced

__all__ = [
    "EmbedOrigin",
    "Fact",
    "FactQuerySet",
    "FactRemoval",
    "InsideHost",
    "Source",
    "SourcePause",
    "Trace",
    "Traced",
]
