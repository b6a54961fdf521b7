from .mute import CommunityMute, PersonMute, PostMute
from .visit import EchoesSince, FeedChoice, ReadMark, Visit

__all__ = ["CommunityMute", "EchoesSince", "FeedChoice", "PersonMute", "PostMute", "ReadMark", "Visit"]
