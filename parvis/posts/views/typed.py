"""What a form that keeps itself sends with its words: which draft, which page, which save."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from parvis.kernel.ids import id_in
from parvis.people.models import Person
from parvis.posts.drafting import FIELDS, About, Typed
from parvis.posts.models import Comment, Draft, Post
from parvis.posts.views.receiving import Cover, Files

KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
OF_COMMENT = re.compile(r"comment-(\d{1,19})-(\d{0,19})", re.ASCII)
# Names of the fields of a form that say which draft it is (posts/templates/posts/editor.html).
DRAFT, VERSION, TAB, STEP, AGO = "draft", "draft_version", "draft_tab", "draft_step", "draft_ago"


def key_in(given: Any) -> str:
    """The key of a draft in a form or an address, "" when there is none that could be one."""
    key = str(given.get(DRAFT) or "")
    return key if KEY.fullmatch(key) else ""


def own_draft(person: Person, key: str) -> Draft | None:
    return Draft.objects.visible_to(person).select_related("post").filter(key=key).first() if key else None


def post_in(draft: Draft | None) -> Post | None:
    """The post of a draft, while it is one."""
    return draft.post if draft is not None and draft.post is not None and draft.post.published_at is None else None


def typed_in(request: Any, files: Files | None = None, cover: Cover | None = None) -> Typed:
    data = request.POST
    fields: dict[str, Any] = {name: data[name].replace("\0", "") for name in FIELDS if name in data}
    if "drop-link" in data:
        fields["link"] = ""
    if files and files.ids:
        fields["files"] = [str(pk) for pk in files.ids]
    if cover and cover.pk:
        fields["cover"] = str(cover.pk)
    seconds = min(id_in(data.get(AGO)) or 0, 365 * 24 * 3600 * 1000) / 1000
    tab = data.get(TAB, "")
    return Typed(
        key_in(data), fields, version=min(id_in(data.get(VERSION)) or 0, 2**31 - 1), tab=tab if KEY.fullmatch(tab) and len(tab) <= 40 else "",
        step=min(id_in(data.get(STEP)) or 0, 2**31 - 1), ago=dt.timedelta(seconds=seconds),
    )  # fmt: skip


def about(person: Person, key: str) -> About:
    """What the words answer, as its key says, as far as the person may read it."""
    match = OF_COMMENT.fullmatch(key)
    if match is None:
        return About()
    post = Post.objects.visible_to(person).filter(pk=id_in(match[1])).first()
    to = Comment.objects.visible_to(person).filter(pk=id_in(match[2]), post=post).first() if post and match[2] else None
    return About(post, to)
