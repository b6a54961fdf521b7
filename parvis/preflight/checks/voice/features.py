"""Six features that tell a press release from somebody speaking (D2 of the notes on adoption), each per 100 words unless said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
SENTENCE = re.compile(r"[^.!?…\n]+")
PERSON = {
    "fr": re.compile(
        r"\b(?:je|j['’]\w+|m['’]\w+|me|moi|mon|ma|mes|on|tu|t['’]\w+|te|toi|ton|ta|tes|vous|votre|vos)\b", re.IGNORECASE
    ),
    "en": re.compile(r"\b(?:i|i['’]\w+|me|my|mine|myself|you|you['’]\w+|your|yours)\b", re.IGNORECASE),
}
NOUN = {
    "fr": re.compile(r"\b\w{3,}(?:tions?|sions?|ments?|ances?|ences?|ités?)\b", re.IGNORECASE),
    "en": re.compile(r"\b\w{3,}(?:tions?|sions?|ments?|ances?|ences?|ity|ities)\b", re.IGNORECASE),
}
HOUSE = {
    "fr": re.compile(
        r"\b(?:stratég\w+|innov\w+|excellen\w+|synergi\w+|levier\w*|acteur\w*|leader\w*|engagement\w*|ambition\w*|déploi\w+|déploy\w+|transform\w+|performan\w+|solution\w*|partenari\w+|partenaire\w*"
        r"|enjeu\w*|démarche\w*|dynamique\w*|collaborat\w+|optimis\w+|durab\w+|croissance|valeur\w*|résolument|pleinement|s['’]inscri\w+|dans le cadre|au service|à l['’]échelle|accompagn\w+|mobilis\w+"
        r"|dispositif\w*|parties prenantes|feuille de route|écosystème\w*|annonc\w+|renforc\w+|gouvernance|offre\w*|ravi\w* d|fier\w* d|pôles?|initiative\w*|communiqué\w*|acquisition\w*|filiale\w*"
        r"|compétitiv\w+|valoris\w+|transition\w*|rse|actionnaire\w*|inédit\w*|ambitieu\w+|expertise\w*|investissement\w*|nomination\w*|mise en œuvre|en matière de|à ce titre|dans une logique|notamment|ainsi que|afin de|au sein d\w+"
        r"|le groupe|en faveur d\w+|à travers|pérenn\w+|proactiv\w+|incontournable\w*|savoir-faire|cœur de métier|raison d['’]être|acte fort|se félicit\w+)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:strateg\w+|innovat\w+|excellen\w+|synerg\w+|leverag\w+|stakeholder\w*|lead(?:er|ing)\w*|commit(?:ted|ment)\w*|ambition\w*|deploy\w+|transform\w+|performan\w+|solution\w*|partner\w*"
        r"|initiative\w*|framework\w*|dynamic\w*|collaborat\w+|optimi[sz]\w+|sustainab\w+|growth|value\w*|world-class|best-in-class|cutting-edge|state-of-the-art|seamless\w*|empower\w*|deliver\w*"
        r"|roadmap\w*|ecosystem\w*|announc\w+|strengthen\w*|governance|portfolio|proud to|pleased to|delighted to|enhanc\w+|drive[sn]?|driving|vision|mission|acquisition\w*|global\w*|world leader|capabilit\w+|industry|expertise|corporate|excited to|thrilled to|headquartered"
        r"|customers|in line with|in terms of|as well as|in order to|the (?:company|group)|accelerat\w+|alignment|holistic\w*|robust|unparalleled|unlock\w*|position(?:s|ed|ing) (?:us|the|itself|as)|impactful|best practices?|key)\b",
        re.IGNORECASE,
    ),
}  # fmt: skip
PARTICLE = {
    "fr": re.compile(r"\b(?:bref|enfin|franchement|du coup|bon|ben|bah|quoi|voilà|en fait|d['’]ailleurs|honnêtement|figurez-vous|hein|oui|non|alors|tiens|vraiment|peut-être|un peu|carrément)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:well|just|actually|anyway|honestly|frankly|so|really|yeah|yes|no|okay|ok|maybe|kind of|sort of|pretty|guess|oh|stuff|thing|bit|though)\b", re.IGNORECASE),
}  # fmt: skip
# Mean and spread in ordinary texts of both kinds; an organisation's own take their place (`Manuscript.reference`).
USUAL = {
    "fr": {"person": (3.5, 3.0), "house": (3.0, 2.8), "nouns": (5.0, 2.8), "length": (4.75, 0.45), "sentence": (17.0, 7.0), "particles": (1.0, 1.1)},
    "en": {"person": (4.5, 3.8), "house": (3.0, 3.0), "nouns": (4.5, 2.8), "length": (4.7, 0.5), "sentence": (17.0, 6.5), "particles": (1.8, 1.6)},
}  # fmt: skip
SIGN = {"person": -1, "house": 1, "nouns": 1, "length": 1, "sentence": 1, "particles": -1}
# Who speaks, and in whose words, tell the most: they count double (bin/bench voice).
WEIGHT = {"person": 2, "house": 2}
FARTHEST = 2.5  # spreads; beyond, more is not said
FEWEST = 40
PASSIVE = {
    "fr": re.compile(r"\b(?:est|sont|sera|seront|était|étaient|(?:a|ont|aura|auront) été|serait|seraient)\s+(?:\w+ment\s+)?\w{2,}(?:é|i|u|is|it|ert)(?:e?s?)\b(?!\s+par\b)", re.IGNORECASE),
    "en": re.compile(r"\b(?:is|are|was|were|been|being|will be|to be)\s+(?:\w+ly\s+)?\w{3,}(?:ed|en)\b(?!\s+by\b)", re.IGNORECASE),
}  # fmt: skip


def features(text: str, lang: str) -> dict[str, float]:
    """The six figures of a text."""
    words = WORD.findall(text)
    count = max(1, len(words))
    sentences = [one for one in SENTENCE.findall(text) if WORD.search(one)]
    return {
        "person": 100 * len(PERSON[lang].findall(text)) / count,
        "house": 100 * len(HOUSE[lang].findall(text)) / count,
        "nouns": 100 * len(NOUN[lang].findall(text)) / count,
        "length": sum(len(word) for word in words) / count,
        "sentence": count / max(1, len(sentences)),
        "particles": 100 * len(PARTICLE[lang].findall(text)) / count,
    }


def leanings(text: str, lang: str, reference: Mapping[str, Any] | None = None) -> dict[str, float]:
    """How far each feature leans towards a release, in spreads of ordinary texts; -2.5 to 2.5."""
    usual = {**USUAL[lang], **((reference or {}).get(lang) or {})}
    found = features(text, lang)
    return {
        name: sign * max(-FARTHEST, min(FARTHEST, (found[name] - usual[name][0]) / max(1e-6, usual[name][1])))
        for name, sign in SIGN.items()
    }


def press(text: str, lang: str, reference: Mapping[str, Any] | None = None) -> float:
    """How much a text reads like a release: the weighted mean of six standardised features, bounded each; higher = more."""
    leans = leanings(text, lang, reference)
    return sum(WEIGHT.get(name, 1) * lean for name, lean in leans.items()) / sum(WEIGHT.get(name, 1) for name in leans)
