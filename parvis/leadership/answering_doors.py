"""Answering what is asked at a door. Only its leader does, in their own voice: the answer is a comment of theirs under their invitation
(or a post of theirs), published by the verbs of `posts`. It is found, reacted to, counted by what it sets in motion, and settles like
anything one says."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.kernel import clock
from parvis.kernel.ids import ids_in
from parvis.kernel.refusals import Refused, require
from parvis.leadership.doors_permissions import may_answer
from parvis.leadership.models import DoorAnswer, DoorQuestion
from parvis.leadership.opening_doors import escaped
from parvis.people.models import Person
from parvis.posts.arriving import undo
from parvis.posts.begun import Form
from parvis.posts.commenting import comment_on, unsay
from parvis.posts.drafting import come_back, sent
from parvis.posts.models import Comment, Draft, Post, UnsettledComment
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reopening import open_again

MOST = 3_500
QUOTED = re.compile(r"^\s*<blockquote>.*?</blockquote>\s*", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A question a leader has not answered: what it says, how many ask it, and where one answers."""

    question: DoorQuestion
    words: str
    askers: int
    url: str


def quoted(question: DoorQuestion) -> str:
    """The question as Markdown, with who asked it."""
    who = f"@{question.asker.handle}" if question.asker else _("asked without a name")
    lines = [f"> {escaped(text)}" if text.strip() else ">" for text in question.words.split("\n")]
    return "\n".join([*lines, ">", f"> — {who}"])


def thread_of(question: DoorQuestion) -> Post | None:
    """The leader's invitation, when others read it in the place of the door: answers go under it. None: the answer is a post of its own."""
    door = question.door
    if door is None or door.post is None or door.post.active_at is None:
        return None
    return door.post if door.post.community_id == door.community_id else None


def is_answered(question: DoorQuestion) -> bool:
    return DoorQuestion.objects.answered().filter(pk=question.pk).exists()


def pending_of(question: DoorQuestion) -> UnsettledComment | Post | None:
    """The answer its leader has just sent and others do not read yet."""
    kept = DoorAnswer.objects.filter(question=question).select_related("post").first()
    if kept is None:
        return None
    if kept.post is not None:
        return kept.post if kept.post.settles_at is not None else None
    return UnsettledComment.objects.filter(pk=kept.comment_id).first()


@transaction.atomic
def answer(question: DoorQuestion, words: str, *, by: Person, key: str | None = None) -> DoorAnswer:
    """Answer, under one's own name, in one's own words. One answer each: it is then changed or taken back like any other comment."""
    require(may_answer(by, question), gettext_lazy("Only the person who is asked answers."))
    require(getattr(question, "refusal", None) is None, gettext_lazy("This question has been refused."))
    require(words.strip(), gettext_lazy("Write a few words before sending."), field="words")
    require(len(words) <= MOST, gettext_lazy("At most %(n)d characters.") % {"n": MOST}, field="words")
    DoorQuestion.objects.select_for_update().get(pk=question.pk)  # two windows answer once
    require(
        not is_answered(question) and pending_of(question) is None,
        gettext_lazy("You have answered this already: change your answer where it stands."), field="words",
    )  # fmt: skip
    DoorAnswer.objects.filter(question=question).delete()  # one that was taken back or undone
    body, thread = f"{quoted(question)}\n\n{words.strip()}", thread_of(question)
    try:
        sent(by, key_of(question))
        if thread is not None:
            said = comment_on(thread, body, by=by, key=key)
            return DoorAnswer.objects.create(question=question, comment_id=said.pk, at=clock.now())
        place = question.door.community if question.door else None
        post = publish_new(Sheet(body=body, community=place), by=by, key=key)
    except Refused as no:  # it speaks of the field of another form
        raise Refused(no.message, field="words") from no
    return DoorAnswer.objects.create(question=question, post=post, at=clock.now())


def key_of(question: DoorQuestion) -> str:
    """Of the draft of its answer, one for each question, on every device."""
    return f"door-{question.pk}"


def begun(question: DoorQuestion, *, by: Person) -> str:
    """The answer that was taken back and not sent again, as one types it; "" when there is none."""
    draft = Draft.objects.visible_to(by).filter(key=key_of(question), sent_at=None).first()
    fields = draft.fields if draft else {}
    return open_again(str(fields.get("body", "")), format=str(fields.get("format", "")), article=False).typed


def forms_of(viewer: Person, keys: Sequence[str]) -> dict[str, Form]:
    """Where one goes on with the answers begun: of the questions one may still answer (posts/begun.py)."""
    ids = ids_in(key.removeprefix("door-") for key in keys)
    rows = DoorQuestion.objects.visible_to(viewer).waiting().filter(Q(door__leader=viewer) | Q(standing__leader=viewer))
    there = dict(rows.filter(pk__in=ids).values_list("pk", "words"))
    about = {pk: _("to a question asked at your door: %(words)s") % {"words": words[:80]} for pk, words in there.items()}  # fmt: skip
    return {f"door-{pk}": Form(f"/doors/questions/{pk}/answer/", words) for pk, words in about.items()}


@transaction.atomic
def undo_answer(question: DoorQuestion, *, by: Person) -> str | None:
    """It was never said: its words come back, as the draft of its form on every device. None when others can read it already (nothing is
    changed)."""
    require(may_answer(by, question), gettext_lazy("Only the person who is asked answers."))
    row = pending_of(question)
    if row is None:
        return None
    gone = unsay(row, by=by, drafted=False) if isinstance(row, UnsettledComment) else undo(row, by=by)
    if not gone:
        return None
    DoorAnswer.objects.filter(question=question).delete()
    if isinstance(row, Post):
        row.delete()  # the words come back in the form of the answer: no draft beside it
    come_back(key_of(question), QUOTED.sub("", row.body_html, count=1), by=by)
    return begun(question, by=by)


def undo_where_it_stands(row: UnsettledComment | Post, by: Person) -> str | None:
    """An answer undone from the bar under the invitation: as from the door (`posts.begun.Undo`)."""
    mine = {"post": row} if isinstance(row, Post) else {"comment_id": row.pk}
    kept = DoorAnswer.objects.filter(**mine).select_related("question").first()
    if kept is None or not may_answer(by, kept.question) or undo_answer(kept.question, by=by) is None:
        return None
    return f"/doors/questions/{kept.question_id}/answer/"


def waiting_for(leader: Person, limit: int = 20) -> list[Waiting]:
    """Questions put to this leader, at any of their doors, that wait for an answer: most asked first, then from farthest. For the
    leader's own quarter of an hour: nobody else is shown this list."""
    rows = DoorQuestion.objects.visible_to(leader).filter(Q(door__leader=leader) | Q(standing__leader=leader))
    sent = UnsettledComment.objects.filter(author=leader).values("pk")
    rows = rows.waiting().exclude(answer__comment_id__in=sent).exclude(answer__post__settles_at__isnull=False)
    faces = ("asker__unit", "asker__mandate", "asker__portrait")
    found = rows.select_related("door__cancellation", "standing", *faces).in_order()[:limit]
    return [Waiting(row, row.words, row.me_too_count + 1, f"/doors/questions/{row.pk}/answer/") for row in found]


def where_it_stands(kept: DoorAnswer) -> str:
    """The address of an answer others read."""
    row: Comment | Post | None = kept.comment or kept.post
    if isinstance(row, Comment):
        return f"/posts/{row.post_id}/#comment-{row.pk}"
    return f"/posts/{row.pk}/" if row else ""
