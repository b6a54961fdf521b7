"""Marine's notebook in the demo: fourteen leaders at every stage, and the visits she wrote up, standing, between two doors."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence

from parvis.leadership.models import NotebookPage, Visit
from parvis.people.models import Person


@dataclasses.dataclass(frozen=True)
class Page:
    """`next_in` is in days from today, at `hour`."""

    stage: str
    holds_back: str = ""
    next_step: str = ""
    minutes: int | None = None
    next_in: int | None = None
    hour: int = 9


@dataclasses.dataclass(frozen=True)
class Seen:
    days_ago: int
    saw: str = ""
    step: str = ""
    answered: str = ""
    notes: str = ""


PAGES = {
    "helene": Page("regular", "", "Répondre à trois questions restées seules", 4, 12, 14),
    "claire": Page("regular", "Je réponds trop vite.", "Attendre une heure avant de répondre à Lille", 3, 13),
    "anil": Page("regular", "", "Thank Marta by name, and say for what", 2),
    "thomas": Page("rehearsing", "Qu’est-ce que je vais dire ?", "Porte ouverte de jeudi : choisir trois questions", 5, 1, 8),
    "bruno": Page("rehearsing", "À l’usine, on se parle en face.", "Lire aux coulisses le mot sur l’équipe de nuit", 5, 9, 6),
    "odile": Page("post", "On va dire que je me plains.", "Revenir répondre à Paul, même d’un mot", 5, 2, 10),
    "ines": Page("post", "", "Nommer Léa là où c’est elle qui a trouvé", 4, 9),
    "fatou": Page("comment", "Ce sont des chiffres, pas une histoire.", "Dire ce que le 60 % de Nadia lui a fait", 5, 10, 11),
    "julien": Page("comment", "Mon patron lit tout.", "Répondre à une question de Lyon, pas de Lille", 5, 15),
    "beatrice": Page("reaction", "Si je parle, cela devient une consigne.", "Poser une question dont elle ignore la réponse", 3, 8, 16),
    "amelie": Page("agreed", "Je n’écris pas bien.", "Remercier Pierre, par son prénom, pour le film des palettes", 3, 11, 15),
    "yves": Page("met", "Je n’ai pas le temps.", "Saluer une première prise de parole", 1, -1, 8),
    "marc": Page("to-meet", "", "", None, 6, 12),
    "vincent": Page("to-meet", "", "", None, 20),
}  # fmt: skip
VISITS: Mapping[str, Sequence[Seen]] = {
    "helene": [
        Seen(58, "Le mot de Mehdi sur le compresseur, qu’elle avait lu deux fois.", "A réagi, seule. « Instructif », puis elle a hésité vingt secondes au-dessus de « Bravo ».", "", "Ne pas parler de « stratégie de prise de parole ». Elle rit quand on dit « trois phrases »."),
        Seen(44, "Les questions de Relation client du lundi.", "A écrit « 4,2 %, c’est grave ? » en quatre minutes. Je n’ai pas touché le clavier ; j’ai demandé qui sourirait.", "À Nadia, en deux lignes, sans chiffre.", "Le déclic : elle a imaginé Nadia en train de lire, pas le comité."),
        Seen(15, "Sa propre publication, et qui avait répondu.", "A répondu aux cinq restés sans réponse. Onze minutes, montre en main.", "À Karim, dont c’était le premier mot.", "Elle propose d’aller voir Yves avec moi. À garder pour plus tard."),
    ],
    "thomas": [
        Seen(33, "Le texte de Sylvie sur la minute avant de commencer.", "A lu le sien à voix haute, en coulisses. S’est arrêté à « trajectoire capacitaire » : « c’est pas moi, ça ».", "", "Parle très bien debout, à l’atelier. Assis, il redevient un organigramme."),
        Seen(6, "Ce que Samia a montré sur la ligne 3.", "A ouvert son brouillon à mon regard, de lui-même.", "À Nicolas : « oui, coupez ».", "Jeudi, arriver dix minutes avant. Lui demander l’histoire du carter, ne rien préparer."),
    ],
    "yves": [Seen(21, "Rien : son téléphone sonnait.", "", "", "Couloir du 4e, sept minutes. « Je lis plus que je n’écris. » Ne pas insister : une minute, une première voix à saluer, et on s’en va.")],
    "odile": [
        Seen(20, "Le quai à 5 h 50, par Paul.", "A écrit l’annonce des horaires ratée, d’une traite. J’ai juste demandé : « et vous l’auriez dit comment, au café ? »", "", "Elle croit qu’admettre, c’est perdre. Les réponses lui ont montré l’inverse."),
        Seen(8, "Les réponses des managers.", "A répondu à trois personnes.", "À Bruno, avec humour.", ""),
    ],
    "bruno": [Seen(12, "La photo de l’équipe de nuit.", "Trois phrases en coulisses, lues à voix haute, jetées. Puis il les a réécrites.", "", "Le voir à 6 h, à la relève. Jamais au bureau.")],
    "claire": [Seen(30, "Le retour de Yann sur le scellement.", "A remercié Yann par son prénom, et dit pour quoi.", "À Julien.", "Va seule, maintenant. Une visite par mois suffit.")],
    "ines": [Seen(10, "L’essai de chute, neuf sur dix.", "A publié le dixième, celui qui casse.", "", "")],
    "fatou": [Seen(17, "Le 60 % de Nadia.", "A commenté, deux lignes.", "À Priya, en anglais.", "Lui rappeler que son « je n’y croyais pas » a fait répondre six personnes.")],
    "beatrice": [Seen(13, "Les questions des nouveaux arrivants.", "A réagi à Hugo. « Et si mon doigt glisse ? » Nous avons regardé les huit secondes ensemble.", "", "Peur d’engager la maison. Commencer par une question, pas par une réponse.")],
    "amelie": [Seen(9, "Le film des palettes hautes.", "", "", "D’accord pour essayer, si personne ne relit avant.")],
    "julien": [Seen(40, "Béthune, perdu.", "A commenté, le soir même.", "", "« Mon patron lit tout. » C’est vrai. Elle répond aussi : le lui montrer.")],
    "anil": [Seen(26, "Priya’s honest error bars.", "Asked the naive question himself.", "Two answers, in English then in French.", "")],
}  # fmt: skip


def fill(people: Mapping[str, Person], now: dt.datetime) -> None:
    marine = people["marine"]
    for handle, page in PAGES.items():
        next_at = None
        if page.next_in is not None:
            next_at = (now + dt.timedelta(days=page.next_in)).replace(hour=page.hour, minute=0, second=0, microsecond=0)
        NotebookPage.objects.create(
            by=marine, leader=people[handle], stage=page.stage, holds_back=page.holds_back, next_step=page.next_step, next_minutes=page.minutes,
            next_at=next_at, at=now - dt.timedelta(days=min((seen.days_ago for seen in VISITS.get(handle, ())), default=1)),
        )  # fmt: skip
        for seen in VISITS.get(handle, ()):
            Visit.objects.create(
                by=marine, leader=people[handle], at=now - dt.timedelta(days=seen.days_ago), saw=seen.saw, step=seen.step,
                answered=seen.answered, notes=seen.notes,
            )  # fmt: skip
