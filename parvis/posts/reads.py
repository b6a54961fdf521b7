"""The reads of lists and threads: one statement each, through the reading rule, compiled once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from parvis.communities.models import Community
from parvis.kernel.compiled import Compiled, ids_slot, slot
from parvis.kernel.ids import LARGEST
from parvis.people.models import Person
from parvis.posts import keeping
from parvis.posts.models import Ballot, Comment, Poll, PollOption, Post, UnsettledVote
from parvis.posts.rows import COLUMNS, COMMENT_COLUMNS, CommentRow, PostRow, Thread
from parvis.posts.visibility import trace_visible_to_q


def viewer_slot(is_guest: bool) -> Person:
    """Stands for whoever reads, in a statement compiled once; guests have their own."""
    return Person(id=slot("viewer"), is_guest=is_guest)


VISIBLE = Compiled(
    lambda is_guest: Post.objects.shown_to(viewer_slot(is_guest)).filter(pk__among=ids_slot("ids")).values_list(*COLUMNS)
)  # fmt: skip
SEEN = Compiled(
    lambda is_guest: Post.objects.shown_to(viewer_slot(is_guest)).filter(pk__among=ids_slot("ids")).values_list("pk")
)
# A statement of its own for one post: the database keeps its plan, and would make one anew for a list of one.
SEEN_ONE = Compiled(
    lambda is_guest: Post.objects.shown_to(viewer_slot(is_guest)).filter(pk=slot("pk")).values_list("pk")
)
ONE = Compiled(
    lambda is_guest: Post.objects.shown_to(viewer_slot(is_guest)).filter(pk=slot("pk")).values_list(*COLUMNS)
)
TRACE = Compiled(
    lambda is_guest: (
        Post.objects.filter(trace_visible_to_q(viewer_slot(is_guest)), pk=slot("pk")).distinct().values_list(*COLUMNS)
    )
)
PREVIEWS = Compiled(
    lambda: Comment.objects.filter(pk__among=ids_slot("ids")).order_by("id").values_list(*COMMENT_COLUMNS)
)
THREAD = Compiled(
    lambda limit: Comment.objects.filter(post_id=slot("post")).order_by("-id").values_list(*COMMENT_COLUMNS)[:limit]
)
POLLS = Compiled(
    lambda: (
        PollOption.objects.filter(poll__post_id__among=ids_slot("ids"))
        .order_by("poll_id", "position")
        .values_list(
            "poll__post_id", "poll_id", "poll__is_multiple", "poll__is_anonymous", "poll__ends_at", "poll__voter_count",
            Exists(Ballot.objects.filter(poll_id=OuterRef("poll_id"), person_id=slot("viewer"))), "id", "words", "vote_count",
            Exists(UnsettledVote.objects.filter(option_id=OuterRef("id"), ballot__person_id=slot("viewer"))),
        )
    )
)  # fmt: skip


LIGHT = Compiled(
    lambda is_guest: (
        Post.objects.visible_to(viewer_slot(is_guest))
        .filter(pk=slot("pk"))
        .values_list("id", "kind", "author_id", "community_id", "community__archive__id")
    )
)


def light_post(viewer: Person, pk: int) -> Post | None:
    """A post `viewer` may read as far as a reaction needs it: its kind, author and place, and whether that is archived."""
    for identifier, kind, author, place, archive in LIGHT(viewer.is_guest, viewer=viewer.pk, pk=pk):
        post = Post(id=identifier, kind=kind, author_id=author, community_id=place)
        if place is not None:
            post.community = Community(id=place)
            if archive is None:
                post.community._state.fields_cache["archive"] = None
        return post
    return None


def post_rows(viewer: Person, ids: Sequence[int]) -> dict[int, PostRow]:
    """Those of the posts that `viewer` may read, by id."""
    if not ids:
        return {}
    if keeping.keeps():
        return keeping.posts(viewer, ids, SEEN, lambda missing: with_previews(read_posts(viewer, missing)))
    return {row.id: row for row in read_posts(viewer, ids)}


def read_posts(viewer: Person, ids: Sequence[int]) -> list[PostRow]:
    """Those of the posts that `viewer` may read, whole, whatever is kept."""
    return [PostRow._make(row) for row in VISIBLE(viewer.is_guest, viewer=viewer.pk, ids=list(ids))]


def with_previews(posts: list[PostRow]) -> list[PostRow]:
    """The posts, to be kept, with the comments shown under each."""
    said: dict[int, list[CommentRow]] = {}
    for comment in comment_rows([pk for post in posts for pk in post.preview]):
        said.setdefault(comment.post_id, []).append(comment.keep())
    return [post.keep(said.get(post.id, [])) for post in posts]


def previews(posts: Sequence[PostRow]) -> list[CommentRow]:
    """The comments shown under each of the posts in a list."""
    unknown = comment_rows([pk for post in posts if post.said is None for pk in post.preview])
    return [comment for post in posts if post.said for comment in post.said] + unknown


def post_row(viewer: Person, pk: int) -> PostRow | None:
    if not keeping.keeps():
        return next(map(PostRow._make, ONE(viewer.is_guest, viewer=viewer.pk, pk=pk)), None)
    if abs(pk) > LARGEST:
        return None
    return keeping.posts(viewer, pk, SEEN_ONE, lambda missing: with_previews(read_posts(viewer, missing))).get(pk)


def trace_row(viewer: Person, pk: int) -> PostRow | None:
    """The trace of a post taken back that others had answered."""
    return next(map(PostRow._make, TRACE(viewer.is_guest, viewer=viewer.pk, pk=pk)), None)


def comment_rows(ids: Sequence[int]) -> list[CommentRow]:
    """Comments of posts already found readable, oldest first."""
    return [CommentRow._make(row) for row in PREVIEWS(ids=list(ids))] if ids else []


def thread_rows(post_id: int, *, limit: int) -> list[CommentRow]:
    """The newest `limit` comments under a post already found readable, oldest first."""
    if not keeping.keeps():
        return [CommentRow._make(row) for row in THREAD(limit, post=post_id)][::-1]
    return keeping.thread(
        post_id, limit, lambda: Thread([CommentRow._make(row).keep() for row in THREAD(limit, post=post_id)][::-1])
    )


def poll_rows(viewer: Person, ids: Sequence[int]) -> dict[int, tuple[Poll, list[PollOption], bool, set[int]]]:
    """By post: the poll, its options in order, whether `viewer` has voted, and for what (ids) while others do not count it yet."""
    found: dict[int, tuple[Poll, list[PollOption], bool, set[int]]] = {}
    for post, poll, multiple, anonymous, ends, voters, voted, option, words, votes, is_fresh in POLLS(
        viewer=viewer.pk, ids=list(ids)
    ):
        if post not in found:
            made = Poll(
                id=poll, post_id=post, is_multiple=multiple, is_anonymous=anonymous, ends_at=ends, voter_count=voters
            )
            found[post] = (made, [], bool(voted), set())
        found[post][1].append(PollOption(id=option, words=words, vote_count=votes))
        if is_fresh:
            found[post][3].add(option)
    return found
