"""Facts of the intranet in a real browser: what is told beside the composer follows the place that is chosen; the pages by keyboard alone, and
without accessibility violation in light and in dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.communities.audiences import headcount
from parvis.intranet import keeping
from parvis.intranet.models import Fact, Source
from parvis.intranet.tests.site import intranet, told
from parvis.people.models import Appointment, Person
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.sharing import share
from tests.journeys.test_keyboard import press, settled, tab_to
from tests.windows import lively, visit, written

ADDRESS = "https://intranet.example/actus/marge"
AGAIN = "Dit deux fois déjà cette semaine"
ATTENTION = "Leur attention cette semaine"


@pytest.fixture
def site(monkeypatch):
    with intranet(monkeypatch) as found:
        yield found


@pytest.fixture
def many(world):
    """An organisation to which a project is a small part; counted afresh."""
    headcount.forget()
    Person.objects.bulk_create([Person(handle=f"p{n}", name=f"Personne {n}") for n in range(60)])


def says(world, who, words):
    return publish_new(Sheet(body=words, link=ADDRESS, community=world.place("aurore")), by=world.people[who])


def test_beside_the_composer_stands_what_is_true_of_the_place_now_chosen(browser, world, many):
    Appointment.objects.create(person=world.helene, power="communicator", at=told("Marge", address=ADDRESS).said_at)
    twice = [says(world, who, f"Un mot de {who}") for who in ("cleo", "helene")]
    page = browser("helene")
    visit(page, f"/posts/new/?link={ADDRESS}&in=la-place")
    beside = page.locator("#beside")
    expect(beside).to_contain_text(ATTENTION)  # seventy people are many
    expect(beside).not_to_contain_text(AGAIN)
    page.select_option("#id_place", "aurore")
    expect(beside).to_contain_text(AGAIN)
    expect(beside.locator(f"a[href='/posts/{twice[1].pk}/#comments']")).to_have_count(1)
    expect(beside).not_to_contain_text(ATTENTION)  # a project is few
    page.select_option("#id_place", "la-place")
    expect(beside).to_contain_text(ATTENTION)
    expect(beside).not_to_contain_text(AGAIN)


def test_above_a_share_too_and_it_is_said_aloud(browser, world, many):
    post = says(world, "cleo", "La marge, expliquée")
    passed = share(post, by=world.helene, community=world.place("aurore"), body="À lire")
    page = browser("helene")
    visit(page, f"/posts/{post.pk}/shares/")
    beside = page.locator("#beside[aria-live=polite]")
    expect(beside).not_to_contain_text(AGAIN)
    page.select_option("#id_place", "aurore")
    expect(beside).to_contain_text(AGAIN)
    expect(beside.locator(f"a[href='/posts/{passed.pk}/#comments']")).to_have_count(1)
    page.select_option("#id_place", "la-place")
    expect(beside).not_to_contain_text(AGAIN)
    assert beside.inner_html() == ""


def test_a_fact_is_explained_by_keyboard(browser, world):
    fact = told("La ligne 3 repart", "Lundi à six heures, après deux semaines.", address=ADDRESS)
    page = browser("thomas")
    visit(page, "/facts/")
    press(page, f"main a[href='/facts/{fact.pk}/']")
    settled(page, r"/facts/\d+/$")
    press(page, "main a[href^='/posts/new/']", "Décrypter")
    settled(page, r"/posts/new/")
    written(page)
    expect(page.locator("#composer .fact")).to_contain_text("La ligne 3 repart")
    tab_to(page, "[contenteditable=true]")
    page.keyboard.type("Deux équipes ont tout refait sans un arrêt de plus.")
    press(page, "button[data-audience]", "Publier")
    settled(page, r"/posts/\d+/$")
    expect(page.locator("article .fact")).to_contain_text("La ligne 3 repart")
    visit(page, f"/facts/{fact.pk}/")
    expect(page.locator("main article.post")).to_contain_text("sans un arrêt de plus")
    assert Post.objects.get().author == world.thomas


def test_the_bookmark_brings_here_whatever_page_one_is_on(browser, world, settings, live_server):
    settings.PARVIS = settings.PARVIS.model_copy(update={"address": live_server.url})
    title, away = "L’été, l'hiver & « 4 % »", f"{ADDRESS}?jour=1&heure=2"
    for who in ("nadia", "marine"):
        page = browser(who)
        page.route(
            "https://intranet.example/**",
            lambda route: route.fulfill(content_type="text/html; charset=utf-8", body=f"<title>{title}</title>"),
        )
        visit(page, "/facts/")
        code = page.locator("a.button[href^='javascript:']").get_attribute("href")
        page.goto(f"{away}#haut")
        page.evaluate(
            "href => document.body.append(Object.assign(document.createElement('a'), {href, textContent: 'Le signet'}))",
            code,
        )
        page.get_by_text("Le signet").click()  # as the bookmark does: a script run in that page
        page.wait_for_url(f"{live_server.url}/**")
        lively(page)
        if who == "nadia":
            expect(page.locator("#composer")).to_contain_text(away)
        else:  # a communicator may make it a fact
            expect(page.locator("main")).to_contain_text(title)


def test_a_source_is_looked_at_added_and_stopped_by_keyboard(browser, world, site):
    keeping.name_host("intranet.example", by=world.sofia)
    site.says(("La ligne 3 repart", "http://intranet.example/actus/ligne-3", "Lundi.", "Wed, 11 Feb 2026 08:00:00 GMT"))
    page = browser("sofia")
    visit(page, "/admin/intranet/")
    tab_to(page, "#id_address")
    page.keyboard.type("http://intranet.example/feed/")
    press(page, "#add button", "Regarder")
    expect(page.locator("#add")).to_contain_text("La ligne 3 repart")
    expect(page.locator("#id_name")).to_have_value("Actualités Lanterne")
    assert not Source.objects.exists()
    assert not Fact.objects.exists()
    settled(page, r"/admin/intranet/")
    press(page, "#add button", "Ajouter")
    source = page.locator("section[aria-label='Actualités Lanterne']")
    expect(source).to_be_visible()
    settled(page, r"/admin/intranet/$")
    press(page, "section[aria-label='Actualités Lanterne'] button", "Mettre en pause")
    expect(source).to_contain_text("En pause")
    assert Source.objects.get().pause.by == world.sofia
    press(page, "section[aria-label='Actualités Lanterne'] button", "Reprendre")
    expect(source).not_to_contain_text("En pause")


def test_the_page_says_its_own_title_and_a_fact_is_told_by_keyboard(browser, world, site):
    keeping.name_host("intranet.example", by=world.sofia)
    site.pages = {
        "/actus/marge": ("text/html", b"<title>Marge : 4,2 %</title><meta name=description content='Sur un an.'>")
    }
    page = browser("marine")
    visit(page, "/facts/new/")
    tab_to(page, "#id_address")
    page.keyboard.type("http://intranet.example/actus/marge")
    press(page, "main form button", "Le signaler")
    expect(page.locator("#id_title")).to_have_value("Marge : 4,2 %")
    settled(page, r"/facts/$")
    press(page, "main form button", "Le signaler")
    settled(page, r"/facts/\d+/$")
    expect(page.locator("main .fact-card")).to_contain_text("Marge : 4,2 %")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_pages_have_no_axe_violation(browser, world, many, site, scheme):
    from axe_playwright_python.sync_playwright import Axe

    keeping.name_host("intranet.example", by=world.sofia)
    keeping.add("Actualités", "feed", "http://intranet.example/feed/", by=world.sofia)
    keeping.add("L’intranet appelle", "hook", "", by=world.sofia)
    fact = told("Marge à 4,2 %", "Le comité revient sur l’année.", address=ADDRESS)
    for who in ("cleo", "helene"):
        publish_new(
            Sheet(body=f"Un mot de {who}", link=ADDRESS, community=world.place("la-place")), by=world.people[who]
        )
    pages = {
        "sofia": ["/admin/intranet/"],
        "marine": ["/facts/", f"/facts/{fact.pk}/", "/facts/new/", f"/posts/new/?link={ADDRESS}", f"/share-to/?url={ADDRESS}"],
    }  # fmt: skip
    found = {}
    for who, addresses in pages.items():
        page = browser(who, color_scheme=scheme)
        for address in addresses:
            visit(page, address)
            found[address] = Axe().run(page).response["violations"]
    assert {a: [(v["id"], v["nodes"][0]["html"][:160]) for v in vs] for a, vs in found.items() if vs} == {}
