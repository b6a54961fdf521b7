"""The two intranet feeds of the demo, served by the installation itself and read as any other; and what was said of their facts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from parvis.intranet.fetching import fetch_source
from parvis.intranet.models import EmbedOrigin, Fact, InsideHost, Source
from parvis.intranet.opening import origin_of
from parvis.intranet.reading import item
from parvis.intranet.taking import take
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.leadership.models import DraftRemark
from parvis.people.models import Person
from parvis.posts.models import LinkCard, Post
from parvis.posts.unfolding import hash_of, show_links


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
        Page("vibrations", 6, "Grenoble : relevé vibratoire de la ligne 3", "Le relevé d’avril montre une vibration du carter à 47 Hz, dans la tolérance. Le prochain est prévu après l’arrêt d’août."),
        Page("quai-du-soir", 5, "Lyon : essai de chargement le soir", "Deux transporteurs acceptent de charger jusqu’à 21 h. L’essai dure six semaines."),
    ]),
}  # fmt: skip
SERVED = re.compile(rf"(https?://[^/]+)/demo/intranet/(?:{'|'.join(FEEDS)})/feed/")
# Which posts of the demo explain or speak of which page.
SAID = {"marge": ("marge", "suite-marge"), "rappel-du-jour": ("rappel",), "quai-du-soir": ("transporteur", "quai-4")}


def root() -> str:
    return f"{settings.PARVIS.address.rstrip('/')}/demo/intranet"


def page_named(name: str) -> Page | None:
    return next((page for _name, pages in FEEDS.values() for page in pages if page.name == name), None)


@transaction.atomic
def follow_address() -> bool:
    """The demo was built on another port: its feeds, the hosts named, its facts and their cards follow; whether anything moved. What
    somebody added themselves stays as they wrote it."""
    sources = [row for row in Source.objects.filter(kind=Source.Kind.FEED) if SERVED.fullmatch(row.address)]
    former = {found[1] for row in sources if (found := SERVED.fullmatch(row.address))} - {origin_of(root())}
    for origin in former:
        move(origin, origin_of(root()))
    for row in sources if former else ():
        fetch_source.later(source_id=row.pk)
    return bool(former)


def move(former: str, origin: str) -> None:
    """Everything of the demo's intranet from one origin to another. What is there already is not doubled."""
    for host in InsideHost.objects.filter(name=former.partition("://")[2]):
        InsideHost.objects.get_or_create(name=origin.partition("://")[2], defaults={"by": host.by, "at": host.at})
        host.delete()
    for opened in EmbedOrigin.objects.filter(origin=former):
        EmbedOrigin.objects.get_or_create(origin=origin, defaults={"by": opened.by, "at": opened.at})
        opened.delete()
    began = f"{former}/demo/intranet/"
    for source in Source.objects.filter(address__startswith=began):
        source.address = origin + source.address.removeprefix(former)
        source.next_at, source.failures, source.trouble, source.etag, source.modified = clock.now(), 0, "", "", ""
        source.save()
    for fact in Fact.objects.filter(address__startswith=began):
        address = origin + fact.address.removeprefix(former)
        if not Fact.objects.filter(key=key_of(address)).exists():
            Fact.objects.filter(pk=fact.pk).update(address=address, key=key_of(address))
    for remark in DraftRemark.objects.filter(address__startswith=began):
        DraftRemark.objects.filter(pk=remark.pk).update(address=origin + remark.address.removeprefix(former))
    for card in LinkCard.objects.filter(url__startswith=began):
        url = origin + card.url.removeprefix(former)
        if not LinkCard.objects.filter(url_hash=hash_of(url)).exists():
            LinkCard.objects.filter(pk=card.pk).update(url=url, key=key_of(url), url_hash=hash_of(url))


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
    DraftRemark.objects.filter(kind="fact").update(address=f"{root()}/vibrations/")
