"""French slips that a rule of a few words is enough to see, found where Grammalecte is absent or silent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.lexicon import is_word

HYPHENED = ["arrière plan", "premier plan", "avant hier", "après midi", "au delà", "au dessus", "au dessous", "au dedans", "là bas", "là haut", "là dessus", "là dedans", "là dessous", "ci dessus", "ci dessous", "ci joint", "ci jointe", "ci joints", "ci jointes", "ci après", "ci contre", "jusque là", "peut etre", "vis à vis", "c'est à dire", "c’est à dire", "quelques uns", "quelques unes", "rendez vous", "rond point", "week end", "savoir faire", "mot clé", "mots clés", "sous titre", "sous titres", "sous ensemble", "sous ensembles", "avant propos", "porte parole", "chef lieu", "tour à tour-", "face à face-", "de ci de là", "par ci", "par là même", "entre temps", "celui là", "celle là", "ceux là", "celles là", "celui ci", "celle ci", "ceux ci", "celles ci", "moi même", "toi même", "lui même", "elle même", "elles mêmes", "eux mêmes", "nous mêmes", "vous mêmes", "soi même", "est ce que", "qu'est ce que", "qu’est ce que", "qu'est ce qui", "qu’est ce qui", "sur mesure-", "grand chose-", "court circuit", "demi heure", "demi journée", "demi journées", "non seulement-", "vice versa-", "micro ondes", "e mail", "e mails"]  # fmt: skip
REPLACED = {
    r"(?:(?<=^)|(?<=[.!?…:\n] ))Ca(?= )": "Ça",
    r"\b[Hh]é(?= bien\b)": "Eh",
    r"\bAu(?= mais\b)": "Ah",
    r"(?<=\bde )part(?= (?:sa|son|ses|leur|leurs|le|la|les|l['’]))": "par",
    r"(?<=d['’]entre )elle\b": "elles",
    r"(?<=\b[Pp]our )rappelle\b": "rappel",
    r"(?<=\bquant )à même\b": "même",
    r"\b[Mm]algrés\b": "malgré",
    r"\b[Pp]armis\b": "parmi",
    r"\bcomme même\b": "quand même",
    r"\bau jour d['’]aujourd['’]hui\b": "aujourd’hui",
    r"\b[Ss]i (?=il(?:s)?\b)": "s’",
    r"\bdavantages(?= (?:de|d['’]|que))": "davantage",
    r"(?<=\bbientôt )a\b": "à",
    r"(?<=\bgrâce )a\b": "à",
    r"(?<=\bsuite )a\b": "à",
    r"(?<=\bface )a\b": "à",
    r"(?<=\bquant )a\b": "à",
    r"(?<=\bjusqu['’])a\b": "à",
    r"\bsa(?= (?:va|marche|fait|serait|sera|permet|suffit|dépend|m['’]a|n['’]a|n['’]est)\b)": "ça",
    r"(?<=\b[àa] )ça(?= (?:place|demande|suite|guise|manière|charge|tête)\b)": "sa",
    r"\bces(?= (?:dernier|dernière)\b)": "ce",
    r"\bces(?= (?:moi|bien|bon|vrai|très)\b)": "c’est",
    r"\bses(?= (?:moi|bien|vrai|très)\b)": "c’est",
    r"\bla quelle\b": "laquelle",
    r"\ble quel\b": "lequel",
    r"\bles quels\b": "lesquels",
    r"\bles quelles\b": "lesquelles",
    r"\ben faites\b(?=,)": "en fait",
    r"\bmise à jours\b": "mise à jour",
    r"\bmises à jours\b": "mises à jour",
    r"(?<=\ben ligne de )commandes\b": "commande",
    r"\b(?:peu|peut|doit|faut|pour|sans|veux) (?P<w>(?P<stem>\w{2,}[^aeiou\W])ez)\b": r"\g<stem>er",
    r"(?<!\best )(?<!\bsont )(?<!\bont )(?<!\bété )(?<!\bêtre )(?<!, )\bpeut-être(?= \w{3,}(?:é|ée|és|ées)\b)": "peut être",
    r"(?<=[Jj]e vous )(?P<w>(?!\w*(?:voud|aime|pour|dev|di|souhaite|se|au|conseille|recommande|invite|propose)rais)(?P<stem>\w{3,}r)ais)\b": r"\g<stem>ai",
    r"\btout(?= les\b)": "tous",
    r"\btoute(?= les\b)": "toutes",
    r"\btous(?= le\b)": "tout",
    r"\b[dD]['’]avantage\b(?= (?:de|d['’]|que|qu['’]|[.,;:!?]|sur|pour|et))": "davantage",
    r"\bvoir(?= même\b)": "voire",
    r"\bsoit[ -]disant\b": "soi-disant",
    r"\b[Bb]ien(?:-sûr| sure?)\b": "bien sûr",
    r"(?<=\ben )terme(?= d['’e])": "termes",
    r"\b[Qq]uand(?= à (?:moi|toi|lui|elle|nous|vous|eux|elles)\b)": "quant",
    r"\bprès(?= à \w+(?:er|ir|re)\b)": "prêt",
    r"\b(?:suis|es|est|sommes|êtes|sont|étais|était|étaient|été|être|serait|seraient) (?P<w>sensé(?P<stem>e?s?))(?= \w+(?:er|ir|re)\b)": r"censé\g<stem>",
    r"\b(?:suis|es|est|sommes|êtes|sont|étais|était|étaient|été|être) (?P<w>entrain)(?= d['’e])": "en train",
    r"(?<!\b[Cc]e )\b[Pp]eut être(?= qu['’e])": "peut-être",
    r"\b[dD]['’]ou(?= (?:vient|viennent|provient|l['’]|le|la|les|il|elle|ce|on)\b)": "d’où",
    r"(?<!\bqui )(?<!\bon )(?<!\bil )(?<!\belle )(?<![’'])\ba(?= (?:partir d|cause d|côté d|travers l|travers d|nouveau\b|propos d|condition d|condition que|titre d|jour\b|droite\b|gauche\b))": "à",
    r"(?<=\by )à(?= (?:eu|pas|plus|aussi|des|un|une|deux|trois|du|de la|quelques|plusieurs)\b)": "a",
    r"(?<=\b[çÇ]a )à(?= (?:été|eu|fait|pas|déjà|toujours|pu|dû|mis|pris)\b)": "a",
    r"\b[Ii]l faut(?= mieux\b)": "il vaut",
    r"\bquelque soit\b": "quel que soit",
    r"\bquelques soient\b": "quels que soient",
    r"\b[Ii]l y à\b": "il y a",
    r"(?<=(?<!-)\b[Oo]n )à\b": "a",
    r"(?<=(?<!-)\b[Ii]l )à\b": "a",
    r"\b(?:est|était|sera|serait|être|été|ont|avons|avez|avait|ai|a) (?P<w>crée(?P<stem>s?))\b": r"créé\g<stem>",
}
RULES = [(re.compile(pattern), wanted) for pattern, wanted in REPLACED.items()]
JOINED = re.compile(
    r"(?<![\w-])(?<![cs][’'](?=est ce))(?:"
    + "|".join(one for one in HYPHENED if not one.endswith("-"))
    + r")(?![\w-])",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"(?<![\w-])([A-Z]{2,}[IPLDVRSGB])s(?![\w-])")
NOUS = re.compile(r"(?<![\w’'-])([Nn]ous (?:ne |n['’])?)(\w+)ront\b")
INVERTED = re.compile(r"(?P<stem>\b\w*[aed])(?P<w>(?: t[ '’-]|-t['’ ]|t-))(?=(?:ils?|elles?|on)\b)")
ORDER = re.compile(
    r"(?:(?<=^)|(?<=[.!?:;,(] ))(?P<w>(?!\w*(?:chez|assez|nez|rez|veuillez)\b)\w{2,}ez (?:moi|nous|vous|lui|leur|les|le|la))(?=[ ,.!;:?)]*(?:$|[,.!;:?)]| (?:à|de|d['’]|en|pour|dans|sur|que|qu['’]|si|un|une|des|du|au|aux|par|avec|plus|bien|donc|ce)\b))",
    re.IGNORECASE,
)
SUBJECT_BEFORE = re.compile(r"\b(?:ils|elles|qui|les \w+|des \w+|ces \w+)\s(?:ne\s)?$", re.IGNORECASE)
REPEATED = re.compile(
    r"(?<![\w’'-])((?:le|la|les|de|du|des|et|un|une|à|au|aux|en|pour|par|dans|sur|que|qui|est|avec)) \1(?![\w’'-])",
    re.IGNORECASE,
)


def slips(text: str) -> Iterator[Fault]:
    """The slips of a paragraph."""
    for found in JOINED.finditer(text):
        yield Fault(*found.span(), "spelling", _("This is written with a hyphen."), (found.group().replace(" ", "-"),))
    for pattern, wanted in RULES:
        for found in pattern.finditer(text):
            group = "w" if "w" in pattern.groupindex else 0
            right = found.expand(wanted)
            if found.group(group)[:1].isupper():
                right = right[:1].upper() + right[1:]
            yield Fault(*found.span(group), "grammar", _("Is this the word you meant?"), (right,))
    for found in INVERTED.finditer(text):
        if is_word(found.group("stem"), "fr"):
            yield Fault(*found.span("w"), "spelling", _("This is written with a hyphen."), ("-t-",))
    for found in ORDER.finditer(text):
        yield Fault(
            *found.span("w"), "spelling", _("This is written with a hyphen."), (found.group("w").replace(" ", "-"),)
        )
    for found in ACRONYM.finditer(text):
        yield Fault(*found.span(), "grammar", _("In French an acronym takes no “s” in the plural."), (found.group(1),))
    for found in NOUS.finditer(text):
        if not SUBJECT_BEFORE.search(text[: found.start()]):
            yield Fault(
                found.start(2),
                found.end(),
                "grammar",
                _("After “nous”, the verb ends in “-ons”."),
                (found.group(2) + "rons",),
            )
    for found in REPEATED.finditer(text):
        if found.group(1).lower() not in ("nous", "vous"):
            yield Fault(found.end(1), found.end(), "typing", _("The same word twice."), ("",))
