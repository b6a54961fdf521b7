"""What is found, by whom, whatever the spelling: one set of tests for both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from parvis.kernel import clock
from parvis.posts.answering import accept_answer
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new

pytestmark = pytest.mark.django_db


def say(world, who: str, body: str, place: str | None = "la-place", **more) -> Post:
    return publish_new(Sheet(body=body, community=world.place(place) if place else None, **more), by=world.people[who])


@pytest.mark.parametrize(
    "typed",
    [
        "réunions",
        "reunion",
        "REUNION",
        "réunion",
        "navette réunion",
        "“la réunion”",
        "l’réunion",
        "reunoin",
        "réunnion",
    ],
)
def test_stems_accents_and_slips(world, ask, typed):
    say(world, "nadia", "La navette part après la réunion des équipes.")
    say(world, "nadia", "Rien à voir ici.")
    assert ask("karim", typed)["posts"] == ["La navette part après la réunion des équipes."]


@pytest.mark.parametrize("typed", ["meetings", "meeting", "scheduled meet", "schedule"])
def test_english_too(world, ask, typed):
    say(world, "nadia", "Our weekly meeting is scheduled on Mondays.")
    assert len(ask("karim", typed)["posts"]) == 1


@pytest.mark.parametrize("typed", ["prudhommes", "prud'hommes", "weekend", "week-end", "coeurs", "cœur"])
def test_words_in_one_or_two_parts(world, ask, typed):
    say(world, "nadia", "Le conseil de prud’hommes siège le week-end, de bon cœur.")
    assert len(ask("karim", typed)["posts"]) == 1


def test_all_the_words_come_before_some(world, ask):
    say(world, "nadia", "La navette de nuit.")
    both = say(world, "nadia", "Le parking, la navette s’y arrête.")
    say(world, "nadia", "Le parking est fermé.")
    found = ask("karim", "navette parking")["posts"]
    assert found[0] == both.body_text
    assert len(found) == 3


@pytest.mark.parametrize("typed", ["navette parking gymnasse", "navette parking lundi gymnasse"])
def test_one_misspelt_among_others(world, ask, typed):
    """What holds it as it was meant comes before what holds the others only; and neither is lost, alone or together."""
    say(world, "nadia", "Le gymnase seul.")
    say(world, "nadia", "La navette et le parking du lundi.")
    say(world, "nadia", "Le parking et le gymnase, du lundi.")
    whole = say(world, "nadia", "La navette du parking au gymnase, le lundi.")
    say(world, "nadia", "La cantine.")
    found = ask("karim", typed)["posts"]
    assert found[0] == whole.body_text
    assert {"La navette et le parking du lundi.", "Le parking et le gymnase, du lundi."} <= set(found)
    assert "La cantine." not in found


def test_two_misspelt_of_three(world, ask):
    whole = say(world, "nadia", "La navette du parking au gymnase.")
    say(world, "nadia", "La navette et le gymnase.")
    say(world, "nadia", "Rien.")
    found = ask("karim", "navete parking gymnasse")["posts"]
    assert found[0] == whole.body_text


def test_a_title_weighs_more(world, ask):
    say(world, "nadia", "On parle du badge ici, et de bien d’autres choses encore.")
    say(world, "nadia", "Voici comment.", kind="article", title="Renouveler son badge")
    assert ask("karim", "badge")["posts"][0] == "Renouveler son badge"


@pytest.mark.parametrize(
    "typed", ["Hélène Marchand", "helene", "Helene Marchant", "marchand", "directrice financière", "March"]
)
def test_people_also_misspelt(world, ask, typed):
    say(world, "nadia", "Bravo !")
    assert ask("karim", typed)["people"] == ["Hélène Marchand"]


def test_people_first_when_it_looks_like_a_name(world, ask):
    say(world, "nadia", "Hélène Marchand répond à toutes vos questions.")
    say(world, "nadia", "La directrice nous a reçus.")
    assert list(ask("karim", "helene marchant")) == ["people", "posts"]
    assert list(ask("karim", "directrice")) == ["posts", "people"]


def test_what_else_is_looked_for_is_said(world, index, signed_in):
    page = signed_in("karim").get("/search/?q=Helene+Marchant").content.decode()
    assert "<strong>Marchand</strong>" in page
    say(world, "nadia", "Une navette.")
    index()
    assert "<strong>navette</strong>" in signed_in("karim").get("/search/?q=navatte").content.decode()


def test_comments_communities_subjects_files(world, ask):
    file = keep_file(ContentFile(b"%PDF-1.4 plan", name="plan-evacuation.pdf"), by=world.nadia)
    post = say(world, "nadia", "Les consignes #securite-incendie", attachments=(file.pk,))
    comment_on(post, "Où est l’extincteur, svp", by=world.karim)
    assert ask("paul", "extincteurs")["posts"] == ["Où est l’extincteur, svp"]
    assert ask("paul", "evacuations")["files"] == ["plan-evacuation.pdf"]
    assert ask("paul", "securite incendie")["subjects"] == ["#securite-incendie"]
    assert ask("paul", "relation cli")["communities"] == ["Relation client"]


def test_operators(world, ask):
    old = say(world, "nadia", "La navette a du retard. #transport")
    Post.objects.filter(pk=old.pk).update(published_at=clock.now() - dt.timedelta(days=400))
    new = say(world, "cleo", "La navette est à l’heure.", "relation-client")
    year = timezone.localdate().year  # of Paris, as the question is read: elsewhere it may still be the year before
    for typed, expected in (
        ("navette de:nadia", old), ("navette from:@nadia", old), ('navette de:"cléo aubin"', new), ("navette dans:relation-client", new),
        ('navette in:"Relation client"', new), (f"navette après:{year}-01 avant:{year + 1}", new), (f"navette before:{year}", old),
        ("#transport", old), ("navette #transport", old), ("“est à l'heure” navette", new),
    ):  # fmt: skip
        assert ask("karim", typed)["posts"] == [expected.body_text], typed
    assert ask("karim", "navette de:personne") == {}


def test_only_questions_only_unanswered(world, ask):
    say(world, "nadia", "La navette passe.")
    waiting = say(world, "nadia", "La navette passe quand, svp", kind="question")
    answered = say(world, "nadia", "La navette passe où, svp", kind="question")
    accept_answer(answered, comment_on(answered, "Au quai.", by=world.karim), by=world.nadia)
    assert set(ask("karim", "navette", only="questions")["posts"]) == {waiting.body_text, answered.body_text}
    assert ask("karim", "navette", only="unanswered")["posts"] == [waiting.body_text]
    assert ask("karim", "", only="unanswered")["posts"] == [waiting.body_text]


def test_a_date_nobody_can_read_is_said(index, signed_in):
    page = signed_in("karim").get("/search/?q=navette+avant:bientot").content.decode()
    assert "bientot" in page
    assert 'role="alert"' in page


@pytest.mark.parametrize(
    "typed",
    ["", "   ", '"', "((", "a", "é", "' OR 1=1", "<script>alert(1)</script>", "de:", "#", "\\", "'", "%", "*", "@post", "œ", "\u202e", "x" * 999, "NEAR(", "a\0b", "中文", "🎉", "avant:9999999", "après:0000-00-00", "de:" + "x" * 150],
)  # fmt: skip
def test_whatever_is_typed_is_answered(world, ask, signed_in, typed):
    say(world, "nadia", "Une navette.")
    ask("karim", typed)
    page = signed_in("karim").get("/search/", {"q": typed})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert signed_in("karim").get("/search/suggestions/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["navettes", "navatte"])
@pytest.mark.parametrize("before", [80, 1_200])  # the second is further than the beginning that is read at first
def test_why_it_was_found(world, index, signed_in, before, typed):
    say(world, "nadia", "Avant. " * before + "C’est là que <b>la navette</b> s’arrête. " + "Après. " * 80)
    index()
    page = signed_in("karim").get("/search/", {"q": typed}).content.decode()
    assert "<mark>navette</mark>" in page
    assert "Avant. " * 30 not in page
    assert ("<strong>navette</strong>" in page) == (typed == "navatte")


def test_as_one_types(world, index, signed_in):
    say(world, "nadia", "Une navette #navettes-de-nuit")
    index()
    page = signed_in("karim").get("/search/suggestions/?q=mar").content.decode()
    assert "Hélène <mark>Marchand</mark>" in page
    assert "Marine" in page
    assert "navettes-de-nuit" in signed_in("karim").get("/search/suggestions/?q=navet").content.decode()
    assert "Relation client" in signed_in("karim").get("/search/suggestions/?q=relation+cl").content.decode()


def test_nothing_found_is_asked_as_a_question(index, signed_in):
    page = signed_in("karim").get("/search/?q=zanzibar+kilimandjaro").content.decode()
    assert "/posts/new/?kind=question&amp;body=zanzibar+kilimandjaro" in page


def test_only_what_was_missed_is_said_to_be_meant(world, ask, index, signed_in):
    """“année” has “annexe” for a neighbour: who typed it right is told nothing of it."""
    say(world, "cleo", "Année sabbatique.")
    say(world, "nadia", "Une année SABBATIQUE, voir l’annexe.")
    index()
    client = signed_in("karim")

    def meant(q: str) -> list[str]:
        return client.get("/search/", {"q": q}, headers={"accept": "application/json"}).json()["also"]

    assert [word.lower() for word in meant("année sabatique")] == ["sabbatique"]  # once, however it is written
    assert meant("annee sabbatique") == []
    assert meant("anneexe sabatique") == ["annexe", "SABBATIQUE"]
