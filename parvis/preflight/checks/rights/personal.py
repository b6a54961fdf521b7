"""Personal data in a text: by their form and, where there is one, by their checksum."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import PhoneNumberType
from stdnum import iban, luhn
from stdnum.fr import nir

Hit = tuple[int, int, str]
GAP = r"[ .\u00a0\u202f\u2009-]"
NIR = re.compile(rf"(?<![\w-])[1-478]{GAP}?\d{{2}}{GAP}?\d{{2}}{GAP}?(?:\d{{2}}|2[ABab]){GAP}?\d{{3}}{GAP}?\d{{3}}(?:{GAP}?(?:/ ?)?(?P<key>\d{{2}}))?(?!\d)")  # fmt: skip
NIR_NEAR = re.compile(
    r"s[ée]cu(?:rit[ée] sociale)?\b|\bnir\b|\bn°? ?ss\b|social security|assur[ée] social", re.IGNORECASE
)
IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0\u202f.-]?[A-Za-z0-9]{4}){2,7}(?:[ \u00a0\u202f.-]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])")  # fmt: skip
CARD = re.compile(rf"(?<![\w.,-])(?:\d{{4}}(?:{GAP}?\d{{4}}){{2,3}}(?:{GAP}?\d{{1,3}})?|3[47]\d{{2}}{GAP}?\d{{6}}{GAP}?\d{{5}}|\d{{13,19}})(?![\w-])")  # fmt: skip
ISSUERS = re.compile(
    r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|6(?:011|5|4[4-9])|35(?:2[89]|[3-8])"
)
PROVIDERS = (
    r"gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|rocketmail|orange|wanadoo|free|aliceadsl|sfr|cegetel|club-internet|numericable|noos|neuf|9online|bbox|laposte|icloud|me|mac"
    r"|proton|protonmail|pm|tutanota|tuta|gmx|aol|mailo|netcourrier|caramail|zoho|yandex|skynet|bluewin|videotron|hey|fastmail"
)
MAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]+@(?:{PROVIDERS})\.(?:com|fr|net|me|org|be|ch|ca|co\.uk|eu|de|es|it|ru)\b", re.I
)
# Boxes of a service rather than of somebody.
SERVICE = re.compile(r"(?:contact|accueil|info|infos|support|noreply|no-reply|bonjour|hello|rh|mairie|asso|association|secretariat|presse|service)\d*(?:[._-]\w*)?@", re.I)  # fmt: skip
STREET = r"rue|avenue|av\.?|boulevard|bd\.?|blvd|place|pl\.|chemin|ch\.|impasse|imp\.|all[ée]es?|route|rte|quai|cours|square|passage|lotissement|r[ée]sidence|faubourg|sentier|villa|hameau|esplanade|mail|mont[ée]e|voie|ruelle|venelle|cit[ée]|clos|rond-point"
FRENCH_ADDRESS = re.compile(
    rf"(?<![\d/])\d{{1,4}}(?: ?(?:bis|ter|quater|[A-D]))?,? (?:{STREET})\s[^\n;:!?]{{2,60}}?[,\s–-]+(?:F-|FR-)?(?!(?:19|20)\d\d\b)\d{{2}} ?\d{{3}}\s+[A-ZÀ-Ý][\w’'-]+(?:[ -](?:[A-ZÀ-Ý][\w’'-]+|\d{{1,2}}|sur|sous|en|la|le|les|de|du|des|cedex))*",
    re.IGNORECASE,
)
HOME = re.compile(
    rf"(?:habit\w+|demeur\w+|domicili\w+|loge\w*|vi[ts]|chez (?:moi|lui|elle|nous|eux)|mon adresse|son adresse|adresse (?:perso\w*|postale|du domicile))[^\n.!?]{{0,25}}?(?P<at>\d{{1,4}}(?: ?(?:bis|ter|quater))?,? (?:{STREET})\s[\wÀ-ÿ’' -]{{2,40}})",
    re.IGNORECASE,
)
ENGLISH_ADDRESS = re.compile(
    r"(?<!\d)\d{1,5} (?:[A-Z][\w.'’]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Crescent|Way|Place|Pl|Terrace|Boulevard|Blvd|Square|Sq|Gardens|Grove|Hill|Row|Mews)\b\.?[,\s][^\n]{0,50}?\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{2} \d{5}(?:-\d{4})?)\b"
)
OPEN_LINES = {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}


def personal(text: str) -> Iterator[Hit]:
    """Spans of personal data with what they are: nir, iban, card, phone, mail, address; the surest first, none twice."""
    taken: list[tuple[int, int]] = []
    for start, end, kind in numbered(text):
        if not any(start < stop and end > begin for begin, stop in taken):
            taken.append((start, end))
            yield start, end, kind


def numbered(text: str) -> Iterator[Hit]:
    for found in NIR.finditer(text):
        if is_nir(found, text):
            yield *found.span(), "nir"
    for found in IBAN.finditer(text):
        if span := iban_in(found):
            yield *span, "iban"
    for found in CARD.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if 13 <= len(digits) <= 19 and ISSUERS.match(digits) and len(set(digits)) > 1 and luhn.is_valid(digits):
            yield *found.span(), "card"
    for found in MAIL.finditer(text):
        if not SERVICE.match(found.group()):
            yield *found.span(), "mail"
    for pattern in (FRENCH_ADDRESS, ENGLISH_ADDRESS):
        for found in pattern.finditer(text):
            if not re.search(r"\bcedex\b", found.group(), re.IGNORECASE):  # only organisations have one
                yield *found.span(), "address"
    for found in HOME.finditer(text):
        yield *found.span("at"), "address"
    yield from phones(text)


def is_nir(found: re.Match[str], text: str) -> bool:
    """With its key, by its key; without, when the words before say what it is."""
    number = re.sub(r"[^0-9A-Z]", "", found.group().upper())
    if found["key"]:
        return bool(nir.is_valid(number))
    month = int(number[3:5])
    is_month = 1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99
    return is_month and bool(NIR_NEAR.search(text[max(0, found.start() - 60) : found.start()]))


def iban_in(found: re.Match[str]) -> tuple[int, int] | None:
    """The span of a valid IBAN: what was matched, or less of it when words follow without a break."""
    whole = found.group()
    for end in range(len(whole), 14, -1):
        if whole[end - 1].isalnum() and iban.is_valid(re.sub(r"[\s\u00a0\u202f.-]", "", whole[:end]).upper()):
            return found.start(), found.start() + end
    return None


def phones(text: str) -> Iterator[Hit]:
    """Numbers of somebody; those anybody may call (free, shared cost, services) are left out."""
    if len(re.findall(r"\d", text)) < 9:
        return
    for match in phonenumbers.PhoneNumberMatcher(text, "FR"):
        before = text[max(0, match.start - 1) : match.start]
        is_grouped = re.search(r"[ .\u00a0\u202f()/+-]", match.raw_string) or match.raw_string.startswith("0")
        is_date = re.search(r"\b\d\d[./-]\d\d[./-](?:19|20)\d\d\b|(?:\d[^\d]){7}", match.raw_string)
        if before in ("/", "=", "_", "#", "@") or not is_grouped or is_date:
            continue
        if phonenumbers.number_type(match.number) not in OPEN_LINES:
            yield match.start, match.end, "phone"
