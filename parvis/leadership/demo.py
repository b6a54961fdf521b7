"""What happens beside the leaders of the demo: Hélène and Thomas open themselves to Marine, and a draft each; Nadia accompanies Karim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from parvis.communities.models import Community
from parvis.leadership import demo_notebook, doors_demo
from parvis.leadership.drawing import draw
from parvis.leadership.models import (
    CompanionLink,
    DraftOpening,
    DraftRemark,
    DraftRemarkHeard,
    Draw,
    ShownSentence,
    Slot,
    StepSaid,
)
from parvis.people.models import Person
from parvis.posts.models import Audience, Post

LINKS = [  # who, by whom, weeks ago, for how many
    ("helene", "marine", 9, 12), ("thomas", "marine", 5, 12), ("claire", "marine", 7, 12), ("odile", "marine", 3, 12), ("ines", "marine", 2, 12),
    ("bruno", "marine", 4, 12), ("karim", "nadia", 1, 4),
]  # fmt: skip
DRAFTS = [  # by whom, days ago, the words
    (
        "thomas", 3,
        "Lundi, six heures, ligne 3.\n\nJe suis venu écouter. Samia m’a montré le carter, et le bruit qu’elle entend depuis mars. Moi je n’entendais rien. Elle a posé ma main dessus.\n\nNous restons pleinement mobilisés sur notre trajectoire de fiabilité.\n\nCe que je ne sais pas encore : combien d’autres machines parlent sans qu’on les écoute.",
    ),
    (
        "helene", 11,
        "On me demande tous les ans pourquoi le budget est fini avant d’être commencé. Je vais essayer de répondre sans tableau.\n\nUn budget, c’est une conversation qu’on a trop tard.",
    ),
    ("helene", 1, "Note pour moi : demander à Fatou si le chiffre du compresseur est publiable."),
]  # fmt: skip
SAID = {  # on which draft of whom: kind, passage, words, address, answer, heard
    ("thomas", 0): [
        ("remark", "Elle a posé ma main dessus.", "Ne touchez plus à cette phrase. C’est elle qu’on racontera.", "", "", False),
        ("question", "Nous restons pleinement mobilisés sur notre trajectoire de fiabilité.", "Qui parle, ici ? Vous l’avez dit autrement dans le couloir.", "", "J’ai dit : « on a peur que ça casse pendant les livraisons de juin ». Je remets ça.", False),
        ("fact", "", "Le relevé vibratoire de la ligne 3 : il dit avril, pas mars. À vérifier avant.", "https://intranet.lanterne.example/usine/ligne-3/vibrations", "", False),
        ("remark", "Je suis venu écouter.", "Vous pourriez commencer par là.", "", "Oui.", True),
    ],
    ("helene", 0): [("remark", "Un budget, c’est une conversation qu’on a trop tard.", "Voilà votre première phrase.", "", "", False)],
}  # fmt: skip


def fill(people: Mapping[str, Person], places: Mapping[str, Community], now: dt.datetime) -> None:
    """All of it, dated back from `now`."""
    doors_demo.fill(people, places, now)
    links = {}
    for who, by, ago, weeks in LINKS:
        at = now - dt.timedelta(weeks=ago)
        links[who] = CompanionLink.objects.create(
            person=people[who], companion=people[by], at=at, until=at + dt.timedelta(weeks=weeks)
        )
    counts: dict[str, int] = {}
    for who, ago, words in DRAFTS:
        at, number = now - dt.timedelta(days=ago), counts.get(who, 0)
        counts[who] = number + 1
        body = "".join(f"<p>{line}</p>" for line in words.split("\n\n"))
        post = Post.objects.create(
            author=people[who],
            body_html=body,
            body_text=words,
            language="fr",
            drafted_at=at,
            audience=Audience.EVERYONE,
        )
        if (who, number) in SAID:
            opening = DraftOpening.objects.create(link=links[who], post=post, at=at + dt.timedelta(hours=2))
            say(opening, words, SAID[who, number], people, at)
    for place, (weekday, hour) in enumerate(((1, 8), (2, 12), (3, 17)), 1):
        Slot.objects.create(person=people["helene"], place=place, weekday=weekday, time=dt.time(hour, 45))
    StepSaid.objects.create(person=people["helene"], name="failure", at=now - dt.timedelta(days=20))
    demo_notebook.fill(people, now)
    drawn = draw(3, by=people["marine"], seed="loto du 21 septembre")
    assert drawn.begins_on is not None
    Draw.objects.filter(pk=drawn.pk).update(
        at=now - dt.timedelta(weeks=9), begins_on=drawn.begins_on - dt.timedelta(weeks=9)
    )
    ShownSentence.objects.create(
        person=people["odile"],
        words="J’ai annoncé un changement d’horaires sans demander. Je ne le referai pas.",
        at=now,
    )


def say(opening: DraftOpening, text: str, rows: list[tuple[str, str, str, str, str, bool]], people: Mapping[str, Person], at: dt.datetime) -> None:  # fmt: skip
    for number, (kind, quote, words, address, answer, heard) in enumerate(rows, 3):
        row = DraftRemark.objects.create(
            opening=opening, by_id=opening.link.companion_id, kind=kind, quote=quote, near=text.index(quote), words=words, address=address,
            at=at + dt.timedelta(hours=number),
        )  # fmt: skip
        if answer:
            DraftRemark.objects.create(
                opening=opening,
                parent=row,
                by=opening.post.author,
                words=answer,
                at=at + dt.timedelta(hours=number + 1),
            )
        if heard:
            DraftRemarkHeard.objects.create(remark=row, at=at + dt.timedelta(hours=number + 2))
