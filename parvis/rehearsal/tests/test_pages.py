"""The pages, as a browser without JavaScript meets them: nothing typed is lost, lists cost the same however long."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.kernel import steps as kernel_steps
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react
from parvis.rehearsal import practising, remarking
from parvis.rehearsal.inviting import open_to
from parvis.rehearsal.models import Answer, Rehearsal, Remark, Seat
from parvis.rehearsal.writing import begin
from tests.walking import Walker


@pytest.fixture
def walk(world):
    cache.clear()  # the limits of sign-in count in the cache
    return lambda handle: Walker().sign_in(handle)


def test_a_whole_rehearsal_without_javascript(world, walk):
    nadia = walk("nadia")
    nadia.go("/rehearsals/").follow("Écrire trois phrases")
    nadia.press("Garder pour moi", body="Hier, à la machine à café.\nOn a ri. Puis on a trouvé.")
    text = Rehearsal.objects.get()
    assert nadia.at == f"/rehearsals/{text.pk}/"
    nadia.follow("Lire à voix haute").press("C’est dit")
    nadia.press("Lui ouvrir", handle="karim", days="3")
    assert "Karim Diallo peut le lire jusqu’au" in nadia.words
    karim = walk("karim")
    assert "On vous a ouvert un texte" in karim.words
    karim.go("/rehearsals/opened/").follow("On a ri")
    start = text.body.index("On a ri.")
    karim.press("Envoyer", f"/rehearsals/{text.pk}/remarks/", passage=f"{start}-{start + 8}", words="Dis de quoi.")
    karim.press("Ça me touche").press("Répondre", "/echo/", understood="partly", words="Qu’avez-vous trouvé ?")
    karim.press("Envoyer la question", words="Qui paie le café ?")
    nadia.go(f"/rehearsals/{text.pk}/")
    for words in ("On a ri.", "Dis de quoi.", "Ça me touche", "Qu’avez-vous trouvé", "Qui paie le café"):
        assert words in nadia.words.replace("\u202f", " ")
    nadia.press("Garder cette réponse", words="La comptabilité.")
    nadia.press("Envoyer", "/replies/", words="D’un tableur.").press("C’est entendu", "/hearing/")
    assert Remark.objects.get(parent=None).heard
    assert Answer.objects.get().words == "La comptabilité."
    nadia.press("Fermer", "/seats/karim/").press("Annuler")
    assert Seat.objects.get().person == world.karim
    karim.go(f"/rehearsals/{text.pk}/").press("Quitter").press("Quitter")
    assert not Seat.objects.exists()
    nadia.go(f"/rehearsals/{text.pk}/").press("Jeter ce texte").press("Jeter")
    assert not Rehearsal.objects.exists()
    assert nadia.at == "/rehearsals/"


def test_the_text_leaves_as_ones_own_draft_and_is_never_published(opened, world, walk):
    remarking.remark(opened, "reste-en-coulisses", by=world.karim)
    nadia = walk("nadia")
    nadia.go(f"/rehearsals/{opened.pk}/").press("En faire un brouillon")
    draft = Post.objects.get()
    assert (draft.author, draft.published_at) == (world.nadia, None)
    assert draft.body_text.split() == opened.body.split()
    assert nadia.at == "/drafts/"
    opened.refresh_from_db()
    assert opened.taken_by == world.nadia
    for other in ("karim", "cleo", "sofia"):
        assert walk(other).go(f"/posts/{draft.pk}/", 404)
    nadia.follow("On rappelle le jour même").press("Publier dans")
    page = walk("karim").go(f"/posts/{draft.pk}/").words
    assert "On rappelle le jour même" in page
    assert "reste-en-coulisses" not in page
    nadia.go(f"/rehearsals/{opened.pk}/").press("Continuer à répéter")
    opened.refresh_from_db()
    assert opened.taken_at is None


@pytest.mark.parametrize("fields", [{}, {"save": ""}, {"save": "publish"}, {"save": ["draft", ""]}])
def test_the_way_out_leads_to_a_draft_or_nowhere(opened, signed_in, fields):
    client = signed_in("nadia")
    body = {"body": "x", "kind": "note", "place": "la-place", **fields}
    assert client.post(f"/rehearsals/{opened.pk}/taking/", body, follow=True).status_code == 404
    assert not Post.objects.exists()
    opened.refresh_from_db()
    assert opened.taken_at is None


def test_refused_forms_keep_every_character(opened, world, signed_in):
    nadia, karim = signed_in("nadia"), signed_in("karim")
    home, long = f"/rehearsals/{opened.pk}/", "é" * 2001
    asked = practising.ask(opened, "et ?", by=world.karim)
    said = remarking.remark(opened, "a", by=world.karim)
    for client, address, fields, kept in [
        (nadia, "/rehearsals/", {"body": "z" * 10_001}, "z" * 10_001),
        (nadia, home, {"_method": "PUT", "body": "z" * 10_001, "version": "1"}, "z" * 10_001),
        (nadia, f"{home}seats/", {"handle": "personne-ici", "days": "3"}, "personne-ici"),
        (nadia, f"{home}seats/", {"handle": "paul", "days": "99"}, 'value="paul"'),
        (nadia, f"{home}questions/{asked.pk}/answer/", {"words": long}, long),
        (nadia, f"{home}remarks/{said.pk}/replies/", {"words": long}, long),
        (karim, f"{home}remarks/", {"words": long}, long),
        (karim, f"{home}remarks/", {"words": "gardé-1", "passage": "0-99999", "version": "1"}, "gardé-1"),
        (karim, f"{home}echo/", {"words": "gardé-2"}, "gardé-2"),
        (karim, f"{home}questions/", {"words": long}, long),
    ]:  # fmt: skip
        response = client.post(address, fields)
        assert response.status_code == 422, address
        page = response.content.decode()
        assert kept in page, address
        assert 'role="alert"' in page, address


def test_a_passage_of_a_text_that_changed_is_asked_again(opened, world, signed_in):
    karim = signed_in("karim")
    signed_in("nadia").post(f"/rehearsals/{opened.pk}/", {"_method": "PUT", "body": "Neuf.", "version": "1"})
    response = karim.post(f"/rehearsals/{opened.pk}/remarks/", {"words": "gardé", "passage": "0-4", "version": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "gardé" in page
    assert "Neuf." in page
    assert 'name="version" value="2"' in page


def test_changed_in_two_windows_both_texts_are_shown(text, signed_in):
    client = signed_in("nadia")
    client.post(f"/rehearsals/{text.pk}/", {"_method": "PUT", "body": "la première", "version": "1"})
    response = client.post(f"/rehearsals/{text.pk}/", {"_method": "PUT", "body": "la seconde", "version": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "la première" in page
    assert "la seconde" in page
    assert 'name="version" value="2"' in page
    client.post(f"/rehearsals/{text.pk}/", {"_method": "PUT", "body": "les deux", "version": "2"})
    assert Rehearsal.objects.get().body == "les deux"


def test_what_is_written_is_shown_as_it_is(world, signed_in):
    text = begin("<script>alert(1)</script> & **pas gras**", by=world.nadia)
    open_to(text, world.karim, days=1, by=world.nadia)
    remarking.remark(text, "<img src=x onerror=y>", by=world.karim, passage=(0, 8), version=1)
    for address in ("", "edit/", "aloud/"):
        page = signed_in("nadia").get(f"/rehearsals/{text.pk}/{address}").content.decode()
        assert "alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_cost_the_same_however_long(opened, world, signed_in):
    nadia, karim = signed_in("nadia"), signed_in("karim")
    home = f"/rehearsals/{opened.pk}/"

    def more(count: int) -> None:
        for number in range(count):
            row = remarking.remark(opened, f"r{number}", by=world.karim, passage=(number, number + 9), version=1)
            remarking.reply(row, "merci", by=world.nadia)
            practising.answer(practising.ask(opened, "et ?", by=world.karim), "voilà", by=world.nadia)
            begin(f"texte {number}", by=world.nadia)
            open_to(begin(f"autre {number}", by=world.cleo), world.karim, days=1, by=world.cleo)

    more(2)
    remarking.nod(opened, "clear", by=world.karim)
    remarking.echo(opened, "yes", "", by=world.karim)
    pages = [(nadia, home), (nadia, "/rehearsals/"), (karim, home), (karim, "/rehearsals/opened/"), (karim, "/rehearsals/"), (karim, "/")]  # fmt: skip
    for client, address in pages:
        client.get(address)
    few = [queries(client, address) for client, address in pages]
    more(15)
    remarking.nod(opened, "you", by=world.cleo)
    remarking.echo(opened, "no", "quoi ?", by=world.cleo)
    many = [queries(client, address) for client, address in pages]
    assert many == few
    assert max(many) <= 16


def test_texts_are_paged_by_key(world, signed_in):
    for number in range(45):
        begin(f"texte-{number:02}.", by=world.nadia)
    client, address, seen = signed_in("nadia"), "/rehearsals/", []
    for _page in range(3):
        page = client.get(address).content.decode()
        seen += [f"texte-{n:02}." for n in reversed(range(45)) if f"texte-{n:02}." in page]
        address = "/rehearsals/" + page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0] if 'rel="next"' in page else ""  # fmt: skip
    assert address == ""
    assert seen == [f"texte-{n:02}." for n in reversed(range(45))]


def test_the_steps_tell_what_one_has_done(world, signed_in):
    client = signed_in("karim")
    assert "Cinq minutes, une petite chose" in client.get("/steps/card/").content.decode()
    post = publish_new(Sheet(kind="question", body="Qui charge le soir ?"), by=world.paul)
    react(post, "useful", by=world.karim)
    page = client.get("/steps/").content.decode()
    assert "Vous avez dit à quelqu’un que vous l’aviez lu" in page
    comment_on(post, "Merci @paul, et le jeudi ?", by=world.karim)
    text = begin("Trois phrases.", by=world.karim)
    client.post(f"/rehearsals/{text.pk}/aloud/")
    taken = {step.name for step in kernel_steps.steps() if step.taken(world.karim)}
    assert taken == {"react", "thank", "ask", "answer", "rehearse"}
    publish_new(Sheet(body="Vu ce matin."), by=world.karim)
    mine = publish_new(Sheet(body="Et ceci."), by=world.karim)
    comment_on(mine, "Ah", by=world.nadia)
    comment_on(mine, "Merci", by=world.karim)
    taken = {step.name for step in kernel_steps.steps() if step.taken(world.karim)}
    assert taken == {"react", "thank", "ask", "answer", "rehearse", "post", "return"}
    assert {step.name for step in kernel_steps.steps() if step.taken(world.yves)} == set()


def test_reading_three_other_teams_is_a_step(world, signed_in):
    client = signed_in("karim")
    [read] = [step for step in kernel_steps.steps() if step.name == "read"]
    for number, author in enumerate((world.cleo, world.paul, world.helene, world.sofia)):
        assert not read.taken(world.karim), number
        post = publish_new(Sheet(body="Bonjour"), by=author)
        client.get(f"/posts/{post.pk}/")
    assert read.taken(world.karim)


def test_another_idea_goes_round(world, signed_in):
    client, seen, after = signed_in("karim"), [], ""
    for _turn in range(10):
        page = client.get(f"/steps/card/?after={after}").content.decode()
        after = page.split("/steps/?after=")[1].split('"')[0]
        seen.append(after)
    assert seen[:9] == [step.name for step in kernel_steps.steps()]
    assert seen[9] == seen[0]


def test_the_card_is_closed_for_good_and_can_be_found_again(world, signed_in, walk):
    client = signed_in("karim")
    assert 'hx-get="/steps/card/"' in client.get("/").content.decode()
    client.post("/steps/closing/")
    for browser in (client, signed_in("karim")):  # another day, another browser
        assert browser.get("/steps/card/").content == b""
        home = browser.get("/").content.decode()
        assert "/steps/card/" not in home
        assert '/steps/"' not in home
    karim = walk("karim").go("/rehearsals/").follow("Mes premiers pas").press("La montrer de nouveau")
    assert "Votre prochain pas" in karim.words
    assert 'hx-get="/steps/card/"' in karim.client.get("/").content.decode()


def test_no_page_of_the_steps_shows_a_number_of_anything_done(world, signed_in):
    """No score: nothing on them changes when one does the same thing once more."""
    client = signed_in("karim")

    def shown() -> list[str]:
        pages = [client.get(address).content.decode() for address in ("/steps/", "/steps/card/")]
        return [re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page.split("<main")[-1]) for page in pages]

    before = ["", ""]
    for turn in range(3):
        react(publish_new(Sheet(body="Bonjour"), by=world.nadia), "useful", by=world.karim)
        now = [re.sub(r'X-CSRFToken": "[^"]+"', "", page) for page in shown()]
        assert turn == 0 or now == before
        before = now
