"""What words point at: people named with @, subjects with #, first voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils.text import slugify

from parvis.communities.models import Community
from parvis.communities.permissions import may_start
from parvis.communities.standing import standing_of
from parvis.kernel import clock
from parvis.notifications.deciding import tell
from parvis.people.models import Person
from parvis.posts.models import Comment, FirstVoice, Mention, Post, PostSubject, Subject
from parvis.posts.writing import Resolver

# Who has spoken before, as this process found it in the database: a first voice stays one.
_have_spoken: set[int] = set()
MOST_KNOWN = 100_000


def resolver(author: Person, community: Community | None) -> Resolver:
    """Names of people the author sees and who may read the place; a name nobody may read stays plain text."""

    def resolve(handles: set[str]) -> dict[str, tuple[int, str]]:
        if not handles:
            return {}
        people = Person.objects.visible_to(author).present().filter(handle__in=list(handles)[:200])
        if community is not None and community.kind != Community.Kind.OPEN:
            people = people.filter(memberships__community=community)
        return {handle: (pk, name) for pk, handle, name in people.values_list("pk", "handle", "name")}

    return resolve


def name_people(post: Post, people: Iterable[int], *, comment: Comment | None = None) -> None:
    Mention.objects.bulk_create([Mention(person_id=person, post=post, comment=comment) for person in people])


def name_again(
    post: Post, people: Iterable[int], *, by: Person, comment: Comment | None = None, tells: bool = True
) -> None:
    """After an edit: exactly these are named. Who was not before hears of it now (`tells`), who was hears nothing again."""
    rows = Mention.objects.filter(post=post, comment=comment)
    before, named = set(rows.values_list("person_id", flat=True)), set(people)
    rows.delete()
    name_people(post, named, comment=comment)
    added = named - before - {by.pk}
    if added and tells:
        tell("mention", comment or post, sorted(added), by=by, place=post.community_id or post.author_id)


def give_subjects(post: Post, subjects: Mapping[str, str]) -> None:
    """Make the post's subjects exactly these."""
    if not subjects:
        PostSubject.objects.filter(post=post).delete()
        return
    Subject.objects.bulk_create(
        [Subject(slug=slug, name=name) for slug, name in subjects.items()], ignore_conflicts=True
    )
    rows = list(Subject.objects.filter(slug__in=list(subjects)))
    PostSubject.objects.filter(post=post).exclude(subject__in=rows).delete()
    PostSubject.objects.bulk_create([PostSubject(post=post, subject=row) for row in rows], ignore_conflicts=True)


def note_first_voice(person: Person, *, post: Post | None = None, comment: Comment | None = None) -> None:
    """The first word of a person on the network is kept as such, once."""
    if person.pk in _have_spoken:
        return
    if FirstVoice.objects.filter(person=person).exists():
        if len(_have_spoken) >= MOST_KNOWN:
            _have_spoken.clear()
        _have_spoken.add(person.pk)
        return
    FirstVoice.objects.bulk_create(
        [FirstVoice(person=person, post=post, comment=comment, at=clock.now())], ignore_conflicts=True
    )


def suggestions(viewer: Person, start: str, community: Community | None) -> list[Person]:
    """People whose name or handle starts like `start`: those of the audience first."""

    people = Person.objects.visible_to(viewer).present().for_screen()
    found = people.filter(Q(name__istartswith=start) | Q(handle__istartswith=start) | Q(name__icontains=f" {start}"))
    inside = set()
    if community is not None and not community.everyone:
        inside = set(community.memberships.values_list("person_id", flat=True)[:5000])
    rows = list(found.order_by("name", "id")[:60])
    if community is not None and community.kind != Community.Kind.OPEN:
        rows = [person for person in rows if person.pk in inside]
    return sorted(rows, key=lambda person: person.pk not in inside)[:8]


def subjects_like(viewer: Person, start: str) -> list[Subject]:
    """Subjects whose name starts like `start`, used where the viewer may read: the newest used first."""
    slug = slugify(start.replace("_", "-"))[:60]
    if not slug:
        return []
    used = PostSubject.objects.filter(
        subject__slug__startswith=slug, post__in=Post.objects.visible_to(viewer).values("pk")
    )
    newest = list(used.order_by("-post_id").values_list("subject_id", flat=True)[:60])
    rows = Subject.objects.in_bulk(list(dict.fromkeys(newest))[:8])
    return [rows[pk] for pk in dict.fromkeys(newest) if pk in rows]


def places_for(author: Person) -> list[Community]:
    """The communities the author may start a post in, la place first."""
    standing = standing_of(author)
    found = (standing.community(pk) for pk in standing.active())
    return [community for community in found if may_start(author, community)]
