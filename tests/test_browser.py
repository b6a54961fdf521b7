"""In a real browser: main pages without accessibility violation (axe-core), light and dark, on a phone; and no hostile words run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from parvis.notifications import deciding
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Ballot, Sheet, publish_new
from parvis.search import checking
from tests.windows import CHROMIUM, FLAGS, becomes, lively, patient, visit, written

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
PAYLOADS = Path(__file__).resolve().parents[2] / "shared" / "data" / "payloads" / "xss"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<a href=javascript:alert(1)>x</a>",
    "<div hx-get=/ hx-trigger=load hx-on::load=alert(1)>x</div>",
    "[x](javascript:alert(1))",
]


@pytest.fixture
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def said(world):
    place = world.place("relation-client")
    post = publish_new(Sheet(body="On a testé le rappel #relance avec @cleo.", community=place), by=world.nadia)
    comment_on(post, "Combien ?", by=world.karim)
    deciding.decide()
    checking.repair_all()
    publish_new(Sheet(kind="question", body="Qui charge le soir ?"), by=world.paul)
    publish_new(Sheet(kind="poll", body="Quel jour ?", community=place, poll=Ballot(["lundi", "mardi"])), by=world.cleo)
    return post


def sign_in(page, live_server, handle):
    page.goto(f"{live_server.url}/demo/")
    page.locator(f"form[action='/demo/sign-in/{handle}/'] button").click()
    page.wait_for_url(f"{live_server.url}/")
    lively(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_main_pages_have_no_axe_violation(browser, live_server, world, said, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = patient(
        browser.new_context(color_scheme=scheme, locale="fr-FR", viewport={"width": 1280, "height": 900}).new_page()
    )
    visit(page, f"{live_server.url}/sign-in/")
    found = {"/sign-in/": Axe().run(page).response["violations"]}
    sign_in(page, live_server, "nadia")
    for address in [
        "/",
        f"/posts/{said.pk}/",
        "/communities/",
        "/communities/relation-client/",
        "/people/",
        "/people/helene/",
        "/organisation/",
        "/posts/new/",
        "/posts/new/?kind=poll",
        "/questions/",
        "/drafts/",
        "/home/choices/",
        "/notices/",
        "/me/notices/",
        "/offline/",
        "/search/",
        "/search/?q=testes",
        "/search/?q=Helene+Marchant",
        "/search/?q=zanzibar&only=questions",
    ]:
        visit(page, f"{live_server.url}{address}")
        found[address] = Axe().run(page).response["violations"]
    assert {a: [(v["id"], v["nodes"][0]["html"][:160]) for v in vs] for a, vs in found.items() if vs} == {}


def test_one_writes_reacts_and_answers_on_a_phone(browser, live_server, world, said):
    page = patient(browser.new_context(locale="fr-FR", viewport={"width": 390, "height": 844}).new_page())
    sign_in(page, live_server, "karim")
    becomes(page, "document.documentElement.scrollWidth <= 390")
    page.goto(f"{live_server.url}/posts/new/?in=relation-client")
    written(page)
    page.click(".rich__words")
    page.keyboard.type("Ma **première** question")
    expect(page.locator(".rich__words strong")).to_have_text("première")
    expect(page.locator("button[data-audience]")).to_contain_text("Relation client · ")
    page.click("button[data-audience]")
    page.wait_for_url(re.compile(r"/posts/\d+/$"))
    expect(page.locator("article strong")).to_have_text("première")
    visit(page, f"{live_server.url}/posts/{said.pk}/")
    page.click(f"#reactions-{said.pk} form button")
    page.wait_for_selector(f"#reactions-{said.pk} button[aria-pressed=true]")
    said.refresh_from_db()
    assert said.useful_count == 1


def test_hostile_words_do_not_run(browser, live_server, world):
    lines = HOSTILE + (
        [
            line
            for path in sorted(PAYLOADS.glob("*.txt"))
            for line in path.read_text(errors="replace").splitlines()
            if line.strip()
        ][:150]
        if PAYLOADS.exists()
        else []
    )
    world.nadia.line, world.nadia.job = HOSTILE[1], HOSTILE[2]
    world.nadia.save()
    posts = [
        publish_new(
            Sheet(kind="article", title=line[:190], body=f"début {line[:9000]} fin", format=form), by=world.nadia
        )
        for line in lines
        for form in ("markdown", "html")
        if line.strip()
    ]
    comment_on(posts[0], HOSTILE[0], by=world.karim)
    page = patient(browser.new_context(locale="fr-FR").new_page())
    ran: list[str] = []
    page.expose_function("parvisRan", lambda name: ran.append(name))
    page.add_init_script("for (const f of ['alert','confirm','prompt','print']) window[f] = () => window.parvisRan(f);")
    sign_in(page, live_server, "karim")
    seen = set()
    address = "/people/nadia/posts/"
    while address and len(seen) < 20:
        seen.add(address)
        visit(page, f"{live_server.url}{address}")
        address = page.evaluate(
            "document.querySelector('a[rel=next]')?.getAttribute('href')"
        )  # soon unrolled by itself
        page.evaluate(
            "document.querySelectorAll('main *').forEach(e => ['mouseover','focus','error','load','click'].forEach(n => { if (e.tagName !== 'A' && e.tagName !== 'BUTTON') e.dispatchEvent(new Event(n)) }))"
        )
    visit(page, f"{live_server.url}/posts/{posts[0].pk}/")
    visit(page, f"{live_server.url}/people/nadia/")
    assert ran == []
    page.evaluate("window.alert(1).then(() => { window.heard = true; })")  # the oracle hears
    becomes(page, "window.heard === true")
    assert ran == ["alert"]
