"""Those who had only read, and speak: under posts of the demo, the first words of people made up around the cast, and who answers them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from parvis.identity.models import Account
from parvis.people.models import Person
from parvis.posts.models import Post

WORDS = Path(__file__).parent / "content" / "first-words.yaml"


def speak(people: Iterable[Person], spoken: set[int], posts: Mapping[str, Post], say: Callable[..., None]) -> None:
    """Somebody of the unit who has never spoken says it (`say`: the comment, its key, from when on, as contents do)."""
    cast = set(Account.objects.values_list("person_id", flat=True))
    silent: dict[str, list[Person]] = {}
    for person in people:
        if person.unit and person.pk not in spoken | cast:
            silent.setdefault(person.unit.slug, []).append(person)
    waiting = {slug: iter(those) for slug, those in silent.items()}
    for rank, row in enumerate(yaml.safe_load(WORDS.read_text())):
        post, person = posts[row["to"]], next(waiting[row["unit"]])
        said: dict[str, Any] = {"by": person.handle, "after": row["after"], "text": row["text"], "first": True}
        if "answer" in row:
            said["replies"] = [row["answer"]]
        say(post, said, f"first:{rank}", post.published_at)
