from .attachment import Attachment
from .comment import Comment, CommentQuerySet, CommentRevision, CommentWithdrawal
from .linkcard import LinkCard, PostLink
from .poll import Ballot, Poll, PollOption, Vote
from .post import Audience, Post, PostQuerySet
from .reaction import SIGNS, CommentReaction, PostReaction, Sign, SignCounts
from .states import AcceptedAnswer, Bookmark, FirstVoice, MeToo, Pin, Publication, Revision, Share, Withdrawal
from .subject import Mention, PostSubject, Subject

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
    "FirstVoice",
    "LinkCard",
    "MeToo",
    "Mention",
    "Pin",
    "Poll",
    "PollOption",
    "Post",
    "PostLink",
    "PostQuerySet",
    "PostReaction",
    "PostSubject",
    "Publication",
    "Revision",
    "Share",
    "Sign",
    "SignCounts",
    "Subject",
    "Vote",
    "Withdrawal",
]
