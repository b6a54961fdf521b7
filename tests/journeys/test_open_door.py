"""An open door in a real browser, from end to end: announced, asked with and without a name, watched while it is answered; by keyboard,
by a screen reader, and axe-core on each of its pages."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.leadership import answering_doors, asking, buddying, refusing
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.models import Door, DoorQuestion
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from tests.journeys.test_keyboard import press, settled, tab_to
from tests.journeys.test_reading_aloud import found_by_axe
from tests.windows import visit

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def door(world):
    made = door_of(world, opened=True, call_url="https://appel.example/porte")
    answered = asking.ask(made, "Que fait-on de la ligne 3 cet hiver", by=world.karim)
    answering_doors.answer(answered, "On la garde. **Toute.**", by=world.thomas)
    asked_unsigned(made, "Qui décide, au juste", world.nadia)
    refused = asking.ask(made, "Et untel", by=world.karim)
    refusing.refuse(refused, "person", "Parlons du poste.", by=world.marine)
    keep_open("Tout, même l’hiver.", 5, allows_anonymous=True, shows_promise=True, by=world.thomas)
    buddying.choose(world.nadia, by=world.karim)
    return Door.objects.for_screen().get(pk=made.pk)


def test_a_door_from_end_to_end_with_a_question_without_a_name(browser, world):
    thomas = browser("thomas")
    visit(thomas, "/doors/new/")
    thomas.fill("#id_subject", "L’usine cet hiver")
    thomas.fill("#id_words", "Posez-moi tout, même ce que je ne sais pas.")
    thomas.fill("#id_opens_at", (clock.now() + dt.timedelta(days=1)).strftime("%Y-%m-%dT14:00"))
    thomas.get_by_role("button", name="Annoncer ma porte").click()
    settled(thomas, r"/doors/\d+/$")
    door = Door.objects.get()
    karim = browser("karim", viewport={"width": 390, "height": 844})
    visit(karim, f"/doors/{door.pk}/")
    karim.fill("#ask-words", "Est-ce que la ligne 3 va fermer")
    karim.get_by_label("Sans mon nom").check()
    karim.get_by_role("button", name="Poser", exact=True).click()
    expect(karim.locator(".messages")).to_contain_text("rien ici ne mène à vous")
    question = DoorQuestion.objects.get()
    assert question.asker is None
    expect(karim.locator(".asked")).to_contain_text("Sans nom")
    expect(karim.locator(".asked")).not_to_contain_text("Karim")
    nadia = browser("nadia")
    visit(nadia, f"/doors/{door.pk}/")
    nadia.get_by_role("button", name="Moi aussi").click()
    expect(nadia.locator(".votes--on strong")).to_have_text("1")
    Door.objects.update(opens_at=clock.now() - HOUR, closes_at=clock.now() + HOUR)
    visit(nadia, f"/doors/{door.pk}/")
    expect(nadia.locator(".opendoor")).to_contain_text("Ouverte en ce moment")
    visit(thomas, "/doors/waiting/")
    thomas.get_by_role("link", name="Répondre").click()
    settled(thomas, r"/answer/$")
    thomas.fill("#id_words", "Non. On l’arrête deux semaines en août.")
    thomas.get_by_role("button", name="Répondre").click()
    settled(thomas, r"#question-\d+$")
    expect(nadia.locator(".told")).to_contain_text("deux semaines en août")  # it came by itself
    expect(nadia.locator("#said")).to_contain_text("Thomas vient de répondre")
    nadia.get_by_role("link", name="Réagir ou répondre").click()
    expect(nadia.locator(".comment__words").first).to_contain_text("Est-ce que la ligne 3 va fermer")


def test_what_comes_while_one_types_takes_nothing_away(browser, door, world):
    page = browser("nadia")
    visit(page, f"/doors/{door.pk}/")
    page.fill("#ask-words", "Ce que j’écris")
    page.locator("#ask-words").focus()
    asking.ask(door, "Une autre arrive", by=world.paul)
    expect(page.locator(".asked-list")).to_contain_text("Une autre arrive")
    assert page.locator("#ask-words").input_value() == "Ce que j’écris"
    expect(page.locator("#ask-words")).to_be_focused()


def test_everything_by_keyboard(browser, door):
    page = browser("paul")
    visit(page, f"/doors/{door.pk}/")
    tab_to(page, "#ask-words")
    page.keyboard.type("Par le clavier")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    press(page, "#ask button", "Poser")
    settled(page, r"#questions$")
    assert DoorQuestion.objects.get(words="Par le clavier").asker is None
    press(page, "button.votes", "aussi")
    expect(page.locator(".votes--on")).to_have_count(1)
    expect(page.locator(".votes--on")).to_be_focused()  # one goes on from there


def test_what_a_screen_reader_hears(browser, door):
    page = browser("nadia")
    visit(page, f"/doors/{door.pk}/")
    heard = page.locator("main").aria_snapshot()
    for fact in [
        'heading "L’usine cet hiver" [level=1]', 'region "2 questions · 1 réponse"', 'article "Question de Karim Diallo"', 'article "Question sans nom"',
        'radio "Sous mon nom', 'radio "Sans mon nom', 'link "Rejoindre l’appel"', 'heading "Refusées par la modération" [level=2]',
    ]:  # fmt: skip
        assert fact in heard, f"{fact} is not heard:\n{heard[:4000]}"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["nadia", "thomas", "marine"])
def test_axe_finds_nothing(browser, door, who):
    home, waiting = f"/doors/{door.pk}/", DoorQuestion.objects.get(words="Qui décide, au juste").pk
    coming = Door.objects.create(leader=door.leader, community=door.community, subject="Plus tard", words="Venez", opens_at=clock.now() + HOUR, closes_at=clock.now() + 2 * HOUR, at=clock.now())  # fmt: skip
    addresses = {
        "nadia": [
            "/doors/", home, f"/doors/{coming.pk}/", f"/doors/questions/{waiting}/", "/doors/standing/thomas/", "/people/thomas/", "/me/buddy/", "/first-voices/",
            "/", "/interface/?show=doors",
        ],
        "thomas": ["/doors/", "/doors/new/", "/doors/waiting/", "/doors/standing/", f"/doors/{coming.pk}/date/", f"/doors/{coming.pk}/cancellation/", f"/doors/questions/{waiting}/answer/", home],
        "marine": [home, f"/doors/questions/{waiting}/refusal/", "/first-voices/"],
    }[who]  # fmt: skip
    assert found_by_axe(browser(who), addresses, {}) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_sees_the_door_above_the_feed_and_asks_for_nothing_else(browser, world, scheme):
    """Before, only wide screens saw it, in a column a phone has not."""
    phone = browser("karim", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    visit(phone, "/")
    expect(phone.locator(".door-ahead")).to_have_count(0)
    door = door_of(world)
    visit(phone, "/")
    card = phone.locator(".door-ahead")
    expect(card).to_contain_text("L’usine cet hiver")
    assert card.bounding_box()["y"] < phone.locator("#cards").bounding_box()["y"]
    assert not [address for address in asked if "/doors/card/" in address or "/home/aside/" in address]
    card.get_by_role("link", name="Poser la mienne").click()
    settled(phone, rf"/doors/{door.pk}/#ask$")
    wide = browser("nadia")
    expect(wide.locator(".door-ahead")).to_be_hidden()
    expect(wide.locator(".door-aside")).to_contain_text("L’usine cet hiver")
