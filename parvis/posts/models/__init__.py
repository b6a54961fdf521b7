from .attachment import Attachment, Rendition
from .comment import Comment, CommentQuerySet, CommentRevision, CommentWithdrawal
from .drafting import Draft, DraftQuerySet, DraftVersion, Schedule
from .house import HouseTerm, HouseWord, Ignored, QuietHours, WithoutVoice
from .linkcard import LinkCard, PostLink
from .mustread import MustRead, ReadConfirmation
from .poll import Ballot, Poll, PollOption, Vote
from .post import Audience, Post, PostQuerySet
from .reaction import SIGNS, CommentReaction, PostReaction, Sign, SignCounts
from .service import ServiceSignature
from .states import AcceptedAnswer, Bookmark, FirstVoice, MeToo, Pin, Publication, Revision, Share, Withdrawal
from .subject import Mention, PostSubject, Subject
from .unsettled import UnsettledBallot, UnsettledComment, UnsettledMeToo, UnsettledReaction, UnsettledVote

__all__ = [
    "SIGNS",
    "AcceptedAnswer",
    "Attachment",
    "Audience",
    "Ballot",
    "Bookmark",
    "Comment",
    "CommentQuerySet",
    "CommentReaction",
    "CommentRevision",
    "CommentWithdrawal",
    "Draft",
    "DraftQuerySet",
    "DraftVersion",
    "FirstVoice",
    "HouseTerm",
    "HouseWord",
    "Ignored",
    "LinkCard",
    "MeToo",
    "Mention",
    "MustRead",
    "Pin",
    "Poll",
    "PollOption",
    "Post",
    "PostLink",
    "PostQuerySet",
    "PostReaction",
    "PostSubject",
    "Publication",
    "QuietHours",
    "ReadConfirmation",
    "Rendition",
    "Revision",
    "Schedule",
    "ServiceSignature",
    "Share",
    "Sign",
    "SignCounts",
    "Subject",
    "UnsettledBallot",
    "UnsettledComment",
    "UnsettledMeToo",
    "UnsettledReaction",
    "UnsettledVote",
    "Vote",
    "Withdrawal",
    "WithoutVoice",
]
