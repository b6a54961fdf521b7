from .choice import NoticeChoice, PlaceLevel, TopicLevel
from .mail import MailTrouble
from .notice import FanOut, Follower, Notice
from .push import PushDevice, PushKey

__all__ = [
    "FanOut",
    "Follower",
    "MailTrouble",
    "Notice",
    "NoticeChoice",
    "PlaceLevel",
    "PushDevice",
    "PushKey",
    "TopicLevel",
]
