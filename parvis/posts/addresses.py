"""The addresses cards are made of, without asking the router once per row. A test proves they equal `reverse()`."""

from __future__ import annotations


def post_url(post_id: int) -> str:
    return f"/posts/{post_id}/"


def comment_url(post_id: int, comment_id: int) -> str:
    return f"/posts/{post_id}/#comment-{comment_id}"


def person_url(handle: str) -> str:
    return f"/people/{handle}/"


def attachment_url(attachment_id: int, size: str) -> str:
    return f"/attachments/{attachment_id}/{size}/"


def subject_url(slug: str) -> str:
    return f"/subjects/{slug}/"
