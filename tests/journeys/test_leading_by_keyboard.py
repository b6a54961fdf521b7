"""What leaders, their companions and the hosts of doors do, by keyboard alone: mandates, a service's message, a draft opened and talked over,
a visit and the draw, a door announced, asked at, answered and moderated."""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import expect

from parvis.kernel import clock
from parvis.leadership import asking
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.models import (  # fmt: skip
    CompanionLink,
    Door,
    DoorAnswer,
    DoorQuestion,
    DraftRemark,
    DraftRemarkHeard,
    Draw,
    QuestionRefusal,
    StandingDoor,
    Visit,
)
from parvis.leadership.tests.door_scenes import door_of
from parvis.people.models import Mandate
from parvis.posts.models import ServiceSignature
from parvis.posts.publishing import Sheet, draft
from tests.journeys.test_keyboard import press, settled, tab_to
from tests.windows import visit, written

BODY = "On a coupé la ligne 3 mardi. Personne ne l’avait demandé.\n\nC’est la meilleure décision du mois."


def types(page, selector: str, words: str) -> None:
    """Reach a field with Tab and write in it, in place of what it holds."""
    tab_to(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def test_a_mandate_is_given_and_ended(browser, world):
    page = browser("marine")
    visit(page, "/admin/leaders/")
    types(page, "#choose-person", "karim@lanterne.example")
    types(page, "#id_title", "Comité élargi")
    press(page, "main button", "Donner le mandat")
    settled(page, r"/admin/leaders/$")
    expect(page.locator("#main")).to_contain_text("Karim Diallo")
    given = Mandate.objects.get(person=world.karim)
    assert (given.title, given.by) == ("Comité élargi", world.marine)
    page.on("dialog", lambda dialog: dialog.accept())
    row = f"li:has(input[value='{world.karim.handle}'])"
    press(page, f"{row} button")
    expect(page.locator(row)).to_have_count(0)
    assert not Mandate.objects.filter(person=world.karim).exists()


def test_several_mandates_at_once(browser, world):
    page = browser("marine")
    visit(page, "/admin/leaders/")
    press(page, "main a", "plusieurs")
    settled(page, r"/several/$")
    tab_to(page, "#id_community")
    page.keyboard.type("Relation")
    press(page, "main button", "Voir qui")
    settled(page, r"community=relation-client")
    tab_to(page, "#give-karim")
    page.keyboard.press("Space")
    types(page, "#id_title", "Comité élargi")
    press(page, "main button", "Donner le mandat")
    settled(page, r"/admin/leaders/$")
    assert set(Mandate.objects.filter(title="Comité élargi").values_list("person__handle", flat=True)) == {"cleo", "nadia"}  # fmt: skip


def test_a_message_signed_by_the_service_and_its_author(browser, world):
    page = browser("marine")
    visit(page, "/posts/new/")
    written(page)
    tab_to(page, "[contenteditable=true]")
    page.keyboard.type("La cantine ferme vendredi à midi.")
    tab_to(page, "[name=for_service]")
    page.keyboard.press("Space")
    press(page, "button[data-audience]", "Publier")
    settled(page, r"/posts/\d+/$")
    expect(page.locator(".post__service")).to_have_text("La communication, par Marine Lebrun")
    assert ServiceSignature.objects.get().post.author == world.marine


def test_a_draft_is_opened_talked_over_and_closed(browser, world):
    text = draft(Sheet(body=BODY), by=world.helene)
    page = browser("helene")
    visit(page, "/companions/")
    types(page, "#choose-handle", "marine@lanterne.example")
    press(page, "main button", "M’ouvrir à cette personne")
    settled(page, r"/companions/$")
    link = CompanionLink.objects.get()
    visit(page, f"/companions/drafts/{text.pk}/")
    press(page, "#opened-to button", "Lui ouvrir")
    expect(page.locator("#opened-to")).to_contain_text("Marine Lebrun")

    hers = browser("marine")
    visit(hers, f"/companions/drafts/{text.pk}/")
    tab_to(hers, "#id_passage")
    hers.keyboard.press("ArrowDown")
    hers.keyboard.press("ArrowDown")
    types(hers, "#remark-words", "C’est elle qu’on retiendra.")
    press(hers, "#say button", "Envoyer")
    settled(hers, r"#remark-\d+$")
    remark = DraftRemark.objects.get()
    assert (remark.quote, remark.by) == ("Personne ne l’avait demandé.", world.marine)

    page.reload()
    press(page, f"#remark-{remark.pk} summary", "Répondre")
    types(page, f"#reply-{remark.pk}", "Je la garde.")
    press(page, f"#remark-{remark.pk} button", "Envoyer")
    settled(page, r"#remark-\d+$")
    press(page, f"#remark-{remark.pk} button", "entendu")
    settled(page, r"#remarks$")
    assert DraftRemarkHeard.objects.get().remark == remark
    press(page, "#opened-to button", "Fermer")
    expect(page.locator("#main")).to_contain_text("Marine Lebrun ne voit plus ce brouillon.")
    page.on("dialog", lambda dialog: dialog.accept())
    visit(page, f"/companions/{link.pk}/")
    press(page, "main button", "Arrêter")
    settled(page, r"/companions/$")
    link.refresh_from_db()
    assert link.ended_by == world.helene


def test_a_visit_and_the_draw(browser, world):
    open_oneself(world.marine, by=world.yves)
    page = browser("marine")
    visit(page, "/accompaniment/")
    press(page, "tbody a", "Yves Carlier")
    settled(page, r"/accompaniment/yves/$")
    types(page, "#id_saw", "Son téléphone, qui sonnait.")
    tab_to(page, "[name=stage]")
    page.keyboard.press("ArrowRight")
    types(page, "#id_next_step", "Saluer une première voix")
    press(page, "main button", "Noter la visite")
    settled(page, r"/accompaniment/yves/$")
    sat = Visit.objects.get()
    assert (sat.by, sat.leader, sat.saw) == (world.marine, world.yves, "Son téléphone, qui sonnait.")
    visit(page, "/accompaniment/programme/")
    types(page, "#id_waves", "2")
    types(page, "#id_seed", "le loto de samedi")
    press(page, "main button", "Tirer")
    expect(page.locator(".waves section")).to_have_count(2)
    assert Draw.objects.get().seed == "le loto de samedi"


@pytest.mark.parametrize("shape", [{}, {"viewport": {"width": 390, "height": 844}}], ids=["desk", "narrow"])
def test_a_door_is_announced_asked_at_and_answered(browser, world, shape):
    thomas = browser("thomas", **shape)
    visit(thomas, "/doors/new/")
    types(thomas, "#id_subject", "L’usine cet hiver")
    types(thomas, "#id_words", "Posez-moi tout.")
    tab_to(thomas, "#id_opens_at")
    # The parts of a date are the browser's own widget, in its own order.
    thomas.locator("#id_opens_at").fill((clock.now() + dt.timedelta(days=2)).strftime("%Y-%m-%dT14:00"))
    press(thomas, "main button", "Annoncer ma porte")
    settled(thomas, r"/doors/\d+/$")
    door = Door.objects.get()
    assert (door.leader, door.subject) == (world.thomas, "L’usine cet hiver")

    karim = browser("karim", **shape)
    visit(karim, f"/doors/{door.pk}/")
    types(karim, "#ask-words", "La ligne 3 va-t-elle fermer")
    press(karim, "#ask button", "Poser")
    settled(karim, r"#questions$")
    question = DoorQuestion.objects.get()
    assert question.asker == world.karim

    visit(thomas, "/doors/waiting/")
    press(thomas, "main a", "Répondre")
    settled(thomas, r"/answer/$")
    types(thomas, "#id_words", "Non. Deux semaines en août.")
    press(thomas, "main button", "Répondre")
    settled(thomas, r"#question-\d+$")
    assert DoorAnswer.objects.get().question == question


def test_a_question_is_refused_and_put_back(browser, world):
    door = door_of(world)
    question = asking.ask(door, "Et untel ?", by=world.karim)
    page = browser("marine")
    visit(page, f"/doors/{door.pk}/")
    press(page, f"#question-{question.pk} a[href$='/refusal/']")
    settled(page, r"/refusal/$")
    tab_to(page, "[name=reason]")
    page.keyboard.press("Space")
    press(page, "main button", "La refuser")
    settled(page, rf"/doors/{door.pk}/$")
    assert QuestionRefusal.objects.get().question == question
    press(page, ".messages button", "Annuler")
    expect(page.locator(f"#question-{question.pk}")).to_be_visible()
    assert not QuestionRefusal.objects.exists()


def test_a_standing_door_is_opened(browser, world):
    page = browser("thomas")
    visit(page, "/doors/standing/")
    types(page, "#id_words", "Tout, même l’hiver.")
    press(page, "main button", "Ouvrir")
    settled(page, r"/doors/standing/thomas/$")
    assert StandingDoor.objects.get().leader == world.thomas
