import json
from pathlib import Path

import pytest

from parvis.preflight.checks.links.check import check
from parvis.preflight.manuscript import Manuscript

DATA = Path(__file__).resolve().parents[6] / "shared" / "data" / "links"
with_data = pytest.mark.skipif(not DATA.exists(), reason="the addresses of ../shared/data are not on this machine")


def told(address, **given):
    return {one.kind: one for one in check(Manuscript(f"Voyez {address} .", links="skip", **given))}


def lines(name):
    return [json.loads(line) for line in (DATA / name).read_text().splitlines()]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.amazon.fr/s?k=chaise+de+bureau", "search"),
        ("https://www.google.com/search?q=parvis", "search"),
        ("https://www.leboncoin.fr/recherche?category=9", "search"),
        ("https://intranet.example.fr/?s=cantine", "search"),
        ("https://wiki.example.fr/dosearchsite.action?queryString=x", "search"),
        ("http://localhost:8000/a", "private"),
        ("file:///C:/Users/moi/plan.pdf", "private"),
        ("C:\\Users\\moi\\plan.pdf", "private"),
        ("\\\\serveur\\partage\\plan.pdf", "private"),
        ("http://192.168.1.4/x", "private"),
        ("http://0x7f.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://wiki/accueil", "bare"),
        ("sftp://serveur.example/x", "scheme"),
        ("https://parvis-my.sharepoint.com/personal/x", "own"),
        ("https://mail.google.com/mail/u/0/#inbox", "own"),
        ("https://1drv.ms/w/s!abc", "own"),
        ("https://site.example/a?PHPSESSID=0123456789abcdef", "session"),
        ("https://qui:secret@site.example/a", "session"),
        ("https://site.example/a?utm_source=x&id=3", "tracking"),
        ("https://bit.ly/3abc", "shortener"),
        ("https://www.paypa1.com/x", "lookalike"),
        ("https://www.rnicrosoft.com/", "lookalike"),
        ("https://paypal.com.compte.example/x", "lookalike"),
        ("https://www.xn--pypal-4ve.com/", "lookalike"),
    ],
)
def test_what_an_address_tells_by_itself(address, kind):
    assert list(told(address)) == [kind]


@pytest.mark.parametrize(
    "address",
    [
        "https://fr.wikipedia.org/wiki/Pont_(ouvrage)", "https://www.académie-française.fr/", "https://www.paypal.com/fr/home", "https://docs.google.com/document/d/1AbC/edit?usp=sharing",
        "https://www.impots.gouv.fr/accueil", "https://example.org/search-engine-history", "https://www.amazon.fr/dp/2253098388", "https://developers.google.com/search/docs",
        "https://site.example/a?page=2&ref=accueil", "https://github.com/wagtail/wagtail/issues?q=is%3Aopen", "https://forms.gle/F3PKV3tp4WQEaet16",
    ],
)  # fmt: skip
def test_an_ordinary_address_is_left_alone(address):
    assert told(address) == {}


def test_words_that_name_another_site():
    [found] = check(Manuscript("[impots.gouv.fr](https://collecte.example/a)"))
    assert (found.kind, found.suggestions) == ("elsewhere", ("[collecte.example](https://collecte.example/a)",))
    [found] = check(Manuscript('<p><a class="x" href="https://collecte.example/a">www.impots.gouv.fr</a></p>'))
    assert found.suggestions == ('<a class="x" href="https://collecte.example/a">collecte.example</a>',)
    assert not list(check(Manuscript("[impots.gouv.fr](https://www.impots.gouv.fr/a) [le site](https://b.example/)")))


def test_our_own_site_is_known_and_so_is_what_imitates_it():
    ours = frozenset({"ateliers-du-quai.fr"})
    assert told("https://www.ateliers-du-quai.fr/", sites=ours) == {}
    assert list(told("https://ateliers-du-quaì.com/", sites=ours)) == ["lookalike"]


def test_a_clean_address_is_offered_at_its_place():
    text = "Lisez 🙂 (https://site.example/a?utm_source=x&id=3) vite"
    [found] = check(Manuscript(text))
    assert (
        text[: found.start] + found.suggestions[0] + text[found.end :] == "Lisez 🙂 (https://site.example/a?id=3) vite"
    )


@with_data
def test_real_addresses_are_cleaned_as_the_lists_say_and_the_others_kept():
    cleaned, wrong, touched = 0, [], []
    for line in lines("tracking/real_urls.jsonl"):
        found = told(line["url"]).get("tracking")
        if line["kind"] == "keep" and found:
            touched.append(line["url"])
        if line["kind"] == "strip":
            wanted = (line["expected_firefox"], line["expected_firefox_plus_tidy_global"])
            cleaned += 1
            if not found or found.suggestions[0] not in wanted:
                wrong.append(line["url"])
    assert cleaned
    assert len(wrong) <= 0.05 * cleaned, wrong
    assert touched == []


@with_data
def test_pasted_addresses_are_unwrapped_cleaned_or_named_a_search():
    kinds = {"search": "search", "redirect": "wrapped", "product": "tracking", "tracking": "tracking"}
    for line in lines("tracking/pasted_urls.jsonl"):
        found = told(line["url"])
        assert kinds[line["class"].split(":")[0]] in found, line["url"]
        offered = {address for one in found.values() for address in one.suggestions}
        assert line["expected"] in {*offered, line["url"]}, line["url"]


@with_data
def test_hosts_that_imitate_are_told_and_great_sites_are_not():
    hosts = json.loads((DATA / "bad_hosts" / "idn_homograph_hosts.json").read_text())
    missed = [one["unicode"] for one in hosts if "lookalike" not in told(f"https://{one['host']}/")]
    assert len(missed) <= 0.01 * len(hosts), missed
    for name in ("misp_moz-top500", "misp_bank-website"):
        good = [
            one for one in json.loads((DATA / "host_lists" / f"{name}.json").read_text())["list"] if "..." not in one
        ]
        assert [one for one in good if "lookalike" in told(f"https://{one}/")] == []


@with_data
def test_an_address_written_to_go_inside_is_told():
    for one in json.loads((DATA / "ssrf" / "ssrf_urls.json").read_text()):
        host = one["url"].split("/")[2]
        if one["kind"] == "internal-address" and not any(site in host for site in ("nicob", "redacted", "hawkin")):
            assert {"private", "bare"} & set(told(one["url"])), one["url"]
        if one["kind"] == "forbidden-scheme":
            assert {"private", "scheme", "broken"} & set(told(one["url"])), one["url"]


@with_data
def test_shorteners_are_told():
    hosts = json.loads((DATA / "host_lists" / "misp_url-shortener.json").read_text())["list"]
    found = sum("shortener" in told(f"https://{host}/abc") for host in hosts)
    assert found >= 0.95 * len(hosts)
