"""Speaking for one's service: a communicator signs a post of theirs with the name of their own unit beside their own name. There is no
signing for another unit, nor in the name of another person."""

from __future__ import annotations

import re

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import COMMUNICATOR, holds
from parvis.posts.models import Post, ServiceSignature

# The first word of a service's name in French, by its article. A name that begins otherwise is said as it is: no article is guessed.
ARTICLES = {
    "la": "communication com comptabilité direction documentation fabrication finance formation gestion gouvernance logistique maintenance mairie maison médiation "
    "mission paie performance planification présidence prévention production prospective qualité recherche relation restauration sécurité société sûreté "
    "technique trésorerie vie zone cellule coordination délégation division stratégie médiathèque bibliothèque santé médecine mobilité transformation innovation",
    "le": "bureau cabinet centre commerce comité conseil contrôle département développement digital juridique laboratoire magasin marketing numérique patrimoine "
    "pôle programme secrétariat secteur service siège site support système transport",
    "les": "achats affaires ateliers équipes études finances marchés méthodes moyens opérations partenariats projets relations ressources rh services systèmes travaux ventes",
    "l’": "accueil administration agence animation assistance atelier audit équipe environnement exploitation expédition export industrie informatique ingénierie "
    "inspection international intendance université usine urbanisme observatoire office unité éthique",
}  # fmt: skip
ARTICLE_OF = {word: article for article, words in ARTICLES.items() for word in words.split()}


def in_a_sentence(service: str) -> str:
    """The name of a service as one says it: “La communication” in French, where its article is known; as it is in other languages."""
    first = re.match(r"[^\W\d_]+", service)
    article = ARTICLE_OF.get(first[0].casefold()) if first and (get_language() or "").startswith("fr") else None
    if article is None or first is None:
        return service
    is_word = first[0][1:].islower()  # RH stays RH
    return article.capitalize() + ("" if article == "l’" else " ") + (service[0].lower() if is_word else service[0]) + service[1:]  # fmt: skip


def signed_by(service: str, name: str) -> str:
    """Who speaks, in the language that is active: “La communication, par Marine Lebrun”."""
    return gettext("%(service)s, by %(name)s") % {"service": in_a_sentence(service), "name": name}


def service_of(person: Person) -> str:
    """The service this person may sign for, "" when there is none."""
    return person.unit.name if holds(person, COMMUNICATOR) and person.unit else ""


def sign(post: Post, *, by: Person) -> None:
    """Sign for one's own unit too. In the transaction that keeps or publishes the post."""
    name = service_of(by)
    require(post.author_id == by.pk and name, _("Only communicators sign for their service, and with their own name."))
    ServiceSignature.objects.create(post=post, unit=by.unit, name=name, at=clock.now())


def unsign(post: Post) -> None:
    ServiceSignature.objects.filter(post=post).delete()


def require_still(post: Post, *, by: Person) -> None:
    """What was signed as a draft is not published in the name of a service its author no longer speaks for."""
    row = ServiceSignature.objects.filter(post=post).first()
    if row is not None:
        is_own = row.unit_id is not None and row.unit_id == by.unit_id
        require(is_own and service_of(by), _("You no longer sign for this service: untick it, then publish."))
