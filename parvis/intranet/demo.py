"""The two intranet feeds of the demo, served by the installation itself and read as any other; and what was said of their facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from django.conf import settings

from parvis.intranet.fetching import fetch_source
from parvis.intranet.models import EmbedOrigin, InsideHost, Source
from parvis.intranet.opening import origin_of
from parvis.intranet.reading import item
from parvis.intranet.taking import take
from parvis.people.models import Person
from parvis.posts.models import Post
from parvis.posts.unfolding import show_links


@dataclasses.dataclass(frozen=True)
class Page:
    """A page of the demo's intranet, so many days old."""

    name: str
    days: int
    title: str
    words: str


FEEDS = {
    "actualites": ("Actualités", [
        Page("budget-formation", 1, "Formation : 300 places de plus au printemps", "Le plan de formation est rouvert. Trois cents places s’ajoutent dès avril, dont la moitié pour les équipes de production. Les demandes se font auprès de son responsable."),
        Page("rappel-du-jour", 3, "Relation client : le rappel le jour même étendu à trois sites", "Après l’essai mené sur quarante clients, le rappel le jour même est étendu à Lille, Lyon et Nantes à partir du premier du mois."),
        Page("marge", 59, "Résultats annuels : marge opérationnelle à 4,2 %", "La marge opérationnelle s’établit à 4,2 % du chiffre d’affaires, contre 5,1 % un an plus tôt. L’écart tient pour l’essentiel au contrat d’énergie signé en octobre."),
    ]),
    "usines": ("Vie des usines", [
        Page("ligne-3", 2, "Grenoble : la ligne 3 s’arrête deux semaines en août", "La ligne 3 sera refaite du 4 au 18 août. Les équipes seront en congé ou en formation ; aucun poste n’est supprimé."),
        Page("quai-du-soir", 5, "Lyon : essai de chargement le soir", "Deux transporteurs acceptent de charger jusqu’à 21 h. L’essai dure six semaines."),
    ]),
}  # fmt: skip
# Which posts of the demo explain or speak of which page.
SAID = {"marge": ("marge", "suite-marge"), "rappel-du-jour": ("rappel",), "quai-du-soir": ("transporteur", "quai-4")}


def root() -> str:
    return f"{settings.PARVIS.address.rstrip('/')}/demo/intranet"


def page_named(name: str) -> Page | None:
    return next((page for _name, pages in FEEDS.values() for page in pages if page.name == name), None)


def fill(people: Mapping[str, Person], posts: Mapping[str, Post], now: dt.datetime) -> None:
    """The host named, the feeds added (a job reads them for good), their facts there from the first page on."""
    by, origin = people["sofia"], origin_of(root())
    InsideHost.objects.create(name=origin.partition("://")[2], by=by, at=now)
    EmbedOrigin.objects.create(origin=origin, by=by, at=now)
    for name, (title, pages) in FEEDS.items():
        source = Source.objects.create(kind=Source.Kind.FEED, name=title, address=f"{root()}/{name}/feed/", by=by, at=now, next_at=now)  # fmt: skip
        made = [item(f"{root()}/{page.name}/", page.title, page.words, said_at=now - dt.timedelta(days=page.days)) for page in pages]  # fmt: skip
        take([one for one in made if one], source)
        fetch_source.later(source_id=source.pk)
    for name, keys in SAID.items():
        for key in keys:
            if key in posts:
                show_links(posts[key], [], f"{root()}/{name}")
