"""Keys, tokens and passwords in a text: by the prefix their makers gave them, by their form, or by the word beside them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

Hit = tuple[int, int, str]
KEYS = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:[\s\S]{0,6000}?-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)?|PuTTY-User-Key-File-\d"
    r"|\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b"  # Amazon
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{40,}\b|\bgl(?:pat|dt|rt|cbt|ptt|soat)-[\w.-]{20,}"
    r"|\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Z0-9]+-\d+-[a-f0-9]{20,}|https://hooks\.slack\.com/(?:services|workflows|triggers)/[\w/]{20,}"
    r"|https://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\d{10,}/[\w-]{20,}|https://[\w-]+\.webhook\.office\.com/webhookb2/[\w@/-]{30,}"
    r"|\bsk-(?:proj-|ant-|or-|live-|svcacct-)?[A-Za-z0-9_-]{20,}|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}\b|\bwhsec_[A-Za-z0-9]{24,}"
    r"|\bAIza[0-9A-Za-z_-]{35}\b|\bGOCSPX-[\w-]{20,}|\bya29\.[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{30,}|\bkey-[0-9a-f]{32}\b"
    r"|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgE[\w-]{40,}|\bhf_[A-Za-z]{30,}\b|\bdop_v1_[a-f0-9]{60,}|\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b|\bdckr_pat_[\w-]{20,}"
    r"|\bATATT3[\w=-]{50,}|\bhvs\.[\w-]{24,}|\bsq0(?:atp|csp)-[\w-]{20,}|\bEAA[A-Za-z0-9]{60,}|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}|\bglsa_[A-Za-z0-9]{32}_[a-f0-9]{8}\b|\bNRAK-[A-Z0-9]{27}\b|\blin_api_\w{40}\b|\bsntrys_\w{40,}"
    r"|\b\d{8,10}:AA[\w-]{32,34}\b"  # Telegram
    r"|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"  # JWT
    r"|\bAccountKey=[A-Za-z0-9+/=]{40,}|\bSharedAccessSignature=\S{20,}"
)
IN_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@\"'<>]+:(?P<w>[^\s:/@\"'<>]{3,})@[\w.-]+", re.IGNORECASE)
NAMES = (
    r"mots? de passe|mdp|mot-de-passe|password|passwords|passwd|passcode|pwd|passphrase|phrase secr[eè]te|api[ _-]?keys?|apikey|cl[ée]s? (?:d['’]?)?(?:api|acc[eè]s|secr[eè]te|wifi|wi-fi|wpa2?)"
    r"|code (?:wifi|wi-fi|d['’]acc[eè]s|secret|pin|de l['’]alarme)|secret[ _-]?(?:access[ _-]?)?key|access[ _-]?key(?:[ _-]?id)?|access[ _-]?token|auth[ _-]?token|bearer|token|jeton|client[ _-]?secret|secret|credentials?|identifiants?"
)
ASSIGNED = re.compile(
    rf"(?<![\w/.-])(?P<name>(?:\w+[_-])?(?:{NAMES}))(?P<of>(?:\s+(?:du|de la|de l['’]|des|pour|for|of|on|sur|d['’])\s?[\w'’.-]+(?:\s[\w'’.-]+)?)?)[\"'`*]*\s*(?P<sign>:=|=>|=|:|\best\b|\bis\b|→|\s[-–]\s)[:\s]*(?P<q>[\"'`«*]*)\s*(?P<w>[^\s\"'`»<>]{{4,}})",
    re.IGNORECASE,
)
BESIDE = re.compile(rf"(?<!\w)(?:{NAMES})\W{{1,3}}(?:\w{{1,12}}\W{{1,2}}){{0,4}}?(?P<w>[A-Za-z0-9+/=_!@#$%^&*.~-]{{12,}})", re.I)  # fmt: skip
BEARER = re.compile(r"\b(?:Authorization:\s*)?(?:Bearer|Basic)\s+(?P<w>[A-Za-z0-9+/=._-]{20,})")
MADE_UP = re.compile(
    r"x{4,}|\*{3,}|•{3,}|\.{3,}|…|example|exemple|your|votre|changeme|change_me|placeholder|dummy|foobar|lorem|1234567|abcdef|process\.env|getenv|os\.environ|^\$|\$\{|\{\{|^<|^%|^\[|^\(|^#|^/|^https?:|^www\.|^\w+\(|^@|localhost",
    re.IGNORECASE,
)
WEAK_SIGNS = ("is", "est")
NUMBER_NAMES = re.compile(r"code|pin|passe|password|mdp", re.IGNORECASE)
ITSELF = re.compile(r"passw|credential|secret|token|##", re.IGNORECASE)


def secrets(text: str) -> Iterator[Hit]:
    """Spans of keys ("key") and passwords ("password"), none twice."""
    taken: list[tuple[int, int]] = []
    for start, end, kind in everywhere(text):
        if not any(start < stop and end > begin for begin, stop in taken):
            taken.append((start, end))
            yield start, end, kind


def everywhere(text: str) -> Iterator[Hit]:
    for found in KEYS.finditer(text):
        if not re.search(r"EXAMPLE|example|xxxx|XXXX|\*\*\*", found.group()):
            yield *found.span(), "key"
    for found in IN_ADDRESS.finditer(text):
        if not MADE_UP.search(found["w"]) and found["w"].lower() not in ("password", "pass", "pwd", "secret", "mot", "motdepasse"):  # fmt: skip
            yield *found.span("w"), "key"
    for found in ASSIGNED.finditer(text):
        word = re.split(r"&\w+=", found["w"])[0].rstrip(".,;:)*_")
        is_sure = found["sign"].strip().lower() not in WEAK_SIGNS
        is_code = is_sure and re.fullmatch(r"\d{4,8}", word) and NUMBER_NAMES.search(found["name"]) and word != "1234"
        if is_code or is_password(word, is_sure=is_sure, is_quoted=bool(found["q"].strip("* "))):
            yield found.start("w"), found.start("w") + len(word), "password"
    for pattern in (BESIDE, BEARER):
        for found in pattern.finditer(text):
            word = found["w"].rstrip(".,;:!?")
            if is_random(word) and not MADE_UP.search(word) and not re.search(r"&\w+=", word):
                yield found.start("w"), found.start("w") + len(word), "key"


def kinds(word: str) -> int:
    """How many kinds of characters: lower case, upper case, figures, others."""
    patterns = (r"[a-zà-ÿ]", r"[A-ZÀ-Ý]", r"\d", r"[^\w\s]|_")
    return sum(bool(re.search(pattern, word)) for pattern in patterns)


def is_password(word: str, *, is_sure: bool, is_quoted: bool) -> bool:
    """What nobody would write as a plain word there."""
    if MADE_UP.search(word) or len(word) < 5 or re.fullmatch(r"[\d/:.hH-]+", word):
        return False
    if ITSELF.search(word) and not re.search(r"\d", word):
        return False
    letters, digits = bool(re.search(r"[A-Za-z]", word)), bool(re.search(r"\d", word))
    if re.search(r"[=(){}\[\];<>|\\]|->|::", word) or (re.fullmatch(r"[\w.-]+\.\w{2,4}", word) and not is_quoted):
        return is_random(word)
    if letters and digits:
        return len(word) >= 6 and not re.fullmatch(
            r"[A-Za-zÀ-ÿ]{1,4}\d{1,3}|\d+(?:er|e|è?me|h|km|ans?|th|st|nd|rd|px|ms|€)", word
        )
    has_sign = bool(re.search(r"[!@#$%^&*+?~]", word))
    is_camel = bool(re.search(r"[a-zà-ÿ][A-Z]", word))
    return (
        is_sure
        and (is_quoted or "'" not in word)
        and ((has_sign and letters) or (is_camel and is_quoted and len(word) > 9))
    )


def is_random(word: str) -> bool:
    """Long, of several kinds, and without the rhythm of words."""
    if len(word) < 16 or kinds(word) < 2 or not re.search(r"\d", word):
        return False
    if re.fullmatch(r"[0-9a-f-]{36}|\d[\d.,-]*", word) or re.search(r"[A-Za-z]{7,}[-_/.][A-Za-z]{4,}", word):
        return False
    counts = Counter(word)
    entropy = -sum(n / len(word) * math.log2(n / len(word)) for n in counts.values())
    return entropy >= 3.3
