"""The echoes of one post, as its author may be told them (thresholds applied)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from parvis.posts.models import Post
from parvis.ripple import screens
from parvis.ripple.visibility import with_floor


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", type=int, help="the post")


def run(options: dict[str, Any]) -> dict[str, Any]:
    """Read as the author: what they could not open is not counted here either."""
    post = with_floor(Post.objects.filter(active_at__isnull=False, pk=options["id"])).first()
    if post is None or post not in Post.objects.visible_to(post.author):
        raise CommandError("no such post")
    return screens.as_json(screens.page_of(post, post.author))


def show(found: dict[str, Any]) -> str:
    lines = []
    for name, value in found.items():
        if isinstance(value, dict):
            lines += [f"{name}.{key:22} {inner}" for key, inner in value.items()]
        else:
            lines.append(f"{name:28} {value}")
    return "\n".join(lines)
