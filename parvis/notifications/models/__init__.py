from .choice import NoticeChoice, PlaceLevel, TopicLevel
from .mail import MailTrouble
from .notice import FanOut, Follower, Notice

__all__ = ["FanOut", "Follower", "MailTrouble", "Notice", "NoticeChoice", "PlaceLevel", "TopicLevel"]
