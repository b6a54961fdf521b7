"""Builds the demo organisation from demo/content: the same each time, dated back from the day it is loaded."""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.db import transaction

from demo import noticing
from demo.cast import PASSWORD
from demo.drawing import draw
from demo.filming import film
from demo.remembering import remember
from demo.speaking import speak
from parvis.communities.models import Community, Membership
from parvis.identity.models import Account
from parvis.importers.recounting import recount
from parvis.intranet import demo as intranet
from parvis.kernel import clock
from parvis.kernel.ids import imported_id
from parvis.leadership import demo as leadership
from parvis.people.models import Appointment, AskAbout, Departure, Follow, Mandate, Organisation, Person, Unit
from parvis.people.profiling import searchable
from parvis.posts.attaching import attach, keep_file
from parvis.posts.illustrating import illustrate
from parvis.posts.models import (
    SIGNS,
    AcceptedAnswer,
    Ballot,
    Bookmark,
    Comment,
    CommentReaction,
    FirstVoice,
    MeToo,
    Pin,
    Poll,
    PollOption,
    Post,
    PostReaction,
    Publication,
    Share,
)  # fmt: skip
from parvis.posts.naming import give_subjects, name_people
from parvis.posts.publishing import audience_of
from parvis.posts.signing import sign
from parvis.posts.writing import rendered
from parvis.rehearsal import demo as rehearsals

CONTENT = Path(__file__).parent / "content"
PARIS = zoneinfo.ZoneInfo("Europe/Paris")
SIZE = 240
FIRST = [
    "Adèle",
    "Adrien",
    "Agathe",
    "Alexis",
    "Alice",
    "Anaïs",
    "Antoine",
    "Arthur",
    "Audrey",
    "Aurélie",
    "Baptiste",
    "Benoît",
    "Capucine",
    "Cédric",
    "Charlotte",
    "Clément",
    "Coralie",
    "Damien",
    "David",
    "Delphine",
    "Émilie",
    "Éric",
    "Estelle",
    "Étienne",
    "Fabrice",
    "Fanny",
    "Farid",
    "Florence",
    "Florian",
    "Gabriel",
    "Gaëlle",
    "Guillaume",
    "Habib",
    "Ibrahim",
    "Isabelle",
    "Jérôme",
    "Jeanne",
    "Joël",
    "Khadija",
    "Laure",
    "Laurent",
    "Leïla",
    "Lucie",
    "Ludovic",
    "Malika",
    "Manon",
    "Mathieu",
    "Mélanie",
    "Michel",
    "Mickaël",
    "Moussa",
    "Myriam",
    "Nathalie",
    "Nora",
    "Olivier",
    "Pascal",
    "Pauline",
    "Quentin",
    "Rémi",
    "Romain",
    "Sabrina",
    "Sandrine",
    "Sébastien",
    "Stéphanie",
    "Tanguy",
    "Théo",
    "Valérie",
    "Victor",
    "Yasmine",
    "Zoé",
]
LAST = [
    "Allard",
    "Barbier",
    "Bazin",
    "Benoit",
    "Berger",
    "Blanchard",
    "Bonnet",
    "Boucher",
    "Bouvier",
    "Carpentier",
    "Charpentier",
    "Clerc",
    "Cordier",
    "Da-Silva",
    "Delmas",
    "Diop",
    "Dumas",
    "Dupont",
    "Fabre",
    "Faure",
    "Ferrand",
    "Gaillard",
    "Gauthier",
    "Girard",
    "Guérin",
    "Hamel",
    "Hubert",
    "Jacquet",
    "Klein",
    "Lacroix",
    "Lambert",
    "Leclerc",
    "Lefèvre",
    "Legrand",
    "Leroux",
    "Maillard",
    "Marchal",
    "Masson",
    "Meunier",
    "N’Diaye",
    "Nguyen",
    "Noël",
    "Olivier",
    "Pelletier",
    "Perrot",
    "Picard",
    "Poirier",
    "Prévost",
    "Renard",
    "Robin",
    "Rolland",
    "Roussel",
    "Sanchez",
    "Schmitt",
    "Simon",
    "Tessier",
    "Tran",
    "Vallet",
    "Weber",
    "Zidane",
]
JOBS = {
    "usine-grenoble": ["Opératrice de montage", "Opérateur de montage", "Régleur", "Conductrice de ligne"], "qualite": ["Contrôleur qualité", "Métrologue"],
    "maintenance": ["Technicien de maintenance", "Électromécanicienne"], "logistique-lyon": ["Cariste", "Préparatrice de commandes", "Agent de quai"],
    "relation-client": ["Chargé de clientèle", "Chargée de clientèle"], "ventes-nord": ["Commerciale", "Commercial"], "chantiers": ["Poseur", "Cheffe de chantier", "Grutier"],
    "bureau-etudes": ["Ingénieure électronique", "Dessinateur", "Éclairagiste"], "data": ["Data analyst"], "informatique": ["Administrateur systèmes", "Développeuse"],
    "comptabilite": ["Comptable"], "controle-de-gestion": ["Contrôleur de gestion"], "achats": ["Acheteuse"], "formation": ["Formateur"],
}  # fmt: skip


class Demo:
    """The whole organisation. `now` is the day everything is dated back from."""

    def __init__(self) -> None:
        self.plan = yaml.safe_load((CONTENT / "organisation.yaml").read_text())
        self.now = clock.now()
        self.seed = random.Random(2026)
        self.hours = random.Random(14)
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.places: dict[str, Community] = {}
        self.posts: dict[str, Post] = {}
        self.spoken: set[int] = set()
        self.quiet: set[int] = set()  # who has never reacted

    def id(self, key: str, at: dt.datetime | None = None) -> int:
        return imported_id(at or self.now - dt.timedelta(days=400), key)

    @transaction.atomic
    def build(self) -> None:
        Organisation.objects.create(name=self.plan["name"])
        self.build_units()
        self.build_people()
        self.build_places()
        for entry in sorted(self.entries(), key=self.when):
            self.build_post(entry)
        speak(self.people.values(), self.spoken, self.posts, self.build_comment)
        rehearsals.fill(self.people, self.now)
        leadership.fill(self.people, self.places, self.now)
        intranet.fill(self.people, self.posts, self.now)
        recount()
        noticing.fill(self.now)
        remember(self.people.values(), self.now)

    def build_units(self) -> None:
        for plan in self.plan["units"]:
            unit = Unit(
                id=self.id(f"unit:{plan['slug']}"),
                slug=plan["slug"],
                name=plan["name"],
                parent=self.units.get(plan["parent"] or ""),
            )
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
            unit.save(force_insert=True)
            self.units[plan["slug"]] = unit

    def let_in(self, number: int, plan: dict[str, Any]) -> dt.datetime:
        """The named people began when the network opened; the others had been given an account in the months before, and came to it later."""
        made_up, left = plan.get("site") == "", plan.get("left")
        return self.now - dt.timedelta(days=400 if left else 62 + number * 37 % 200 if made_up else 75)

    def plans(self) -> Iterator[dict[str, Any]]:
        """The named people, then those made up around them until there are 240."""
        named = {plan["handle"]: plan for plan in self.plan["people"]}
        waiting = list(named.values())
        done: set[str] = set()
        while waiting:
            for plan in list(waiting):
                if not plan.get("manager") or plan["manager"] in done:
                    waiting.remove(plan)
                    done.add(plan["handle"])
                    yield plan
        heads = {plan["unit"]: plan["handle"] for plan in reversed(self.plan["people"]) if plan.get("unit")}
        names = iter(
            sorted(
                sorted({f"{f} {n}" for f in FIRST for n in self.seed.sample(LAST, 4)}), key=lambda _: self.seed.random()
            )
        )
        units = sorted(JOBS, key=lambda slug: slug)
        for number in range(SIZE - len(named)):
            slug = units[(number * 5 + number // 14) % len(units)]
            name = next(names)
            handle = re.sub(r"[^a-z]+", "-", searchable(Person(name=name), [])).strip("-")
            yield {
                "handle": handle,
                "name": name,
                "job": self.seed.choice(JOBS[slug]),
                "unit": slug,
                "manager": heads[slug],
                "site": "",
            }

    def build_people(self) -> None:
        for number, plan in enumerate(self.plans()):
            manager = self.people.get(plan.get("manager") or "")
            person = Person(
                id=self.id(f"person:{plan['handle']}", self.let_in(number, plan)), handle=plan["handle"], name=plan["name"], job=plan["job"], unit=self.units.get(plan["unit"] or ""),
                manager=manager, site=plan.get("site") or (manager.site if manager else ""), line=plan.get("line", ""), email=f"{plan['handle']}@lanterne.example",
                is_guest=plan.get("guest", False), language=plan.get("lang", "fr"), languages=["en", "fr"] if plan.get("lang") else ["fr"],
                arrived_on=(self.now - dt.timedelta(days=60 + number * 17 % 4000)).date(),
            )  # fmt: skip
            person.chain = f"{manager.chain if manager else '/'}{person.pk}/"
            person.search_text = searchable(person, plan.get("ask_about", []))
            person.save(force_insert=True)
            self.people[person.handle] = person
            if plan.get("site") == "" and number % 3 == 0:
                self.quiet.add(person.pk)
            AskAbout.objects.bulk_create([AskAbout(person=person, label=label) for label in plan.get("ask_about", [])])
            if plan.get("leader"):
                Mandate.objects.create(person=person, title=plan["leader"], by=self.people.get("marine"), at=self.now)
        named = {plan["handle"] for plan in self.plan["people"]}
        Account.objects.bulk_create([self.account(handle) for handle in named])
        Departure.objects.create(
            person=self.people["hana"], by=self.people["sofia"], at=self.now - dt.timedelta(days=90)
        )
        for handle, power in (("sofia", "administrator"), ("sofia", "moderator"), ("marine", "communicator")):
            Appointment.objects.create(person=self.people[handle], power=power, at=self.now)
        everyone = [p for p in self.people.values() if not p.is_guest]
        leaders = [self.people[h] for h in ("helene", "thomas", "claire", "anil")]
        pairs = {
            (p.pk, q.pk)
            for p in everyone
            for q in [*self.seed.sample(leaders, 2), *self.seed.sample(everyone, 3)]
            if p.pk != q.pk
        }
        pairs |= {(self.people["nadia"].pk, self.people[h].pk) for h in ("helene", "cleo", "karim", "paul")}
        Follow.objects.bulk_create([Follow(person_id=a, followed_id=b, at=self.now) for a, b in sorted(pairs)])

    def account(self, handle: str) -> Account:
        account = Account(email=f"{handle}@lanterne.example", person=self.people[handle], is_active=handle != "hana")
        account.set_password(PASSWORD)
        return account

    def build_places(self) -> None:
        for plan in self.plan["communities"]:
            place = Community.objects.create(
                id=self.id(f"place:{plan['slug']}"), slug=plan["slug"], name=plan["name"], purpose=plan["purpose"], kind=plan["kind"],
                everyone=plan.get("everyone", False), starters=plan.get("starters", "everyone"),
            )  # fmt: skip
            self.places[place.slug] = place
            roles = {
                p.handle: "member" for p in self.people.values() if p.unit and p.unit.slug in plan.get("units", [])
            }
            roles |= dict.fromkeys(plan.get("members", []), "member") | dict.fromkeys(plan.get("hosts", []), "host")
            if plan.get("owner"):
                roles[plan["owner"]] = "owner"
            Membership.objects.bulk_create(
                [
                    Membership(person=self.people[h], community=place, role=role, at=self.now)
                    for h, role in roles.items()
                    if h != "hana"
                ]
            )

    def entries(self) -> list[dict[str, Any]]:
        return [entry for path in sorted(CONTENT.glob("posts-*.yaml")) for entry in yaml.safe_load(path.read_text())]

    def when(self, entry: dict[str, Any]) -> dt.datetime:
        """ "-41 08:52" in the time of Paris; never in the future."""
        days, clock_time = entry["at"].split(" ")
        hour, minute = map(int, clock_time.split(":"))
        day = (self.now.astimezone(PARIS) + dt.timedelta(days=int(days))).replace(
            hour=hour, minute=minute, second=0, microsecond=0
        )
        return min(day.astimezone(dt.UTC), self.now - dt.timedelta(minutes=40))

    def after(self, text: str) -> dt.timedelta:
        """ "1d4h20m", "2h10", "42m"."""
        found = re.fullmatch(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m?)?", text)
        assert found, text
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return dt.timedelta(days=days, hours=hours, minutes=minutes)

    def later(self, at: dt.datetime) -> dt.datetime:
        """When somebody reacts: within five hours for half of them, some days after; by now at the latest, and not all at once."""
        last = self.now - dt.timedelta(minutes=2)
        then = at + dt.timedelta(hours=5 * self.hours.lognormvariate(0, 1.5))
        return then if then < last else at + (last - at) * self.hours.random()

    def linked(self, body: str) -> str:
        """`{post:marge}` is the address of that post."""
        return re.sub(r"\{post:([\w-]+)\}", lambda found: f"/posts/{self.posts[found[1]].pk}/", body)

    def resolve(self, handles: set[str]) -> dict[str, tuple[int, str]]:
        return {h: (self.people[h].pk, self.people[h].name) for h in handles if h in self.people}

    def readers(self, place: Community | None, but: Person) -> list[Person]:
        if place is None or place.everyone or place.kind == "open":
            pool = [p for p in self.people.values() if not p.is_guest and p.handle != "hana"]
        else:
            ids = set(place.memberships.values_list("person_id", flat=True))
            pool = [p for p in self.people.values() if p.pk in ids]
        return [p for p in pool if p.pk != but.pk]

    def build_post(self, entry: dict[str, Any]) -> None:
        at, author, place = self.when(entry), self.people[entry["by"]], self.places.get(entry.get("in", ""))
        words = rendered(
            self.linked(entry["body"]), kind="article" if entry["kind"] == "article" else "note", resolve=self.resolve
        )
        post = Post(
            id=self.id(f"post:{entry['key']}", at), kind=entry["kind"], author=author, community=place, audience=audience_of(place), title=entry.get("title", ""),
            body_html=words.html, body_text=words.text, language=entry.get("lang", "fr"), drafted_at=at, published_at=at, active_at=at,
        )  # fmt: skip
        post.save(force_insert=True)
        self.posts[entry["key"]] = post
        Publication.objects.create(id=self.id(f"publication:{entry['key']}", at), post=post, by=author, at=at)
        self.first_voice(author, at, entry.get("first", False), post=post)
        name_people(post, words.mentions)
        give_subjects(post, words.subjects)
        self.details(post, entry, at)
        for rank, said in enumerate(entry.get("comments", [])):
            self.build_comment(post, said, f"{entry['key']}:{rank}", at)

    def details(self, post: Post, entry: dict[str, Any], at: dt.datetime) -> None:
        readers = self.readers(post.community, post.author)
        self.react(PostReaction, "post", post, entry.get("reactions", {}), readers, at)
        for model, count in ((MeToo, entry.get("me_too", 0)), (Bookmark, entry.get("bookmarks", 0))):
            model.objects.bulk_create(
                [model(person=p, post=post, at=at) for p in self.seed.sample(readers, min(count, len(readers)))]
            )  # type: ignore[attr-defined]
        if entry.get("signed"):
            sign(post, by=post.author)
        if entry.get("pinned"):
            Pin.objects.create(post=post, by=post.author, at=at)
        if entry.get("of"):
            Share.objects.create(post=post, original=self.posts[entry["of"]])
        self.illustrate(post, entry)
        if entry.get("poll"):
            self.build_poll(post, entry["poll"], readers)

    def illustrate(self, post: Post, entry: dict[str, Any]) -> None:
        """The cover, the photos and the film of a post, drawn by code; the same for the same text, whatever the day."""

        def kept(plan: dict[str, str], body: bytes, kind: str, use: str = "") -> int:
            file = ContentFile(body, name=f"{plan['draw']}.{kind}")
            return keep_file(file, by=post.author, alt=plan["alt"], use=use, at_once=True).pk

        seed = sum(entry["key"].encode())
        if cover := entry.get("cover"):
            illustrate(post, [], cover=kept(cover, draw(cover["draw"], seed), "png", "cover"), owner=post.author)
        beside = [kept(p, draw(p["draw"], seed + n), "png") for n, p in enumerate(entry.get("photos", []))]
        if plan := entry.get("film"):
            if body := film(seed):
                beside.append(kept(plan, body, "webm"))
            else:
                sys.stderr.write("No film in the demo, a picture instead: PyAV is not installed.\n")
                beside.append(kept(plan, draw(plan["draw"], seed), "png"))
        if beside:
            attach(post, beside, owner=post.author)

    def build_poll(self, post: Post, plan: dict[str, Any], readers: list[Person]) -> None:
        votes = plan["votes"]
        voters = self.seed.sample(readers, min(sum(votes), len(readers)))
        poll = Poll.objects.create(
            post=post,
            is_multiple=plan["multiple"],
            is_anonymous=plan["anonymous"],
            ends_at=self.now + dt.timedelta(days=plan["ends"]),
            voter_count=len(voters),
        )
        PollOption.objects.bulk_create(
            [PollOption(poll=poll, position=n, words=w, vote_count=votes[n]) for n, w in enumerate(plan["options"])]
        )
        Ballot.objects.bulk_create([Ballot(poll=poll, person=p) for p in voters if p.handle != "nadia"])

    def react(
        self, model: Any, field: str, row: Any, counts: dict[str, int], readers: list[Person], at: dt.datetime
    ) -> None:
        pool = [p for p in readers if p.pk not in self.quiet]
        wanted = [sign for sign in SIGNS for _ in range(counts.get(sign, 0))][: len(pool)]
        people = self.seed.sample(pool, len(wanted))
        model.objects.bulk_create(
            [
                model(person=p, sign=sign, at=self.later(at), **{field: row})
                for p, sign in zip(people, wanted, strict=True)
            ]
        )

    def build_comment(
        self, post: Post, said: dict[str, Any], key: str, start: dt.datetime, parent: Comment | None = None
    ) -> None:
        at = min(start + self.after(str(said["after"])), self.now - dt.timedelta(minutes=3))
        author = self.people[said["by"]]
        words = rendered(said["text"], kind="comment", resolve=self.resolve)
        comment = Comment.objects.create(
            id=self.id(f"comment:{key}", at),
            post=post,
            parent=parent.parent or parent if parent else None,
            answers=parent,
            author=author,
            body_html=words.html,
            body_text=words.text,
            at=at,
        )
        self.first_voice(author, at, said.get("first", False), comment=comment)
        name_people(post, words.mentions, comment=comment)
        self.react(
            CommentReaction, "comment", comment, said.get("reactions", {}), self.readers(post.community, author), at
        )
        if said.get("accepted"):
            AcceptedAnswer.objects.create(post=post, comment=comment, by=post.author, at=at)
            Post.objects.filter(pk=post.pk).update(is_answered=True)
        for rank, reply in enumerate(said.get("replies", [])):
            self.build_comment(post, reply, f"{key}:{rank}", at, parent=comment)

    def first_voice(self, person: Person, at: dt.datetime, is_first: bool, **what: Any) -> None:
        """Marked first in the contents, it is their first word; otherwise they had spoken long before the demo begins."""
        if person.pk not in self.spoken:
            self.spoken.add(person.pk)
            long_ago = self.now - dt.timedelta(days=300)
            FirstVoice.objects.create(person=person, at=at if is_first else long_ago, **(what if is_first else {}))
