"""What a screen reader is told: names, roles, headings in order, landmarks; and axe-core finds nothing, on every main page, wide and
narrow, light and dark."""

from __future__ import annotations

import itertools

import pytest
from playwright.sync_api import expect

from tests.windows import lively, visit, written

LEVELS = "() => [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))"
AS_NADIA = [
    "/", "/?filter=questions", "/posts/{note}/", "/posts/{question}/", "/posts/{poll}/", "/posts/new/", "/posts/new/?kind=poll", "/posts/new/?kind=article", "/posts/{note}/edit/",
    "/posts/{note}/history/", "/posts/{note}/reactions/", "/posts/{note}/shares/", "/posts/{note}/place/", "/posts/{note}/comments/?to={comment}", "/mutes/?post={question}",
    "/communities/", "/communities/new/", "/communities/relation-client/", "/communities/relation-client/members/", "/people/", "/people/helene/", "/people/nadia/edit/",
    "/people/nadia/photo/", "/organisation/", "/organisation/paul/", "/questions/", "/drafts/", "/bookmarks/", "/home/choices/", "/home/contacts/", "/account/sessions/", "/password/change/",
    "/subjects/relance/", "/nulle-part/", "/me/data/", "/posts/new/?kind=video", "/posts/new/?kind=question", "/people/?unit=relation-client&leaders=1",
    "/communities/relation-client/invitations/", "/interface/", "/interface/?show=posts", "/interface/?show=comments", "/interface/?show=composer", "/interface/?show=people", "/interface/?show=home", "/interface/?show=communities",
]  # fmt: skip
AS_SOFIA = [
    "/admin/",
    "/admin/people/",
    "/admin/people/import/",
    "/admin/units/",
    "/admin/organisation/",
    "/admin/communities/",
    "/admin/jobs/",
    "/admin/health/",
    "/admin/invitations/",
    "/admin/leaders/",
    "/admin/appointments/",
    "/admin/people/nadia/",
    "/admin/people/nadia/departure/",
]
AS_NOBODY = ["/sign-in/", "/password/reset/", "/demo/"]


def found_by_axe(page, addresses, said) -> dict[str, list[str]]:
    from axe_playwright_python.sync_playwright import Axe

    found, axe = {}, Axe()
    ids = {name: row.pk for name, row in said.items() if hasattr(row, "pk")}
    for address in addresses:
        visit(page, address.format(**ids))
        for width, scheme in [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            if width == 390:
                wide = page.evaluate("() => document.documentElement.scrollWidth")
                if wide > 390:
                    found[f"{address} {width}"] = [f"wider than the screen: {wide}"]
            violations = axe.run(page).response["violations"]
            if violations:
                found[f"{address} {width} {scheme}"] = [f"{v['id']}: {v['nodes'][0]['html'][:140]}" for v in violations]
        page.set_viewport_size({"width": 1280, "height": 900})
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        ("nadia", AS_NADIA[:12]),
        ("nadia", AS_NADIA[12:24]),
        ("nadia", AS_NADIA[24:39]),
        ("nadia", AS_NADIA[39:]),
        ("sofia", AS_SOFIA),
        ("", AS_NOBODY),
    ],
    ids=["posts", "places", "mine", "styleguide", "admin", "doors"],
)
def test_axe_finds_nothing(browser, said, who, addresses):
    assert found_by_axe(browser(who), addresses, said) == {}


def test_headings_go_down_one_by_one_under_one_title(browser, said):
    page = browser("nadia")
    wrong = {}
    for address in AS_NADIA:
        if address == "/interface/":  # it shows a title of each level as a specimen
            continue
        visit(page, address.format(**{name: row.pk for name, row in said.items() if hasattr(row, "pk")}))
        levels = page.evaluate(LEVELS)
        steps = [b - a for a, b in itertools.pairwise(levels)]
        main = page.evaluate("() => document.querySelectorAll('main h1').length")
        if address.startswith("/interface/"):  # the styleguide shows a title of each level
            main = min(main, 1)
        if main != 1 or max(steps, default=0) > 1:
            wrong[address] = levels
    assert wrong == {}


def names_in_the_tree(page) -> list[str]:
    """Role and name of each node of Chromium's own accessibility tree, as it is handed to a screen reader."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        f"{node['role']['value']} {node.get('name', {}).get('value', '')!r}"
        for node in nodes
        if not node.get("ignored")
    ]


def test_landmarks_and_names_of_the_home_page(browser, said):
    page = browser("nadia")
    lively(page)
    heard = page.locator("body").aria_snapshot() + "\n" + "\n".join(names_in_the_tree(page))
    for fact in [
        'link "Aller au contenu"', "banner:", "main:", 'navigation "Principal"', 'searchbox "Rechercher"', 'heading "Accueil" [level=1]', "complementary:",
        'article "Publication de Nadia Belkacem"', 'button "Utile', "DisclosureTriangle 'Autres réactions'", "DisclosureTriangle 'Plus d’actions sur cette publication'", 'link "Partager"', "Mon menu",
    ]:  # fmt: skip
        assert fact in heard, f"{fact} is not heard:\n{heard[:4000]}"


def test_a_conversation_is_heard(browser, said):
    page = browser("karim")
    visit(page, f"/posts/{said['note'].pk}/")
    heard = page.locator("main").aria_snapshot()
    for fact in [
        'region "Conversation"',
        'heading "1 commentaire" [level=2]',
        'link "Répondre"',
        'textbox "Vos mots"',
        'button "Envoyer"',
    ]:
        assert fact in heard, f"{fact} is not heard:\n{heard[:4000]}"


def test_the_limit_is_said_near_its_end_and_nothing_is_cut(browser, said):
    page = browser("karim")
    visit(page, f"/posts/{said['note'].pk}/")
    page.locator("textarea[name=body]").first.focus()
    written(page)
    said_left = page.locator("textarea[name=body] ~ [role=status]").first
    page.locator(".rich__words").first.click()
    page.keyboard.insert_text("a" * 4991)
    expect(said_left).to_have_text("encore 9 caractères")
    page.keyboard.insert_text("a" * 21)
    expect(said_left).to_contain_text("12 caractères de trop")
    assert "a" * 5012 in page.locator("textarea[name=body]").first.input_value()
