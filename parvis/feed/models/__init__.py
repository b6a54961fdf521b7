from .mute import CommunityMute, PersonMute, PostMute
from .visit import FeedChoice, ReadMark, Visit

__all__ = ["CommunityMute", "FeedChoice", "PersonMute", "PostMute", "ReadMark", "Visit"]
