from .exchange import Answer, Echo, Heard, Nod, Question, Remark
from .rehearsal import Rehearsal, RehearsalQuerySet, Seat
from .step import StepsClosing, StepTaken

__all__ = [
    "Answer",
    "Echo",
    "Heard",
    "Nod",
    "Question",
    "Rehearsal",
    "RehearsalQuerySet",
    "Remark",
    "Seat",
    "StepTaken",
    "StepsClosing",
]
