"""Every partial, macro and stylesheet is shown in the styleguide: one that is not is one nobody looks at in the dark."""

from __future__ import annotations

import re
from functools import cache

import pytest
from django.conf import settings

from parvis.interface.showcasing import specimens
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Ballot, Sheet, publish_new
from parvis.posts.sharing import share
from tests.architecture.test_house_rules import ours

LINK = re.compile(r'(?:{%-?\s*(?:include|import|extends|from)\s+|drawing\(request, )"([^"]+)"')
PAGE = "interface/styleguide.html"
# What templates have drawn by a function (kept drawings: interface/drawings.py).
DRAWN = {
    "bar(": "interface/_bar.html", "side(": "interface/_nav.html", "tabs(": "interface/_tabs.html", "draw_card(": "posts/_card.html",
    "draw_menu(": "posts/_card_menu.html", "draw_reactions(": "posts/fragments/reactions.html", "draw_comment(": "posts/_comment.html",
}  # fmt: skip


@cache
def source(name: str) -> str:
    [path] = [path for path in ours(".html") if str(path).endswith(f"/templates/{name}")]
    return path.read_text()


def reached() -> set[str]:
    """The templates the styleguide shows, and those they include."""
    waiting, seen = [PAGE, *{specimen.template for specimen in specimens()}], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += LINK.findall(source(name))
            waiting += [drawn for call, drawn in DRAWN.items() if f"{{{{ {call}" in source(name)]
    return seen


def partials() -> set[str]:
    found = {str(path).split("/templates/")[1] for path in ours(".html")}
    return {name for name in found if "/_" in name or "/fragments/" in name}


def test_every_partial_is_shown():
    for name in sorted(partials() - reached()):
        pytest.fail(f"{name} is not in the styleguide: give it a Specimen in the `showcase.py` of its area")


def test_every_stylesheet_is_shown():
    shown = "\n".join(source(name) for name in reached())
    for path in ours(".css"):
        name = str(path).split("/static/")[1]
        assert name in settings.PARVIS_SHEETS or name in shown, (
            f"{name} is on no page of the styleguide: name it in settings.PARVIS_SHEETS, or in the template that fetches it"
        )


def test_every_macro_of_elements_is_used_there():
    shown = "\n".join(source(name) for name in reached())
    for name in ("interface/elements.html", "people/elements.html"):
        for macro in re.findall(r"{% macro (\w+)\(", source(name)):
            if macro == "pager":  # it fetches the next page by itself: shown as the plain link it is without JavaScript
                continue
            assert re.search(rf"\b(ui|who)\.{macro}\(|{{{{ {macro}\(", shown), (
                f"the macro {macro} of {name} is not in the styleguide"
            )


@pytest.fixture
def written(world):
    place = world.place("relation-client")
    note = publish_new(Sheet(body="Une note", community=place), by=world.nadia)
    comment_on(note, "Un mot", by=world.karim)
    for sheet in (
        Sheet(kind="question", body="Qui ?"), Sheet(kind="article", title="Titre", body="Long"),
        Sheet(kind="poll", body="Quand ?", community=place, poll=Ballot(["a", "b"])),
    ):  # fmt: skip
        publish_new(sheet, by=world.nadia)
    share(note, by=world.cleo, community=world.place("la-place"), body="À lire")


@pytest.mark.parametrize("scheme", ["auto", "light", "dark"])
def test_each_group_opens_in_every_colour(written, signed_in, scheme):
    browser = signed_in("nadia")
    for group in {"elements", *(row.group for row in specimens())}:
        page = browser.get(f"/interface/?show={group}&scheme={scheme}").content.decode()
        assert f"scheme-{scheme}" in page
        empty = page.count("<code>")
        assert empty == (1 if group == "posts" else 0), (
            f"{group}: only the video has nothing to show it with in the tests"
        )


def test_it_opens_for_nobody_and_not_in_production(world, client, settings):
    assert client.get("/interface/?show=posts").status_code == 200
    settings.PARVIS = settings.PARVIS.model_copy(update={"mode": "production"})
    assert client.get("/interface/").status_code == 404
