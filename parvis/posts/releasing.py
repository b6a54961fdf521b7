"""Publishing what was drafted: the text on the screen, whatever was saved before it; once, from however many pages and devices."""

from __future__ import annotations

from django.db import transaction

from parvis.kernel import clock
from parvis.people.models import Person
from parvis.posts.drafting import Kept, Typed, begin, found, is_over, keep, write
from parvis.posts.embedding import embed
from parvis.posts.holding import hold
from parvis.posts.models import Draft, Mention, Poll, Post, PostLink
from parvis.posts.naming import give_subjects
from parvis.posts.publishing import Sheet, check, publish, publish_new, with_everything, words_of
from parvis.posts.repeating import SentAlready, refuse_again
from parvis.posts.rereading import require_clear
from parvis.posts.signing import unsign


@transaction.atomic
def publish_written(sheet: Sheet, typed: Typed, *, by: Person, key: str | None = None, once: bool = False) -> Post:
    """Publish what the form holds. Raises SentAlready when this very draft is published already, from here or elsewhere."""
    require_clear(sheet, by=by)
    draft = found(by, typed.key)
    if draft is None and typed.key.startswith(
        "post-"
    ):  # drafted without any row beside it: taken up, not published twice
        draft = begin(typed.key, by=by, about=None)
    if draft is None or draft.post is None:
        post = publish_new(sheet, by=by, key=key, once=once)
        # The row that answers saves still on their way: they are not taken for a new draft.
        draft = draft or Draft(author=by, key=typed.key)
        draft.post, draft.at, draft.fields, draft.tab = post, clock.now(), dict(typed.fields), typed.tab
        draft.version += 1
        draft.save()
        return post
    if is_over(draft, ""):
        raise SentAlready(draft.post)
    write(draft, typed, by=by)
    return release(draft, sheet, by=by, once=once)


def release(draft: Draft, sheet: Sheet, *, by: Person, once: bool = False) -> Post:
    """The post of a draft takes the words of the sheet, and is published. In the caller's transaction."""
    post = draft.post
    assert post is not None
    words = words_of(sheet, by, post)
    check(sheet, words)
    if once:
        refuse_again(sheet, sheet.headline, words.html, by=by)
    post.kind, post.community, post.title = sheet.kind, sheet.community, sheet.headline
    post.body_html, post.body_text, post.embeds_html = words.html, words.text, ""
    post.version += 1
    post.save()
    Mention.objects.filter(post=post, comment=None).delete()
    PostLink.objects.filter(post=post).delete()
    Poll.objects.filter(post=post).delete()
    unsign(post)
    give_subjects(post, {})
    hold(post, sheet.attachments, cover=sheet.cover, pictures=words.pictures, owner=by)
    with_everything(post, sheet, words)
    embed(post)
    publish(post, by=by)
    return post


@transaction.atomic
def keep_written(sheet: Sheet, typed: Typed, *, by: Person, once: bool = False) -> Kept:
    """“Keep as a draft”, said with a button. `once`: raise SentAlready when another page kept the same a moment ago."""
    if once and found(by, typed.key) is None:
        refuse_again(sheet, sheet.headline, words_of(sheet, by).html, by=by, is_draft=True)
    return keep(typed, by=by)
