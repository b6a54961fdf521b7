"""A conversation whose figures were worked out by hand, and others made to measure."""

from __future__ import annotations

import datetime as dt
import itertools

from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.people.models import Person
from parvis.posts.arriving import arrive
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment, CommentReaction, FirstVoice, Post, PostReaction, Publication
from parvis.posts.publishing import audience_of
from parvis.posts.sharing import share
from parvis.posts.writing import rendered

NUMBERS = itertools.count(1)
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


def dated(row, at: dt.datetime):
    if isinstance(row, Post):
        Post.objects.filter(pk=row.pk).update(published_at=at, active_at=at)
        Publication.objects.filter(post=row).update(at=at)
        FirstVoice.objects.filter(post=row).update(at=at)
        row.published_at = row.active_at = at
    else:
        Comment.objects.filter(pk=row.pk).update(at=at)
        FirstVoice.objects.filter(comment=row).update(at=at)
        row.at = at
    return row


def said(post, words: str, by, at: dt.datetime, to=None):
    return dated(comment_on(post, words, by=by, to=to), at)


def published(by, at: dt.datetime, body: str = "4,2 %, c’est grave ?", place=None):
    """With an id of that day, as in life."""
    words = rendered(body)
    post = Post(
        id=imported_id(at, f"{next(NUMBERS)}"), author=by, community=place, audience=audience_of(place), body_html=words.html,
        body_text=words.text, drafted_at=at, published_at=at,
    )  # fmt: skip
    post.save(force_insert=True)
    arrive(post, at=at)
    return dated(post, at)


def heard(people: list[Person]) -> None:
    """They had spoken before."""
    for person in people:
        FirstVoice.objects.get_or_create(person=person, defaults={"at": clock.now() - 300 * DAY})


def worked_out(world, ago: dt.timedelta = 40 * DAY) -> Post:
    """Hélène's post: Karim (1 h) ← Hélène (2 h) ← Paul (3 h) ← Nadia (3 h 30); Nadia shares it (5 h) ← Cléo (6 h); Thomas links to it
    (24 h). Three reactions. Karim had reacted to something of Hélène's a month before."""
    start = clock.now() - ago
    old = published(world.helene, start - 30 * DAY)
    PostReaction.objects.create(person=world.karim, post=old, sign="bravo", at=start - 30 * DAY)
    post = published(world.helene, start, place=world.place("la-place"))
    karim = said(post, "Et ?", world.karim, start + HOUR)
    helene = said(post, "Non.", world.helene, start + 2 * HOUR, to=karim)
    paul = said(post, "Et le gazole ?", world.paul, start + 3 * HOUR, to=helene)
    said(post, "Bonne question.", world.nadia, start + 3.5 * HOUR, to=paul)
    passed = dated(
        share(post, by=world.nadia, community=world.place("relation-client"), body="À lire"), start + 5 * HOUR
    )
    said(passed, "Merci.", world.cleo, start + 6 * HOUR)
    published(world.thomas, start + DAY, f"Suite de [ce message](/posts/{post.pk}/).")
    for person, minutes in ((world.yves, 10), (world.marine, 20)):
        PostReaction.objects.create(person=person, post=post, sign="bravo", at=start + dt.timedelta(minutes=minutes))
    CommentReaction.objects.create(person=world.sofia, comment=karim, sign="bravo", at=start + 1.5 * HOUR)
    return Post.objects.for_screen().get(pk=post.pk)


def crowd(world, count: int, name: str = "voix") -> list[Person]:
    """More people, under Paul."""
    made = []
    for n in range(count):
        person = Person(handle=f"{name}-{n}", name=f"Voix {n}", unit=world.paul.unit, manager=world.paul)
        person.chain = f"{world.paul.chain}{person.pk}/"
        person.save()
        made.append(person)
    return made
