"""Leaders go first, in a real browser: the corridor visit on a phone; a leader's first five minutes to a first comment; opening a draft
to the companion and what she cannot do; the same without JavaScript; axe-core on every page."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from parvis.leadership.accompanying import open_oneself
from parvis.leadership.drawing import draw
from parvis.leadership.keeping_time import keep_slots
from parvis.leadership.models import CompanionLink, DraftOpening, DraftRemark, NotebookPage, Visit
from parvis.leadership.opening import open_draft
from parvis.leadership.remarking import remark
from parvis.leadership.visiting import Noted, Sheet
from parvis.leadership.visiting import visit as note_visit
from parvis.posts.models import Comment, Post
from parvis.posts.publishing import Sheet as PostSheet
from parvis.posts.publishing import draft, publish_new
from tests.journeys.test_keyboard import press, settled, tab_to
from tests.journeys.test_reading_aloud import found_by_axe
from tests.walking import Walker
from tests.windows import visit

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BODY = "On a coupé la ligne 3 mardi. Personne ne l’avait demandé.\n\nC’est la meilleure décision du mois."


@pytest.fixture
def asked(world):
    return publish_new(PostSheet(kind="question", body="Qui décide du quai du soir ?"), by=world.paul)


@pytest.fixture
def opened(world):
    text = draft(PostSheet(body=BODY), by=world.helene)
    open_draft(text, open_oneself(world.marine, by=world.helene), by=world.helene)
    return text


def test_the_corridor_visit_on_a_phone(browser, world):
    """Standing, one thumb: from the roster to the visit noted and the next one in the calendar."""
    page = browser("marine", **PHONE)
    page.goto("/accompaniment/")
    expect(page.locator("tbody tr")).to_have_count(3)
    page.get_by_role("link", name="Yves Carlier").tap()
    settled(page, r"/accompaniment/yves/$")
    page.locator("#id_saw").fill("Son téléphone, qui sonnait.")
    page.get_by_role("radio", name="Rencontre faite").tap()
    page.locator("#id_holds_back").fill("Je n’ai pas le temps.")
    page.locator("#id_next_step").fill("Saluer une première voix")
    page.locator("#id_next_minutes").fill("1")
    page.locator("#id_next_at").fill("2027-01-12T08:30")
    page.get_by_role("button", name="Noter la visite").tap()
    settled(page, r"/accompaniment/yves/$")
    expect(page.locator(".held")).to_contain_text("Je n’ai pas le temps.")
    row = NotebookPage.objects.get(by=world.marine, leader=world.yves)
    assert (row.stage, row.next_minutes, Visit.objects.count()) == ("met", 1, 1)
    assert row.next_at is not None
    with page.expect_download() as calendar:
        page.get_by_role("link", name="dans mon agenda").tap()
    assert "DURATION:PT20M" in calendar.value.path().read_text()
    too_small = page.evaluate(
        "() => [...document.querySelectorAll('main button, main .pick span, main a.button')].filter(e => e.offsetHeight && e.offsetHeight < 24).length"
    )
    assert too_small == 0


def test_a_leaders_first_five_minutes_to_a_first_comment(browser, world, asked):
    """Thomas opens his quarter of an hour on his phone, reads one question of his own people, answers, and is let go."""
    page = browser("thomas", **PHONE)
    page.goto("/quarter/")
    card = page.locator(".errand").first
    expect(card).to_contain_text("Qui décide du quai du soir")
    expect(card).to_contain_text("3 min")
    card.locator("textarea").fill("Moi. Je descends à six heures.")
    card.get_by_role("button", name="Répondre").tap()
    settled(page, r"/quarter/$")
    expect(page.get_by_text("Rien ne vous attend")).to_be_visible()
    assert Comment.objects.get(post=asked).author == world.thomas


@pytest.mark.parametrize("shape", [{}, {"viewport": {"width": 390, "height": 844}}], ids=["desk", "narrow"])
def test_a_leaders_first_five_minutes_by_keyboard(browser, world, asked, shape):
    """From home, through the menu of the side or one's own, to the quarter of an hour and an answer; “not now” puts the rest aside."""
    greeted = publish_new(PostSheet(kind="question", body="Et le quai du matin ?"), by=world.paul)
    page = browser("thomas", **shape)
    visit(page, "/")
    if shape:
        press(page, "summary", "Mon menu")
        press(page, ".menu a", "Mon quart d’heure")
    else:
        press(page, "nav a", "Mon quart d’heure")
    settled(page, r"/quarter/$")
    expect(page.locator(".errand")).to_have_count(2)
    tab_to(page, ".errand textarea")
    page.keyboard.type("Moi. Je descends à six heures.")
    press(page, ".errand button", "Répondre")
    settled(page, r"/quarter/$")
    expect(page.locator(".errand")).to_have_count(1)
    press(page, ".errand button", "Pas maintenant")
    settled(page, r"/quarter/$")
    expect(page.get_by_text("Rien ne vous attend")).to_be_visible()
    said = Comment.objects.get()
    assert (said.author, said.post_id in (asked.pk, greeted.pk)) == (world.thomas, True)


def test_a_draft_is_opened_and_what_the_companion_cannot_do(browser, world):
    text = draft(PostSheet(body=BODY), by=world.helene)
    page = browser("helene")
    page.goto("/companions/")
    page.locator("#choose-handle").fill("marine@lanterne.example")
    page.get_by_role("button", name="M’ouvrir à cette personne").click()
    expect(page.locator("#main").get_by_text("Marine Lebrun vous accompagne jusqu’au")).to_be_visible()
    page.goto("/drafts/")
    page.get_by_role("link", name="Montrer à la personne qui m’accompagne").click()
    page.get_by_role("button", name="Lui ouvrir").click()
    expect(page.locator("#opened-to")).to_contain_text("Marine Lebrun")

    hers = browser("marine")
    hers.goto("/companions/")
    hers.get_by_role("link", name="On a coupé la ligne 3").click()
    expect(hers.locator("#script")).to_contain_text("la meilleure décision du mois")
    assert (
        hers.locator("main a[href$='/edit/'], main form[action*='publication'], main form[action^='/posts/']").count()
        == 0
    )
    hers.locator("#id_passage").select_option(label="« Personne ne l’avait demandé. »")
    hers.locator("#remark-words").fill("C’est elle qu’on retiendra.")
    hers.locator("#say").get_by_role("button", name="Envoyer").click()
    settled(hers, r"#remark-\d+$")
    assert DraftRemark.objects.get().quote == "Personne ne l’avait demandé."
    answers = hers.evaluate(
        """async (post) => { const token = document.querySelector('[name=csrfmiddlewaretoken]').value; const found = [];
        for (const [address, method] of [[`/posts/${post}/edit/`, 'POST'], [`/posts/${post}/publication/`, 'POST'], [`/posts/${post}/`, 'DELETE'], [`/posts/${post}/schedule/`, 'PUT']]) {
          const body = new URLSearchParams({ csrfmiddlewaretoken: token, _method: method, body: 'PAS ELLE', confirmed: '1', version: '1' });
          found.push((await fetch(address, { method: 'POST', body, redirect: 'manual' })).status); } return found; }""",
        text.pk,
    )
    assert set(answers) == {404}
    text.refresh_from_db()
    assert (text.body_text, text.published_at) == (BODY, None)

    page.reload()
    expect(page.locator("#remarks")).to_contain_text("C’est elle qu’on retiendra.")
    page.locator("#opened-to").get_by_role("button", name="Fermer").click()
    expect(page.locator("#main").get_by_text("Marine Lebrun ne voit plus ce brouillon.")).to_be_visible()
    assert hers.goto(f"/companions/drafts/{text.pk}/").status == 404


def test_the_roster_by_keyboard(browser, world):
    page = browser("marine")
    page.goto("/accompaniment/?view=board")
    press(page, ".entry summary", "Déplacer")
    tab_to(page, ".entry select")
    page.keyboard.type("Voix")
    press(page, ".entry form button", "Déplacer")
    settled(page, r"view=board$")
    assert NotebookPage.objects.get().stage == "regular"
    tab_to(page, "#roster-q")
    page.keyboard.type("thomas")
    page.keyboard.press("Enter")
    settled(page, r"q=thomas")
    expect(page.locator(".entry")).to_have_count(1)


def test_without_javascript(world, asked):
    """The forms as they are: opened, spoken of, answered, noted, ended."""
    helene, marine = Walker().sign_in("helene"), Walker().sign_in("marine")
    text = draft(PostSheet(body=BODY), by=world.helene)
    helene.go("/companions/").press("M’ouvrir", handle="marine", weeks="12")
    helene.go(f"/companions/drafts/{text.pk}/").press("Lui ouvrir")
    marine.go("/companions/").follow("On a coupé")
    marine.press(
        "Envoyer", "/remarks/", kind="fact", words="Le relevé dit avril.", address="pas une adresse", expect=422
    )
    assert "Le relevé dit avril." in marine.value("words")
    marine.press("Envoyer", "/remarks/", address="https://intranet.example/ligne-3")
    helene.go(f"/companions/drafts/{text.pk}/").press("Envoyer", "/replies/", words="Je corrige.")
    helene.press("C’est entendu", "/hearing/")
    assert "Je corrige." in marine.go(f"/companions/drafts/{text.pk}/").words
    helene.go("/path/").press("Laisser de côté")
    helene.go("/quarter/").press("Pas maintenant")
    helene.go("/quarter/slots/").press("Garder", day_1="1", time_1="08:45")
    marine.go("/accompaniment/yves/").press("Noter la visite", saw="Le quai", stage="met")
    marine.go("/accompaniment/programme/").press("Tirer", waves="2")
    assert "Vague 2" in marine.words
    link = CompanionLink.objects.get()
    marine.go(f"/companions/{link.pk}/").press("Arrêter maintenant").press("Arrêter")
    marine.go(f"/companions/drafts/{text.pk}/", expect=404)
    assert not DraftOpening.objects.filter(closed_at=None).exists()
    assert Post.objects.get(pk=text.pk).body_text == BODY


@pytest.mark.slow
@pytest.mark.parametrize("who", ["marine", "helene"])
def test_axe_finds_nothing(browser, world, opened, asked, who):
    remark(opened, "Gardez cette phrase.", by=world.marine, passage=(0, 28), version=opened.version)
    remark(opened, "Le relevé.", by=world.marine, kind="fact", address="https://intranet.example/ligne-3")
    keep_slots([(1, dt.time(8, 45))], by=world.helene)
    note_visit(
        world.yves, Sheet(saw="Le quai", notes="Debout"), Noted("met", "Pas le temps", "Saluer", 1), by=world.marine
    )
    draw(2, by=world.marine)
    home, link = f"/companions/drafts/{opened.pk}/", f"/companions/{CompanionLink.objects.get().pk}/"
    addresses = {
        "marine": ["/accompaniment/", "/accompaniment/?view=board", "/accompaniment/yves/", "/accompaniment/programme/", "/accompaniment/letter/", "/companions/", link, home],
        "helene": ["/quarter/", "/quarter/slots/", "/path/", "/companions/", link, home, "/drafts/", "/interface/?show=leadership"],
    }[who]  # fmt: skip
    assert found_by_axe(browser(who), addresses, {}) == {}
