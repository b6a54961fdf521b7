"""A page of a door that takes what it is sent, as its script does; and what it would be shown if it asked."""

from __future__ import annotations

import re

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*"')
ARTICLE = re.compile(r'<article [^>]*id="(question-\d+)".*?</article>', re.DOTALL)
SINCE = re.compile(r'(<span class="(?:asked|told)__since">)[^<]*')
KEPT = re.compile(r"<i id='(question-\d+)' data-kept='([^']*)'></i>")


def without_moments(text: str) -> str:
    """Without what is new at each request, or with the hour."""
    return SINCE.sub(r"\1", TOKEN.sub(r'\1"', text))


def section_of(client, door) -> str:
    """The part of the page that changes, as the page shows it."""
    text = client.get(f"/doors/{door.pk}/").content.decode()
    inside = text.split('<section class="door-live')[1].split("</section>")[0]
    return without_moments(f'<section class="door-live{inside}</section>')


def watched(section: str) -> str:
    return section.split('data-live="')[1].split('"')[0]


class Shown:
    """A page of the door that takes what it is sent, as its script does."""

    def __init__(self, live, client, door) -> None:
        self.client, self.door, self.section = client, door, section_of(client, door)
        self.stream = live.open(client, watched(self.section))

    @property
    def steps(self) -> list[list[str]]:
        return [
            step
            for hint in self.stream.hints
            for step in hint.get("drawn", {}).get("door", {}).get(str(self.door.pk), [])
        ]

    def laid(self) -> str:
        for had, text in self.steps:
            assert watched(self.section).split(":")[2] == had
            mine = {found[1]: found[0] for found in ARTICLE.finditer(self.section)}
            self.section = without_moments(KEPT.sub(lambda mark: mine[mark[1]], text).strip())  # noqa: B023
        return self.section

    def asked_for(self) -> str:
        return section_of(self.client, self.door)
