"""`bin/bench links`: what an address tells by itself, against every line of ../shared/data/links; precision and recall per kind."""

from __future__ import annotations

import argparse
import json
import os
from collections import defaultdict
from pathlib import Path

import django

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "links"
# Two lines of the SSRF list name public addresses whose owner redirects inside: only opening tells. One is an article about it.
PUBLIC_ON_PURPOSE = ("nicob.net", "help.redacted.com", "hawkinsecurity.com")
PASTED = {"search": "search", "redirect": "wrapped", "product": "tracking", "tracking": "tracking"}


def cases(folder: Path):
    """(group, address, kinds of which one must be said, kinds that must not, the address to offer)."""
    for line in map(json.loads, (folder / "tracking" / "real_urls.jsonl").open()):
        wanted = (line["expected_firefox"], line["expected_firefox_plus_tidy_global"])
        if line["kind"] == "strip":
            yield "tracking", line["url"], {"tracking"}, wanted
        elif line["kind"] == "keep":
            yield "tracking", line["url"], set(), ()
        else:
            yield "search", line["url"], {"search", "wrapped"}, ()
    for line in map(json.loads, (folder / "tracking" / "pasted_urls.jsonl").open()):
        group = PASTED[line["class"].split(":")[0]]
        yield group, line["url"], {group}, (line["expected"],) if line["expected"] != line["url"] else ()
    for line in json.loads((folder / "ssrf" / "ssrf_urls.json").read_text()):
        inside = line["kind"] != "other" and not any(site in line["url"] for site in PUBLIC_ON_PURPOSE)
        yield "private", line["url"], {"private", "bare", "scheme", "broken"} if inside else set(), ()
    for line in json.loads((folder / "bad_hosts" / "idn_homograph_hosts.json").read_text()):
        yield "lookalike", f"https://{line['host']}/", {"lookalike"}, ()
    for name in ("misp_moz-top500", "misp_bank-website"):
        for host in json.loads((folder / "host_lists" / f"{name}.json").read_text())["list"]:
            if "..." not in host:
                yield "lookalike", f"https://{host}/", set(), ()
    for host in json.loads((folder / "host_lists" / "misp_url-shortener.json").read_text())["list"]:
        yield "shortener", f"https://{host}/abc", {"shortener"}, ()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/bench links", description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--show", action="store_true", help="print what is missed and what is wrongly said")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from parvis.preflight.checks.links.check import check
    from parvis.preflight.manuscript import Manuscript

    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group, address, wanted, offered in cases(options.data):
        said = list(check(Manuscript(address, links="skip")))
        kinds, better = {one.kind for one in said}, {one for finding in said for one in finding.suggestions}
        named = {group} if group != "private" else {"private", "bare", "scheme", "broken"}
        hit = bool(kinds & (wanted or named))
        count = counts[group]
        count["wanted"] += bool(wanted)
        count["others"] += not wanted
        count["found"] += bool(wanted) and hit
        count["wrong"] += not wanted and hit
        count["to offer"] += bool(wanted and offered)
        count["offered"] += bool(wanted and offered and better & set(offered))
        if options.show and (hit != bool(wanted) or (wanted and offered and not better & set(offered))):
            print("  ?", group, address, sorted(kinds), sorted(better))
    print(f"{'kind':10} {'recall':>17} {'precision':>10} {'wrongly said':>14} {'right address':>15}")
    for group, count in counts.items():
        recall = count["found"] / count["wanted"] if count["wanted"] else 1
        precision = count["found"] / (count["found"] + count["wrong"]) if count["found"] else 0
        print(
            f"{group:10} {count['found']:5}/{count['wanted']:<5} {recall:.3f} {precision:10.3f} {count['wrong']:6}/{count['others']:<6} {count['offered']:7}/{count['to offer']}"
        )
    return 0
