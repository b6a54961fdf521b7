"""What is said, found by its words: posts and comments, subjects, names of files. Always through the reading rule of posts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.communities.visibility import joined_ids
from parvis.kernel.compiled import Compiled, ids_slot
from parvis.people.models import Person
from parvis.posts import arriving, commenting, editing
from parvis.posts.models import Attachment, Comment, Post, PostSubject, Subject
from parvis.posts.reads import viewer_slot
from parvis.posts.rows import Face
from parvis.posts.visibility import visible_to_q
from parvis.search.asking import Question
from parvis.search.offering import Kind, Look, Text, offer
from parvis.search.passages import BEGINNING


def texts_of_posts(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Post.objects.filter(pk__among=ids, active_at__isnull=False).values_list(
        "pk", "title", "body_text", "version"
    )
    answers: dict[int, list[str]] = {}
    polls = Post.objects.filter(pk__among=ids, poll__isnull=False).values_list("pk", "poll__options__words")
    for pk, words in polls:
        answers.setdefault(pk, []).append(words or "")
    return {pk: Text(title, "\n".join([body, *answers.get(pk, [])]), version) for pk, title, body, version in rows}


def texts_of_comments(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Comment.objects.filter(pk__among=ids, withdrawal=None, post__active_at__isnull=False)
    return {pk: Text("", words, version, post) for pk, words, version, post in rows.values_list("pk", "body_text", "version", "post_id")}  # fmt: skip


def texts_of_subjects(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = Subject.objects.filter(pk__among=ids).values_list("pk", "name", "slug")
    return {pk: Text(f"{name} {slug}") for pk, name, slug in rows}


def attached() -> QuerySet[Attachment]:
    kinds = (Attachment.Kind.PHOTO, Attachment.Kind.VIDEO, Attachment.Kind.FILE)
    there = Q(post__active_at__isnull=False) | Q(comment__post__active_at__isnull=False, comment__withdrawal=None)
    return Attachment.objects.filter(there, kind__in=kinds)


def texts_of_files(ids: Sequence[int]) -> Mapping[int, Text]:
    rows = attached().filter(pk__among=ids).values_list("pk", "name", "alt", "post_id", "comment_id")
    return {pk: Text(name, alt, 0, post or comment) for pk, name, alt, post, comment in rows}


def ids_in(rows: QuerySet[Any]) -> Any:
    return lambda after, limit: list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def narrowed(rows: QuerySet[Any], question: Question, *, post: str, at: str) -> QuerySet[Any]:
    """Rows that answer the operators; `post` leads to the post, `at` is when."""
    if question.who:
        rows = rows.filter(author__among=question.authors)
    if question.where:
        places = question.places  # the index is of places
        rows = rows.filter(**{f"{post}community__among": places, f"{post}place_id__among": places})
    if question.before:
        rows = rows.filter(**{f"{at}__lt": question.before})
    if question.after:
        rows = rows.filter(**{f"{at}__gte": question.after})
    for subject in question.subjects:
        rows = rows.filter(**{f"{post}subjects__subject__slug": subject})
    return rows


def near(rows: QuerySet[Any], viewer: Person, place: str) -> QuerySet[Any]:
    """The same rows: what guests may read is in their communities. Said once more by the place, of which there is an index."""
    return rows.filter(**{f"{place}__in": joined_ids(viewer)}) if viewer.is_guest else rows


def posts(viewer: Person, question: Question) -> QuerySet[Post]:
    rows = narrowed(near(Post.objects.visible_to(viewer), viewer, "place_id"), question, post="", at="published_at")
    if question.only:
        rows = rows.filter(kind=Post.Kind.QUESTION)
    return rows.filter(is_answered=False) if question.only == "unanswered" else rows


def comments(viewer: Person, question: Question) -> QuerySet[Comment] | None:
    if question.only:
        return None
    rows = near(Comment.objects.visible_to(viewer).filter(withdrawal=None), viewer, "post__place_id")
    return narrowed(rows, question, post="post__", at="at")


def subjects(viewer: Person, question: Question) -> QuerySet[Subject] | None:
    """Those of a post the viewer may read: one used elsewhere only looks like one nobody has used."""
    if question.narrows:
        return None
    read = Post.objects.visible_to(viewer).filter(pk=OuterRef("post_id"))
    return Subject.objects.filter(Exists(PostSubject.objects.filter(Exists(read), subject=OuterRef("pk"))))


def files(viewer: Person, question: Question) -> QuerySet[Attachment] | None:
    if question.only or question.subjects:
        return None
    read = Post.objects.filter(visible_to_q(viewer))
    said = Comment.objects.visible_to(viewer).filter(withdrawal=None)
    there = Q(Exists(read.filter(pk=OuterRef("post_id")))) | Q(Exists(said.filter(pk=OuterRef("comment_id"))))
    rows = attached().filter(there)
    if question.who:
        rows = rows.filter(owner__among=question.authors)
    if question.where:
        places = question.places
        rows = rows.filter(Q(post__community__among=places) | Q(comment__post__community__among=places))
    if question.before:
        rows = rows.filter(at__lt=question.before)
    return rows.filter(at__gte=question.after) if question.after else rows


AUTHOR = (
    "author_id",
    "author__handle",
    "author__name",
    "author__job",
    "author__is_guest",
    "author__mandate__title",
    "author__portrait__id",
)
POSTS = Compiled(
    lambda is_guest: (
        Post.objects.visible_to(viewer_slot(is_guest))
        .filter(pk__among=ids_slot("ids"))
        .values_list("id", "title", Left("body_text", BEGINNING), "kind", "is_answered", "published_at", "comment_count", "community__name", *AUTHOR)
    )
)  # fmt: skip
WORDS = Compiled(
    lambda is_guest: (
        Post.objects.visible_to(viewer_slot(is_guest)).filter(pk__among=ids_slot("ids")).values_list("id", "body_text")
    )
)
COMMENTS = Compiled(
    lambda is_guest: (
        Comment.objects.visible_to(viewer_slot(is_guest))
        .filter(withdrawal=None, pk__among=ids_slot("ids"))
        .values_list("id", "post_id", "body_text", "at", "post__title", Left("post__body_text", 200), "post__community__name", *AUTHOR)
    )
)  # fmt: skip


def place_name(post: Post) -> Any:
    return post.community.name if post.community else ""


def look_at_posts(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = {}
    answered, unanswered = (((str(_("Answered")), "first"),), ((str(_("Unanswered")), "lead"),))
    whats = {kind.value: "" if kind == Post.Kind.NOTE else capfirst(str(kind.label)) for kind in Post.Kind}
    rows = POSTS(viewer.is_guest, viewer=viewer.pk, ids=list(ids))
    for pk, title, words, kind, is_answered, at, answers, place, *author in rows:
        chips = (answered if is_answered else unanswered) if kind == Post.Kind.QUESTION else ()
        more = {"answers": answers}
        is_cut = len(words) == BEGINNING
        found[pk] = Look(
            f"/posts/{pk}/", title, words, whats[kind], Face(*author), place or "", at, chips, more, is_cut=is_cut
        )
    return found


def words_of_posts(viewer: Person, ids: Sequence[int]) -> Mapping[int, str]:
    return dict(WORDS(viewer.is_guest, viewer=viewer.pk, ids=list(ids)))


def look_at_comments(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    return {
        pk: Look(
            f"/posts/{post}/#comment-{pk}", "", words, pgettext_lazy("a thing found", "Comment"), Face(*author), place or "", at,
            more={"under": title or under},
        )
        for pk, post, words, at, title, under, place, *author in COMMENTS(viewer.is_guest, viewer=viewer.pk, ids=list(ids))
    }  # fmt: skip


def look_at_subjects(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = subjects(viewer, Question())
    rows = found.filter(pk__among=list(ids)) if found is not None else []
    return {row.pk: Look(row.get_absolute_url(), f"#{row.name}") for row in rows}


def look_at_files(viewer: Person, ids: Sequence[int]) -> Mapping[int, Look]:
    found = files(viewer, Question())
    rows = found.filter(pk__among=list(ids)).select_related("owner", "post__community", "comment__post__community") if found is not None else []  # fmt: skip
    looks = {}
    for row in rows:
        post: Any = row.post or (row.comment and row.comment.post)
        link = f"/posts/{post.pk}/" + (f"#comment-{row.comment_id}" if row.comment_id else "")
        looks[row.pk] = Look(link, row.name, row.alt, capfirst(row.get_kind_display()), row.owner, place_name(post), row.at, in_title=_("name of a file"))  # fmt: skip
    return looks


def themselves(ids: Sequence[int]) -> Iterable[int]:
    return ids


def subjects_of(ids: Sequence[int]) -> Iterable[int]:
    return PostSubject.objects.filter(post__in=list(ids)).values_list("subject", flat=True)


def files_of(ids: Sequence[int]) -> Iterable[int]:
    return Attachment.objects.filter(Q(post__in=list(ids)) | Q(comment__in=list(ids))).values_list("pk", flat=True)


def declare() -> None:
    said = ("post.published", "post.edited", "post.withdrawn")
    touched = dict.fromkeys(said, themselves)
    answered = {deed.name: themselves for deed in (commenting.COMMENTED, commenting.EDITED, commenting.WITHDRAWN)}
    with_files = dict.fromkeys((*said, *answered), files_of)
    assert touched.keys() == {deed.name for deed in (arriving.PUBLISHED, editing.EDITED, editing.WITHDRAWN)}
    offer(
        Kind("post", "posts", _("Conversations"), 30, texts_of_posts, ids_in(Post.objects.filter(active_at__isnull=False)), posts,
             look_at_posts, touched, versioned=True, is_large=True, template="posts/_found.html", words=words_of_posts),
        Kind("comment", "posts", _("Conversations"), 31, texts_of_comments, ids_in(Comment.objects.filter(withdrawal=None)), comments,
             look_at_comments, answered, versioned=True, is_large=True, template="posts/_found.html"),
        Kind("subject", "subjects", _("Subjects"), 25, texts_of_subjects, ids_in(Subject.objects.all()), subjects, look_at_subjects,
             dict.fromkeys(("post.published", "post.edited"), subjects_of), template="posts/_found_subject.html", is_name=True, is_short=True),
        Kind("file", "files", _("Files"), 40, texts_of_files, ids_in(Attachment.objects.filter(kind__in=("photo", "video", "file"))), files,
             look_at_files, with_files, template="posts/_found.html", is_short=True),
    )  # fmt: skip
