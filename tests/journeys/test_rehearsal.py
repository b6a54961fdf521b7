"""The wings in a real browser: choosing a passage with the pointer or the keyboard, saying the text aloud, nothing typed lost, and
axe-core on every page of theirs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from parvis.rehearsal import practising, remarking
from parvis.rehearsal.inviting import open_to
from parvis.rehearsal.models import Rehearsal, Remark, StepTaken
from parvis.rehearsal.writing import begin
from tests.journeys.test_keyboard import press, settled, tab_to
from tests.journeys.test_reading_aloud import found_by_axe
from tests.windows import lively, visit

BODY = "🙂 On rappelle le jour même. Au début j’avais peur de déranger.\n\nReste le lundi."
SELECT = """([from, to]) => {
  const walker = document.createTreeWalker(document.querySelector('[data-script]'), NodeFilter.SHOW_TEXT);
  const find = (words) => { walker.currentNode = walker.root; while (walker.nextNode()) { const at = walker.currentNode.textContent.indexOf(words); if (at >= 0) return [walker.currentNode, at]; } };
  const range = document.createRange(); const [a, x] = find(from), [b, y] = find(to);
  range.setStart(a, x); range.setEnd(b, y + to.length);
  getSelection().removeAllRanges(); getSelection().addRange(range); }"""


@pytest.fixture
def text(world):
    made = begin(BODY, by=world.nadia)
    open_to(made, world.karim, days=3, by=world.nadia)
    open_to(made, world.cleo, days=7, by=world.nadia)
    at = BODY.index("j’avais peur")
    row = remarking.remark(made, "Moi aussi.", by=world.karim, passage=(at, at + 12), version=1)
    remarking.reply(row, "Merci.", by=world.nadia)
    remarking.hear(remarking.remark(made, "Bravo.", by=world.cleo), by=world.nadia)
    remarking.nod(made, "you", by=world.cleo)
    remarking.echo(made, "partly", "Qui ?", by=world.karim)
    practising.answer(practising.ask(made, "Et le lundi ?", by=world.karim), "On sera deux.", by=world.nadia)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("who", ["nadia", "karim", "paul"])
def test_axe_finds_nothing(browser, text, who):
    home = f"/rehearsals/{text.pk}/"
    of_all = ["/rehearsals/", "/rehearsals/opened/", "/rehearsals/new/", "/steps/", "/"]
    addresses = {
        "nadia": [*of_all, home, f"{home}edit/", f"{home}aloud/", "/interface/?show=rehearsal"],
        "karim": [*of_all, home],
        "paul": of_all,
    }[who]
    assert found_by_axe(browser(who), addresses, {}) == {}


def test_words_selected_become_the_passage(browser, text):
    page = browser("karim")
    page.goto(f"/rehearsals/{text.pk}/")
    lively(page)
    # Across the mark and the number of an earlier remark, behind an emoji, into the next paragraph.
    page.evaluate(SELECT, ["Au début", "Reste"])
    offer = page.get_by_role("button", name="Dire un mot de ce passage")
    expect(offer).to_be_visible()
    expect(page.locator("#say [data-says]")).to_contain_text("Passage choisi")
    offer.click()
    expect(page.locator("#remark-words")).to_be_focused()
    page.keyboard.type("C’est là que je vous suis.")
    page.locator("#say button").click()
    settled(page, r"#remark-\d+$")
    row = Remark.objects.latest("id")
    assert row.quote == BODY[BODY.index("Au début") : BODY.index("Reste") + 5]
    assert (row.start, row.end) == (BODY.index("Au début"), BODY.index("Reste") + 5)


def test_everything_by_keyboard(browser, text, world):
    page, home = browser("karim"), f"/rehearsals/{text.pk}/"
    page.goto(home)
    tab_to(page, "#id_passage")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#remark-words")
    page.keyboard.type("Par le clavier.")
    press(page, "#say button", "Envoyer")
    settled(page, r"#remark-\d+$")
    assert Remark.objects.latest("id").quote == "🙂 On rappelle le jour même."
    press(page, "#nod button", "Ça me touche")
    expect(page.locator("#nod button[aria-pressed=true]")).to_have_text("Ça me touche")
    other = browser("nadia")
    other.goto(home)
    press(other, "article summary", "Répondre")
    tab_to(other, "article textarea")
    other.keyboard.type("Entendu, merci.")
    press(other, "article form button", "Envoyer")
    settled(other, r"#remark-\d+$")
    assert Remark.objects.filter(words="Entendu, merci.", by=world.nadia).exists()
    press(other, "#seats button", "Fermer")
    expect(other.locator(".messages")).to_contain_text("ne voit plus ce texte")


def test_what_a_screen_reader_hears(browser, text):
    page = browser("nadia")
    page.goto(f"/rehearsals/{text.pk}/")
    heard = page.locator("main").aria_snapshot()
    for fact in [
        'heading "Votre texte" [level=1]', 'article "Le texte"', 'link "Remarque 1"', 'region "Ce qu’on en dit"', 'article "Remarque de Karim Diallo"',
        'region "Qui le voit"', 'region "Questions difficiles"', 'region "Comment c’est reçu"', 'button "En faire un brouillon"',
    ]:  # fmt: skip
        assert fact in heard, f"{fact} is not heard:\n{heard[:4000]}"
    other = browser("karim")
    other.goto(f"/rehearsals/{text.pk}/")
    heard = other.locator("main").aria_snapshot()
    for fact in [
        'combobox "À propos de"',
        'group "Auriez-vous compris',
        'radio "En partie" [checked]',
        'button "Ça me touche"',
    ]:
        assert fact in heard, f"{fact} is not heard:\n{heard[:4000]}"


def test_the_text_said_aloud_goes_gently_on(browser, text, world):
    page = browser()
    page.clock.install()
    page.goto("/demo/")
    page.locator("form[action='/demo/sign-in/nadia/'] button").click()
    page.goto(f"/rehearsals/{text.pk}/aloud/")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    begin_button = page.get_by_role("button", name="Commencer")
    page.clock.run_for(1000)
    expect(begin_button).to_be_visible()
    del sent[:]
    begin_button.click()
    now = page.locator("[data-sentence].now")
    expect(now).to_have_text("🙂 On rappelle le jour même.")
    page.clock.run_for(4000)
    expect(now).to_have_text("Au début j’avais peur de déranger.")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".aloud [data-says]")).to_contain_text("En pause à 0:0")
    page.clock.run_for(30_000)
    expect(now).to_have_text("Au début j’avais peur de déranger.")
    page.get_by_role("button", name="Reprendre").click()
    page.clock.run_for(30_000)
    expect(page.locator("[data-prompt]")).to_contain_text("Vous avez parlé 0:")
    assert sent == []  # nothing listens, nothing leaves
    page.get_by_role("button", name="C’est dit").click()
    page.clock.run_for(1000)
    expect(page.locator(".messages")).to_contain_text("vous avez répété")
    assert StepTaken.objects.get().person == world.nadia


def test_for_who_asks_for_less_motion_nothing_moves_by_itself(browser, text):
    page = browser(reduced_motion="reduce")
    page.clock.install()
    page.goto("/demo/")
    page.locator("form[action='/demo/sign-in/nadia/'] button").click()
    page.goto(f"/rehearsals/{text.pk}/aloud/")
    page.clock.run_for(1000)
    page.get_by_role("button", name="Commencer").click()
    page.clock.run_for(60_000)
    now = page.locator("[data-sentence].now")
    expect(now).to_have_text("🙂 On rappelle le jour même.")
    expect(page.locator("[data-time]")).to_have_text("1:00")
    page.locator(".prompter").focus()
    page.keyboard.press("ArrowDown")
    expect(now).to_have_text("Au début j’avais peur de déranger.")
    page.keyboard.press("ArrowUp")
    expect(now).to_have_text("🙂 On rappelle le jour même.")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()


def test_what_one_types_is_kept_as_one_types(browser, world):
    page = browser("nadia")
    page.goto("/rehearsals/new/")
    lively(page)
    page.locator("#id_body").fill("Trois phrases.")
    expect(page.locator("[data-says]")).to_contain_text("C’est gardé")
    page.locator("#id_body").press_sequentially(" Puis deux.")
    expect(page.locator("[data-says]")).to_contain_text("C’est gardé")
    expect(page.locator("[name=version]").first).to_have_value("2")
    text = Rehearsal.objects.get()
    assert (text.body, text.version) == ("Trois phrases. Puis deux.", 2)
    page.goto(page.url)
    assert page.url.endswith(f"/rehearsals/{text.pk}/edit/")
    assert page.locator("#id_body").input_value() == text.body


def test_a_cut_network_loses_nothing(browser, world):
    page = browser("nadia")
    page.goto("/rehearsals/new/")
    lively(page)
    page.context.set_offline(True)
    page.locator("#id_body").fill("Écrit dans le train.")
    expect(page.locator("[data-says]")).to_contain_text("Pas envoyé")
    page.context.set_offline(False)  # the train leaves the tunnel
    expect(page.locator("[data-says]")).to_contain_text("C’est gardé")
    assert Rehearsal.objects.get().body == "Écrit dans le train."


def test_a_closed_window_loses_nothing(browser, world):
    page = browser("nadia")
    page.goto("/rehearsals/new/")
    lively(page)
    page.route("**/rehearsals/", lambda route: route.abort())
    page.locator("#id_body").fill("Écrit juste avant.")
    expect(page.locator("[data-says]")).to_contain_text("Pas envoyé")
    page.unroute_all()
    other = page.context.new_page()
    page.close()  # it may still send at its end: the same text, kept once
    other.goto("/rehearsals/new/")
    expect(other.locator(".kept-copy")).to_contain_text("Voici le texte")
    expect(other.locator("#id_body")).to_have_value("Écrit juste avant.")
    expect(other.locator("[data-says]")).to_contain_text("C’est gardé")
    assert Rehearsal.objects.get().body == "Écrit juste avant."


def test_the_steps_come_to_the_home_page_and_go_for_good(browser, world):
    page = browser("karim")
    card = page.locator("#steps")
    expect(card).to_contain_text("Montrez votre visage")
    page.get_by_role("link", name="Une autre idée").click()
    expect(card).to_contain_text("Lisez ailleurs")
    assert page.url.endswith("/")
    page.get_by_role("button", name="Fermer pour de bon").click()
    expect(page.locator(".messages")).to_contain_text("pour de bon")
    visit(page, "/")
    assert not card.count()


def test_what_one_writes_in_the_wings_is_read_over_and_mended_by_one_tap(browser, world):
    page = browser("nadia")
    page.goto("/rehearsals/new/")
    expect(page.locator(".check[data-attached]")).to_be_attached()
    page.fill("#id_body", "Je vous raconte commment ce fut.")
    remark = page.locator(".remark", has_text="commment")
    expect(remark).to_be_visible()
    remark.locator("button").get_by_text("comment", exact=True).click()
    expect(page.locator("#id_body")).to_have_value("Je vous raconte comment ce fut.")
    expect(page.locator(".remark")).to_have_count(0)
    expect(page.locator("[data-read]")).to_be_hidden()
