from .community import Archive, Community, CommunityQuerySet
from .membership import Invitation, JoinRequest, Membership

__all__ = ["Archive", "Community", "CommunityQuerySet", "Invitation", "JoinRequest", "Membership"]
