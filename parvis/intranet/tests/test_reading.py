"""Feeds as they are: real ones, broken ones, hostile ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parvis.intranet.reading import read_feed

# A folder of feeds collected elsewhere, well formed and not, when there is one.
COLLECTED = os.environ.get("PARVIS_FEEDS", "")
BLOG = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Le fil &#8211; Lanterne</title><link>https://intranet.example</link>
<item><title>On déménage &#038; on trie</title><link>/2026/02/trier/?utm_source=rss&#038;utm_medium=rss</link><guid isPermaLink="false">https://intranet.example/?p=12</guid>
<pubDate>Mon, 09 Feb 2026 10:00:00 +0100</pubDate><description><![CDATA[<p>Court [&#8230;]</p>]]></description>
<content:encoded><![CDATA[<p>Le texte entier.</p><p>Deux&nbsp;paragraphes.</p><img src="https://intranet.example/a.jpg" />]]></content:encoded></item>
<item><title></title><description></description><link>https://intranet.example/vide</link></item>
<item><title>Demain</title><link>https://intranet.example/demain#top</link><pubDate>pas une date</pubDate><media:thumbnail url="https://intranet.example/b.png"/></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Atom &lt;b&gt;gras&lt;/b&gt;</title><entry><title type="html">Un &amp;amp; deux</title>
<link rel="alternate" href="https://intranet.example/un"/><updated>2026-02-10T08:00:00+01:00</updated><summary>Résumé</summary></entry></feed>"""


def test_a_feed_as_blogs_make_it():
    found = read_feed(BLOG.encode(), url="https://intranet.example/feed/")
    first, second = found.items
    assert (found.title, found.left_out, found.trouble) == ("Le fil – Lanterne", 1, "")
    assert (first.address, first.title) == ("https://intranet.example/2026/02/trier", "On déménage & on trie")
    assert first.words == "Le texte entier. Deux\u00a0paragraphes."
    assert (first.picture, second.picture) == ("https://intranet.example/a.jpg", "https://intranet.example/b.png")
    assert first.said_at.hour == 9
    assert (second.address, second.said_at) == ("https://intranet.example/demain", None)


def test_an_atom_feed_in_the_characters_it_announces():
    found = read_feed(ATOM.encode("latin-1"), media_type="application/atom+xml", charset="iso-8859-1")
    assert (found.title, found.items[0].title, found.items[0].excerpt) == ("Atom gras", "Un & deux", "Résumé")


HOSTILE = {
    "bomb": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)) + b"]><rss version='2.0'><channel><item><title>&m;</title><link>http://a.example</link></item></channel></rss>",
    "outside": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>&f;</title><link>http://a.example</link></item></channel></rss>",
    "script": "<rss version='2.0'><channel><item><title>&lt;script&gt;alert(1)&lt;/script&gt;Vrai \u202etitre</title><link>http://a.example/</link><description>&lt;img src=x onerror=alert(1)&gt;</description></item></channel></rss>".encode(),
    "deep": b"<rss version='2.0'><channel>" + b"<item>" * 20_000,
    "address": b"/etc/passwd", "url": b"http://127.0.0.1:1/feed", "nul": b"\x00" * 100, "cut": b"<rss version='2.0'><channel><item><title>Coup\xe9",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_feeds_are_harmless(name):
    found = read_feed(HOSTILE[name], url="https://dehors.example/")
    said = " ".join(f"{one.title} {one.excerpt} {one.words}" for one in found.items)
    assert not [bad for bad in ("root:", "<", "\u202e", "alert") if bad in said]
    assert len(said) < 20_000


@pytest.mark.skipif(not COLLECTED, reason="PARVIS_FEEDS names no collection")
def test_no_feed_of_a_collection_breaks_the_reader():
    files = [path for path in Path(COLLECTED).rglob("*") if path.suffix in (".xml", ".rss", ".html")]
    read = [read_feed(path.read_bytes(), url="https://dehors.example/") for path in files]
    assert sum(bool(one.items) for one in read) > len(read) / 2
    for one in read:
        assert one.trouble in ("", "nofeed", "empty", "large")
        for item in one.items:
            assert item.address.startswith(("http://", "https://"))
            assert max(len(item.title), len(item.excerpt)) <= 500
