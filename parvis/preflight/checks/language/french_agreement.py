"""French agreements between neighbours, by the kinds of their words (`classes.py`): what is found without Grammalecte.

Only words that can be nothing else are judged: a word that may be a noun or a verb, masculine or feminine, is left alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.language.context import Paragraph
from parvis.preflight.checks.language.faults import Fault
from parvis.preflight.checks.language.tokens import Token
from parvis.preflight.lexicon import is_word


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


CLITICS = listed("ne n' me m' te t' se s' le la les l' lui leur y en nous vous")
PERSON = {
    "je": "1sg", "j'": "1sg", "tu": "2sg", "il": "3sg", "elle": "3sg", "on": "3sg", "ça": "3sg", "cela": "3sg", "ils": "3pl", "elles": "3pl",
}  # fmt: skip
MASCULINE, FEMININE = listed("un le ce du au"), listed("une la cette")
SINGULAR = listed("un une le la ce cet cette du au chaque")
PLURAL = listed(
    "les des ces mes tes ses nos vos aux quelques plusieurs certains certaines deux trois quatre cinq six dix"
)
OWNED = {
    "leur": "leurs", "notre": "nos", "votre": "vos", "mon": "mes", "ma": "mes", "ton": "tes", "ta": "tes", "sa": "ses",
}  # fmt: skip
HAVING = listed(
    "ai as a avons avez ont avais avait avions aviez avaient aurai auras aura aurons aurez auront aurais aurait ayant"
)
BETWEEN = listed("pas jamais plus bien déjà toujours tous tout aussi encore mal trop peu vraiment donc")
# Nouns a participle or an adjective of another gender follows rightly: “une fois installé”, “côté serveur”.
APART = listed(
    "fois chose personne minute côté type mode niveau version taille partie suite sorte espèce faute base fin mise page ligne couleur fleur"
)
AFTER = listed(
    "client fournisseur papier maximum minimum standard public réseau métier bleu vert gris brun noir blanc violet"
)


@dataclasses.dataclass(slots=True)
class Word:
    token: Token
    kinds: frozenset[str]

    def is_only(self, *starts: str) -> bool:
        return bool(self.kinds) and all(kind.startswith(starts) for kind in self.kinds)

    def forms(self) -> set[str]:
        """Gender and number of all it can be: "m.s", "f.p", "e.i" …"""
        return {kind[2:] for kind in self.kinds if kind[1:2] == "."}


def words(paragraph: Paragraph) -> list[Word]:
    counts, found = paragraph.counts, []
    for token in paragraph.tokens:
        number = counts.words.get(token.key)
        kinds = (
            frozenset()
            if number is None or not token.text.islower()
            else frozenset(counts.kind_names[counts.kinds[number]].split("|"))
        )
        found.append(Word(token, kinds - {"X"}))
    return found


def agreements(paragraph: Paragraph) -> Iterator[Fault]:
    """The agreements that fail in a paragraph."""
    line = words(paragraph)
    for at, word in enumerate(line):
        key = word.token.key
        if key in PERSON:
            yield from _person(line, at)
        elif key in HAVING:
            yield from _participle(line, at)
        elif at + 1 < len(line) and (key in MASCULINE | FEMININE | PLURAL | SINGULAR or key in OWNED):
            yield from _determined(line, at)
        if at + 1 < len(line):
            yield from _described(line, at)


def _fault(word: Word, wanted: list[str], message: str) -> Iterator[Fault]:
    right = [one for one in dict.fromkeys(wanted) if one != word.token.key and is_word(one, "fr")]
    if right:
        yield Fault(word.token.start, word.token.end, "grammar", message, tuple(right[:5]))


def _person(line: list[Word], at: int) -> Iterator[Fault]:
    """“on veux”, “tu sort”: the verb after its pronoun."""
    person, i = PERSON[line[at].token.key], at + 1
    while i < len(line) and line[i].token.key in CLITICS:
        i += 1
    if i >= len(line) or (at and line[at - 1].token.text.endswith("-")) or "-" in line[at].token.text:
        return
    verb = line[i]
    if (
        not verb.is_only("V")
        or {"V" + person, "V1jsg"} & verb.kinds
        or (i > at + 1 and line[i - 1].token.key in ("nous", "vous", "le", "la", "les", "leur"))
    ):
        return
    # “Paul et elle viennent”: the pronoun is not the whole subject.
    joined = bool(at) and line[at - 1].token.key in (
        "et",
        "ou",
        "ni",
        "avec",
        "pour",
        "de",
        "à",
        "chez",
        "sans",
        "comme",
    )
    if joined and person.startswith("3") and line[at].token.key != "on":
        return
    yield from _fault(verb, persons(verb.token.key, person), _("The verb does not agree with its subject."))


def persons(verb: str, person: str) -> list[str]:
    """Guesses at the same verb in another person; those that are no words are left out by who asks."""
    stem = verb[:-2] if verb.endswith("nt") and len(verb) > 4 else verb.rstrip("stxz")
    ends = {
        "1sg": ["s", "e", "x", ""],
        "2sg": ["s", "es", "x"],
        "3sg": ["t", "e", "", "it", "d"],
        "3pl": ["nt", "ent", "ssent", "vent", "lent"],
    }[person]
    return [stem + end for end in ends] + ([stem[:-1] + end for end in ends] if len(stem) > 3 else [])


def _participle(line: list[Word], at: int) -> Iterator[Fault]:
    """“j’ai pas trouver”: an infinitive after “avoir”."""
    i = at + 1
    while i < len(line) and line[i].token.key in BETWEEN:
        i += 1
    if (
        i < len(line)
        and line[i].kinds == {"I"}
        and line[i].token.key.endswith("er")
        and (line[at].token.key != "a" or i > at + 1)
    ):
        yield from _fault(line[i], [line[i].token.key[:-2] + "é"], _("After “avoir”, the participle."))


def _determined(line: list[Word], at: int) -> Iterator[Fault]:
    """“un action”, “les package”: a determiner and its noun."""
    key, noun = line[at].token.key, line[at + 1]
    after = line[at + 2].kinds if at + 2 < len(line) else frozenset()
    if not noun.is_only("N.", "A.") or any(kind.startswith("N.") for kind in after):
        return
    forms, said = noun.forms(), noun.token.key
    if key in MASCULINE and all(form.startswith("f.") for form in forms):
        other = {"un": "une", "le": "la", "ce": "cette", "du": "de la", "au": "à la"}[key]
    elif key in FEMININE and all(form.startswith("m.") for form in forms):
        other = {"une": "un", "la": "le", "cette": "ce"}[key]
    elif key in PLURAL and all(form.endswith(".s") for form in forms):
        if at + 2 < len(line) and line[at + 2].token.key in ("et", "ou", "ni", ","):  # “les père et mère”
            return
        yield from _fault(
            noun, [said + "s", said + "x", said[:-1] + "ux"], _("This is not the plural the word before asks for.")
        )
        return
    elif key in OWNED and noun.is_only("N.") and all(form.endswith(".p") for form in forms):
        yield Fault(
            line[at].token.start,
            line[at].token.end,
            "grammar",
            _("This is not the plural the noun asks for."),
            (OWNED[key],),
        )
        return
    elif key in SINGULAR and key not in ("la", "le") and all(form.endswith(".p") for form in forms):
        yield from _fault(noun, [said[:-1], said[:-2] + "l"], _("This is not the singular the word before asks for."))
        return
    else:
        return
    if noun.is_only("N."):
        yield Fault(
            line[at].token.start, line[at].token.end, "grammar", _("This is not the gender of the noun."), (other,)
        )
    elif noun.is_only("A."):
        yield from _fault(
            noun, feminine(said) if key in FEMININE else [said[:-1]], _("This does not agree with the word before.")
        )


def _described(line: list[Word], at: int) -> Iterator[Fault]:
    """“une manière sécurisé”: a noun and what follows it at once."""
    noun, other = line[at], line[at + 1]
    before = line[at - 1].token.key if at else ""
    noun_kinds = ("N.f",) if before in ("la", "les", "leur") else ("N.f", "V")  # “elle la porte”, but “une porte”
    if (
        not noun.is_only(*noun_kinds)
        or not noun.forms()
        or not other.is_only("A.m", "P.m")
        or noun.token.key in APART
        or noun.token.key.endswith("-")
    ):
        return
    if before not in (
        "une",
        "la",
        "cette",
        "de",
        "sa",
        "ma",
        "ta",
        "chaque",
        "votre",
        "notre",
        "leur",
        "les",
        "des",
        "ces",
        "ses",
        "nos",
        "vos",
        "leurs",
    ):
        return
    # “un délai de prévenance fixé”, “l’accord de la branche signé”: what follows is another noun’s.
    if other.token.key in AFTER:
        return
    for i in range(max(0, at - 3), at):
        if line[i].token.key == "de" and (
            i == 0
            or line[i - 1].token.key in ("et", "ou")
            or not line[i - 1].kinds
            or any(kind[0] in "NA" for kind in line[i - 1].kinds)
        ):
            return
    if not all(form == "m.s" for form in other.forms()):
        return
    yield from _fault(other, feminine(other.token.key), _("This does not agree with the word before."))


def feminine(word: str) -> list[str]:
    if word.endswith("s"):
        return [word[:-1] + "es"]
    return [word + "e", word + word[-1] + "e", word[:-1] + "se", word[:-2] + "ère"]
