"""The intranet of the demo: two feeds and their pages, there only where the demo is."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date
from django.utils.xmlutils import SimplerXMLGenerator

from parvis.intranet.demo import FEEDS, page_named, root
from parvis.kernel import clock

POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def feed(request: Any, name: str) -> HttpResponseBase:
    if not settings.PARVIS.demo or name not in FEEDS:
        raise Http404
    title, pages = FEEDS[name]
    response = HttpResponse(content_type="application/rss+xml; charset=utf-8")
    xml = SimplerXMLGenerator(response, "utf-8")  # type: ignore[arg-type]
    xml.startDocument()
    xml.startElement("rss", AttributesImpl({"version": "2.0"}))
    xml.startElement("channel", AttributesImpl({}))
    xml.addQuickElement("title", title)
    for page in pages:
        xml.startElement("item", AttributesImpl({}))
        said = {"title": page.title, "link": f"{root()}/{page.name}/?utm_source=rss", "description": page.words}
        said["pubDate"] = http_date((clock.now() - dt.timedelta(days=page.days)).timestamp())
        for tag, words in said.items():
            xml.addQuickElement(tag, words)
        xml.endElement("item")
    xml.endElement("channel")
    xml.endElement("rss")
    return response


def page(request: Any, name: str) -> HttpResponseBase:
    found = page_named(name) if settings.PARVIS.demo else None
    if found is None:
        raise Http404
    response = render(request, "intranet/demo_page.html", {"page": found, "address": f"{root()}/{found.name}"})
    response["Content-Security-Policy"] = POLICY
    return response
