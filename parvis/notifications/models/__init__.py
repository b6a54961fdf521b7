from .choice import NoticeChoice, PlaceLevel, TopicLevel
from .notice import FanOut, Follower, Notice

__all__ = ["FanOut", "Follower", "Notice", "NoticeChoice", "PlaceLevel", "TopicLevel"]
