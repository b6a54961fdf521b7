"""The cast: eleven colleagues whose meaning never changes, and the places they meet in. The tests' world, and the demo's core.

nadia writes · karim same communities, has only ever read · cleo their manager · helene, thomas, yves leaders · marine
communicator · paul far from all of them, in no closed place of theirs · sofia administrator · gus guest of one community ·
hana has left.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.db import transaction

from parvis.communities.models import Community, Membership
from parvis.identity.models import Account
from parvis.kernel import clock
from parvis.people.models import Appointment, Departure, Mandate, Organisation, Person, Unit

PASSWORD = "sur le parvis"
PEOPLE = {
    # handle: (name, job, unit, manager)
    "yves": ("Yves Carlier", "Directeur général", "lanterne", None),
    "helene": ("Hélène Marchand", "Directrice financière", "finances", "yves"),
    "thomas": ("Thomas Roux", "Directeur industriel", "industrie", "yves"),
    "cleo": ("Cléo Aubin", "Responsable de la relation client", "relation-client", "yves"),
    "nadia": ("Nadia Belkacem", "Chargée de clientèle", "relation-client", "cleo"),
    "karim": ("Karim Diallo", "Chargé de clientèle", "relation-client", "cleo"),
    "marine": ("Marine Lebrun", "Responsable de la communication interne", "communication", "yves"),
    "sofia": ("Sofia Almeida", "Informatique de l’environnement de travail", "informatique", "yves"),
    "paul": ("Paul Texier", "Chef de quai", "logistique-lyon", "thomas"),
    "gus": ("Gus Van Houten", "Fournisseur", None, None),
    "hana": ("Hana Weber", "Acheteuse", "finances", "helene"),
}
UNITS = {
    "lanterne": ("Lanterne", None),
    "finances": ("Direction financière", "lanterne"),
    "industrie": ("Direction industrielle", "lanterne"),
    "relation-client": ("Relation client", "lanterne"),
    "communication": ("Communication", "lanterne"),
    "informatique": ("Informatique", "lanterne"),
    "logistique-lyon": ("Logistique Lyon", "industrie"),
}
COMMUNITIES = {
    # slug: (name, kind, starters, owner, hosts, members)
    "la-place": ("La place", "open", "everyone", None, [], []),
    "relation-client": ("Relation client", "open", "everyone", "cleo", ["nadia"], ["karim", "helene"]),
    "managers": ("Managers de proximité", "closed", "everyone", "cleo", [], ["helene", "thomas", "marine"]),
    "aurore": ("Projet Aurore", "secret", "everyone", "cleo", [], ["helene", "thomas", "marine", "nadia"]),
    "fournisseurs": ("Avec nos fournisseurs", "closed", "everyone", "thomas", [], ["sofia", "gus"]),
    "comite": ("Le comité vous répond", "open", "hosts", "helene", ["yves"], ["nadia", "karim"]),
}


@dataclasses.dataclass
class World:
    """`world.nadia`, `world.place("aurore")`."""

    people: dict[str, Person]
    communities: dict[str, Community]

    def __getattr__(self, handle: str) -> Person:
        try:
            return self.__dict__["people"][handle]
        except KeyError:
            raise AttributeError(handle) from None

    def place(self, slug: str) -> Community:
        return self.communities[slug]


@transaction.atomic
def build() -> World:
    """The whole world, in an empty database."""
    then = clock.now() - dt.timedelta(days=400)
    Organisation.objects.create(name="Lanterne")
    units: dict[str, Unit] = {}
    for slug, (name, parent) in UNITS.items():
        unit = Unit(slug=slug, name=name, parent=units.get(parent or ""))
        unit.path = f"{units[parent].path if parent else '/'}{unit.pk}/"
        unit.save()
        units[slug] = unit
    people: dict[str, Person] = {}
    for handle, (name, job, unit_slug, manager) in PEOPLE.items():
        person = Person(
            handle=handle, name=name, job=job, unit=units.get(unit_slug or ""), manager=people.get(manager or ""),
            email=f"{handle}@lanterne.example", is_guest=handle == "gus", language="fr", arrived_on=then.date(),
        )  # fmt: skip
        person.chain = f"{people[manager].chain if manager else '/'}{person.pk}/"
        person.save()
        Account.objects.create_user(person.email, PASSWORD, person=person, is_active=handle != "hana")
        people[handle] = person
    Departure.objects.create(person=people["hana"], by=people["sofia"], at=then)
    for handle, title in (
        ("helene", "Comité de direction"),
        ("thomas", "Comité de direction"),
        ("yves", "Direction générale"),
    ):
        Mandate.objects.create(person=people[handle], title=title, by=people["marine"], at=then)
    for handle, power in (("sofia", "administrator"), ("sofia", "moderator"), ("marine", "communicator")):
        Appointment.objects.create(person=people[handle], power=power, at=then)
    communities: dict[str, Community] = {}
    for slug, (name, kind, starters, owner, hosts, members) in COMMUNITIES.items():
        community = Community.objects.create(
            slug=slug, name=name, kind=kind, starters=starters, everyone=slug == "la-place",
            member_count=(owner is not None) + len(hosts) + len(members),
        )  # fmt: skip
        roles = [(owner, "owner")] if owner else []
        roles += [(handle, "host") for handle in hosts] + [(handle, "member") for handle in members]
        for handle, role in roles:
            Membership.objects.create(person=people[handle], community=community, role=role, at=then)
        communities[slug] = community
    return World(people, communities)
