from .appointment import Appointment, Mandate
from .follow import Follow
from .organisation import Organisation
from .person import AskAbout, Departure, Erasure, Person, PersonQuerySet, Portrait, initials_of
from .unit import Unit

__all__ = [
    "Appointment",
    "AskAbout",
    "Departure",
    "Erasure",
    "Follow",
    "Mandate",
    "Organisation",
    "Person",
    "PersonQuerySet",
    "Portrait",
    "Unit",
    "initials_of",
]
