"""Plain predicates: who may do what to a post or a comment already loaded through `visible_to`."""

from __future__ import annotations

from parvis.communities.models import Community
from parvis.communities.permissions import is_archived, is_host, may_start
from parvis.communities.permissions import may_comment as may_comment_in
from parvis.people.models import Person
from parvis.posts.models import Comment, Post
from parvis.posts.rows import PostRow


def may_post_in(person: Person, community: Community | None) -> bool:
    """In a community by its rules; on one's own storyline, everyone who works here."""
    return not person.is_guest if community is None else may_start(person, community)


def is_open(post: Post | PostRow) -> bool:
    return post.community is None or not is_archived(post.community)


def may_comment(person: Person, post: Post | PostRow) -> bool:
    return not person.is_guest if post.community is None else may_comment_in(person, post.community)


def may_react(person: Person, post: Post | PostRow) -> bool:
    return is_open(post)


def may_edit(person: Person, post: Post | Comment) -> bool:
    """Only the author: nobody changes another's words."""
    return post.author_id == person.pk


def may_withdraw(person: Person, post: Post | Comment) -> bool:
    return post.author_id == person.pk


def may_pin(person: Person, post: Post | PostRow) -> bool:
    return post.community is not None and is_host(person, post.community)


def may_accept(person: Person, post: Post | PostRow) -> bool:
    return post.kind == Post.Kind.QUESTION and post.author_id == person.pk
