from .companions import CompanionLink, DraftOpening, DraftRemark, DraftRemarkHeard
from .door_questions import AskedHour, DoorAnswer, DoorQuestion, DoorQuestionQuerySet, QuestionRefusal, QuestionVote
from .doors import Door, DoorCancellation, DoorMove, DoorQuerySet, DoorReminder, StandingDoor
from .notebook import NotebookPage, Stage, Visit
from .path import StepSaid, StepSkip
from .programme import Draw, Drawn, ShownSentence
from .quarter import Aside, Sitting, Slot
from .voices import Buddy

__all__ = [
    "Aside",
    "AskedHour",
    "Buddy",
    "CompanionLink",
    "Door",
    "DoorAnswer",
    "DoorCancellation",
    "DoorMove",
    "DoorQuerySet",
    "DoorQuestion",
    "DoorQuestionQuerySet",
    "DoorReminder",
    "DraftOpening",
    "DraftRemark",
    "DraftRemarkHeard",
    "Draw",
    "Drawn",
    "NotebookPage",
    "QuestionRefusal",
    "QuestionVote",
    "ShownSentence",
    "Sitting",
    "Slot",
    "Stage",
    "StandingDoor",
    "StepSaid",
    "StepSkip",
    "Visit",
]
