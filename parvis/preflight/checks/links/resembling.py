"""Hosts made to look like another: letters of other alphabets, figures for letters, a known name under somebody else's."""

from __future__ import annotations

import functools
import json
import re
import unicodedata

from parvis.preflight.checks.links.addresses import host_of, site_of
from parvis.preflight.checks.links.tracking import LISTS
from parvis.preflight.lexicon import is_word

KNOWN_WORDS = (
    "google gmail youtube amazon microsoft office365 outlook onedrive sharepoint paypal apple icloud facebook instagram whatsapp linkedin netflix twitter tiktok dropbox github gitlab"
    " orange laposte colissimo chronopost impots ameli franceconnect urssaf doctolib sncf-connect bouygues leboncoin vinted blablacar credit-agricole creditmutuel bnpparibas societegenerale"
    " banquepopulaire caisse-epargne labanquepostale boursorama boursobank fortuneo revolut qonto wetransfer docusign adobe zoom slack notion airbnb booking ebay spotify wikipedia wikimedia"
    " yahoo mozilla samsung huawei cdiscount decathlon carrefour auchan binance coinbase kraken metamask ledger blockchain uniswap opensea bittrex poloniex bitstamp bitfinex trezor"
)  # fmt: skip
KNOWN = frozenset(KNOWN_WORDS.split())
OFFICIAL = "com|fr|org|net|gouv|io|eu|co|uk|de|es|it|be|ch|ca|app"
FRENCH = frozenset("àâäæçéèêëîïôöœùûüÿ")
FIGURES = str.maketrans("01345", "olees")
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))


@functools.cache
def looks() -> dict[int, str]:
    data = json.loads((LISTS / "confusables.json").read_text(encoding="utf-8"))
    return {ord(letter): plain for plain, letters in data["looks"].items() for letter in letters}


def shown(host: str) -> str:
    """The host in its own letters; punycode undone."""
    try:
        return ".".join(
            label[4:].encode().decode("punycode") if label.startswith("xn--") else label for label in host.split(".")
        )
    except UnicodeError:
        return host


def skeleton(words: str) -> str:
    """What the eye reads: without accents, with plain Latin letters."""
    plain = unicodedata.normalize("NFKD", words.translate(looks()))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(looks())


def resembles(address: str, sites: frozenset[str]) -> tuple[str, str]:
    """(what the host looks like, the host as it is written) when it is made to mislead; ("", "") otherwise."""
    host = host_of(address)
    names = KNOWN | {site_of(one).split(".")[0] for one in sites}
    written = shown(host)
    if not written.isascii():
        return (skeleton(written), written) if is_strange(written, names) else ("", "")
    if host in sites or site_of(host) in sites:
        return "", ""
    registered = site_of(host).split(".")[0]
    if found := imitated(registered, names) or borrowed(host, names):
        return found, host
    return "", ""


def imitated(label: str, names: frozenset[str]) -> str:
    """A known name one figure, pair of letters or slip away."""
    for piece in {label, *label.split("-")}:
        if piece in names:
            return ""
        plain = piece.translate(FIGURES)
        for twice, once in PAIRS:
            plain = plain if plain in names else plain.replace(twice, once)
        if plain != piece and plain in names:
            return plain
    if label.isalpha() and len(label) >= 8 and not is_word(label, "en") and not is_word(label, "fr"):
        return next((name for name in names if len(name) >= 8 and is_one_slip(label, name)), "")
    return ""


def is_one_slip(one: str, other: str) -> bool:
    """A doubled, missing, changed or swapped letter."""
    if one == other or abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rests = (one[at:], other[at:])
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return rests[0][1:] == rests[1] or rests[0] == rests[1][1:] or rests[0][1:] == rests[1][1:] or swapped


def borrowed(host: str, names: frozenset[str]) -> str:
    """A known address at the head of somebody else's: paypal.com.example.net, ameli-fr.example.net."""
    site = site_of(host)
    before = host.removesuffix(site).strip(".")
    for name in names:
        if re.search(rf"(?:^|[.-]){re.escape(name)}[.-](?:{OFFICIAL})(?:[.-]|$)", before):
            return name
        if re.search(rf"^{re.escape(name)}-(?:{OFFICIAL})(?:-|\.)", site) and len(name) > 4:
            return name
    return ""


def is_strange(written: str, names: frozenset[str]) -> bool:
    """Letters no reader expects together: another alphabet in a Latin name, accents on a word that has none."""
    for label in written.split("."):
        if label.isascii():
            continue
        letters = {unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}
        odd = {letter for letter in label if not letter.isascii() and letter not in FRENCH and letter != "ß"}
        if letters == {"LATIN"} and not odd:
            words = [word for word in re.split(r"[-\d]+", label) if not word.isascii()]
            plain = skeleton(label)
            if any(name in plain for name in names) or not all(is_word(word, "fr") for word in words):
                return True
        elif "LATIN" in letters or skeleton(label).isascii():
            return True
    return False
