"""Pages of search results: what somebody looked for, not what they found."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from parvis.preflight.checks.links.addresses import host_of, parts

# host, path, parameters of which one must be there (none: the path is enough)
SITES = [
    (re.compile(host), re.compile(path, re.IGNORECASE), keys.split())
    for host, path, keys in [
        (r"(^|\.)amazon\.[a-z.]+$", r"/(?:s|gp/search|s/.*|gp/aw/s.*)(?:/|$)", "k field-keywords rh keywords i bbn me"),
        (r"(^|\.)google\.[a-z.]+$", r"/(?:search|webhp|custom|cse|images|products|scholar)?/?$", "q lns_mode as_q tbs"),
        (r"(^|\.)google\.[a-z.]+$", r"/maps/search/", ""),
        (r"(^|\.)bing\.com$|(^|\.)ecosia\.org$|search\.yahoo\.com$|(^|\.)baidu\.com$|(^|\.)yandex\.\w+$|(^|\.)search\.brave\.com$|(^|\.)lilo\.org$", r"/(?:(?:\w+/)?search|s|baidu)", "q p wd word text"),
        (r"(^|\.)qwant\.com$|(^|\.)duckduckgo\.com$|(^|\.)startpage\.com$|(^|\.)lite\.qwant\.com$", r"/", "q query"),
        (r"(^|\.)leboncoin\.fr$", r"/recherche", ""),
        (r"(^|\.)(?:youtube\.com)$", r"/results", "search_query q"),
        (r"(^|\.)linkedin\.com$", r"/(?:search/results|jobs/search)", ""),
        (r"(^|\.)(?:x|twitter|facebook)\.com$", r"/search", ""),
        (r"(^|\.)ebay\.[a-z.]+$", r"/sch/", ""),
        (r"(^|\.)booking\.com$", r"/searchresults", ""),
        (r"(^|\.)airbnb\.[a-z.]+$", r"/s/", ""),
        (r"(^|\.)cdiscount\.com$|(^|\.)rakuten\.com$", r"/(?:search|recherche)/", ""),
        (r"(^|\.)indeed\.(?:com|fr)$|^[a-z]{2}\.indeed\.com$", r"/jobs", "q"),
        (r"(^|\.)wikipedia\.org$", r"/", "search"),
        (r"(^|\.)sharepoint\.com$", r".*(?:search\.aspx|/_layouts/15/(?:osssearch|search)|/sitepages/search)", ""),
    ]
]  # fmt: skip
PATH = re.compile(
    r"/(?:search|recherche[rs]?|suche|results?|resultats?|searchresults?|search-results|resultlist|dosearchsite|advanced-?search|recherche-avancee)(?:/|\.\w+|$)",
    re.IGNORECASE,
)
KEYS_WORDS = (
    "q query s search k keyword keywords recherche search_query search_term searchterm searchtext search_text term terms text motcle motscles mots mot_cle querystring"
    " ntt kw wd word words searchstring recherche_texte texte qs requete saisie phrase lookfor search_api_fulltext searchword searchfor search_for qry kw"
)  # fmt: skip
KEYS = frozenset(KEYS_WORDS.split())
ENGINE_KEYS = KEYS | {"p", "w", "qt", "su", "key", "mt", "rdata", "x_query"}


def is_search(address: str) -> bool:
    split = parts(address)
    if split is None or split.scheme not in ("http", "https"):
        return False
    host = host_of(address)
    names = {name.lower() for name, _value in parse_qsl(f"{split.query}&{split.fragment}", keep_blank_values=False)}
    for site, path, keys in SITES:
        if site.search(host) and path.match(split.path or "/") and (not keys or names & set(keys)):
            return True
    if re.search(r"^(?:search|recherche|suche|szukaj|images?\.search)\.", host) and names & ENGINE_KEYS:
        return True
    if split.path in ("", "/", "/index.php") and names & {"s", "search", "recherche"}:
        return True
    return bool(PATH.search(split.path)) and bool(names & KEYS)
