"""The programme: a draw anybody finds again, what it could detect held against simulations, a letter that tells nothing private."""

from __future__ import annotations

import datetime as dt
import hashlib

import numpy as np
import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership import letter
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.detecting import prospect
from parvis.leadership.drawing import draw, next_monday, order_of, order_that_holds, waves_of
from parvis.leadership.models import Draw, Drawn, ShownSentence
from parvis.leadership.opening import open_draft
from parvis.leadership.showing import show_sentence
from parvis.leadership.visiting import Noted, Sheet, visit
from parvis.people.models import Mandate, Person
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment
from parvis.posts.publishing import Sheet as PostSheet
from parvis.posts.publishing import draft, publish_new
from parvis.ripple.statistics.power import Variation, power_of, smallest_ratio, student, variation


def test_a_draw_is_found_again_from_its_seed(world):
    row = draw(2, by=world.marine, seed="loto du 25 novembre")
    drawn = list(Drawn.objects.filter(draw=row).order_by("rank").values_list("name", flat=True))
    again = sorted(["yves", "helene", "thomas"], key=lambda name: hashlib.sha256(f"loto du 25 novembre:{name}".encode()).hexdigest())  # fmt: skip
    assert drawn == again
    assert list(Drawn.objects.order_by("rank").values_list("wave", flat=True)) == [1, 1, 2]


def test_without_a_seed_one_is_drawn_and_kept(world):
    first, second = draw(2, by=world.marine), draw(2, by=world.marine)
    assert len(first.seed) == 16
    assert first.seed != second.seed
    assert Draw.objects.count() == 2  # a second draw does not hide the first


def test_every_order_is_as_likely_as_another():
    """3,000 seeds: each of six leaders comes first one time in six (within 4 standard deviations)."""
    names = ["a", "b", "c", "d", "e", "f"]
    first = [order_of(str(seed), names)[0] for seed in range(3000)]
    for name in names:
        assert abs(first.count(name) - 500) < 4 * (3000 * (1 / 6) * (5 / 6)) ** 0.5


@pytest.mark.parametrize(("count", "waves", "sizes"), [(14, 3, [5, 5, 4]), (12, 4, [3, 3, 3, 3]), (5, 2, [3, 2])])
def test_waves_are_as_equal_as_can_be(count, waves, sizes):
    found = waves_of(count, waves)
    assert [found.count(wave) for wave in range(1, waves + 1)] == sizes
    assert found == sorted(found)


def test_waves_have_days_and_are_drawn_within_strata(world, signed_in):
    """Eight leaders, two waves: the four of larger teams are in both, the four of smaller ones too."""
    for n, size in enumerate((9, 8, 7, 0, 0)):
        leader = Person(handle=f"chef{n}", name=f"Chef {n}", unit=world.paul.unit)
        leader.chain = f"/{leader.pk}/"
        leader.save()
        Mandate.objects.create(person=leader, title="Directrice", at=clock.now())
        for m in range(size):
            under = Person(handle=f"chef{n}-{m}", name="Sous", unit=world.paul.unit, manager=leader)
            under.chain = f"{leader.chain}{under.pk}/"
            under.save()
    first = next_monday(clock.now().date()) + dt.timedelta(weeks=2)
    response = signed_in("marine").post("/accompaniment/programme/", {"waves": "2", "seed": "x", "begins_on": first.isoformat(), "weeks_apart": "6"})  # fmt: skip
    assert response.status_code == 303
    rows = list(Drawn.objects.order_by("rank").values_list("name", "stratum", "wave"))
    assert {name for name, stratum, _wave in rows if stratum == 1} >= {"chef0", "chef1", "chef2", "yves"}
    for stratum in (1, 2):
        assert sorted(wave for _name, own, wave in rows if own == stratum) == [1, 1, 2, 2]
        names = [name for name, own, _wave in rows if own == stratum]
        assert names == order_of("x", names)
    place = order_that_holds()[world.yves.pk]
    assert place.begins_on in (first, first + dt.timedelta(weeks=6))
    page = signed_in("marine").get("/accompaniment/programme/").content.decode()
    assert "grande équipe" in page
    assert page.count('class="quiet">Commence le') == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"begins_on": "2020-01-06"}, "avant que l’ordre soit tiré"),
        ({"weeks_apart": "13"}, "12"),
        ({"begins_on": "demain"}, "date"),
    ],
)
def test_days_that_cannot_be_are_refused_and_kept_in_the_form(world, signed_in, changed, words):
    response = signed_in("marine").post("/accompaniment/programme/", {"waves": "2", "seed": "gardée", **changed})
    assert response.status_code == 422
    page = response.content.decode()
    assert words in page
    assert "gardée" in page
    assert next(iter(changed.values())) in page
    assert not Draw.objects.exists()


def test_waves_that_are_larger_are_spread_over_the_strata():
    both = waves_of(5, 3) + waves_of(5, 3, after=5)
    assert sorted(both.count(wave) for wave in (1, 2, 3)) == [3, 3, 4]


def test_who_draws(world, signed_in):
    for by in (world.sofia, world.helene, world.karim):
        with pytest.raises(Refused):
            draw(2, by=by)
    for who in ("sofia", "helene", "yves", "karim", "gus"):
        client = signed_in(who)
        for address in ("/accompaniment/programme/", "/accompaniment/letter/"):
            assert client.get(address).status_code == 404
        assert client.post("/accompaniment/programme/", {"waves": "2"}).status_code == 404
    assert signed_in("marine").post("/accompaniment/programme/", {"waves": "2", "seed": "x"}).status_code == 303
    assert signed_in("marine").post("/accompaniment/programme/", {"waves": "9", "seed": "gardée"}).status_code == 422
    assert Draw.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(by=world.marine, at=clock.now(), seed="", waves=2)


# Share of simulated programmes that show the effect (25 silent people a team, 1 % a week, 8 + 8 weeks, teams that differ).
SIMULATED = {
    (5, 1.5): 0.08, (10, 1.5): 0.15, (20, 1.5): 0.26, (40, 1.5): 0.48, (80, 1.5): 0.78,
    (5, 2): 0.19, (10, 2): 0.40, (20, 2): 0.70, (40, 2): 0.95, (5, 3): 0.45, (10, 3): 0.83, (20, 3): 0.99,
}  # fmt: skip


def independent(weekly: float = 0.01, people: int = 25, effect: float = 1.3, weeks: int = 8) -> Variation:
    """Teams of so many silent people whose change from eight weeks to eight others varies `effect` times as much as if people were independent."""
    counting = weekly / people * 2 / weeks
    return Variation(weekly, effect * counting, effect * counting / 2, counting, 0.0)


@pytest.mark.parametrize(("case", "power"), SIMULATED.items())
def test_power_is_that_of_the_simulations(case, power):
    teams, ratio = case
    assert power_of(ratio, teams, independent()) == pytest.approx(power, abs=0.08)


def test_how_much_teams_vary_is_read_from_them():
    """Sixty teams of twenty, one word in a hundred a week, independent: a design effect of 1; in pairs who speak together, of 2; seasons cancel out."""
    chance, silent = np.random.default_rng(1), np.full((60, 26), 20)
    alone = variation(chance.poisson(0.2, (60, 26)), silent)
    pairs = variation(2 * chance.poisson(0.1, (60, 26)), silent)
    wave = variation(chance.poisson(0.2 * (1 + 0.8 * np.sin(np.arange(26) / 4)), (60, 26)), silent)
    assert alone.rate == pytest.approx(0.01, rel=0.1)
    assert 1 <= alone.design_effect < 1.25
    assert 1.7 < pairs.design_effect < 2.4
    assert 1 <= wave.design_effect < 1.25
    assert smallest_ratio(30, pairs) > smallest_ratio(30, alone)
    assert variation(np.ones((3, 26), int), np.full((3, 26), 20)) is None  # three teams
    assert variation(np.eye(9, 26, dtype=int), np.full((9, 26), 20)) is None  # nine people
    assert variation(np.ones((60, 11), int), np.full((60, 11), 20)) is None  # eleven weeks


@pytest.mark.parametrize(("degrees", "value"), [(4, 2.776), (8, 2.306), (18, 2.101), (38, 2.024), (158, 1.975)])
def test_student(degrees, value):
    assert student(degrees) == pytest.approx(value, rel=0.01)


def test_the_smallest_ratio_shrinks_with_teams_and_is_none_where_nothing_shows():
    found = [smallest_ratio(teams, independent()) for teams in (6, 12, 25, 80)]
    assert found == sorted(found, reverse=True)
    assert 2.7 < found[0] < 4.5  # twelve teams in all: a tripling or more
    assert 1.8 < found[2] < 2.2  # about 25 an arm: a doubling
    assert smallest_ratio(2, independent(0.001, 3)) is None
    assert smallest_ratio(10, independent(0)) is None
    assert smallest_ratio(10, None) is None


def test_the_organisations_own_figures(world, signed_in):
    """Nadia, Karim, Cléo, Marine, Sofia answer to Yves, Paul to Thomas; two speak for the first time."""
    found = prospect()
    assert (found.teams, found.silent, found.weekly) == (2, 3.0, 0.0)
    publish_new(PostSheet(body="Bonjour"), by=world.nadia)
    publish_new(PostSheet(body="Bonjour"), by=world.karim)
    publish_new(PostSheet(body="Un leader ne compte pas"), by=world.helene)
    found = prospect()
    assert found.silent == 2.0
    assert found.weekly == pytest.approx(2 / 6 / 12)
    assert found.is_too_little
    assert found.own is None  # two teams do not tell how much teams vary
    page = signed_in("marine").get("/accompaniment/programme/").content.decode()
    assert "2,8 % d’entre elles commencent chaque semaine" in page


@pytest.fixture
def private(world):
    """Everything the letter must not tell."""
    link = open_oneself(world.marine, by=world.helene)
    text = draft(PostSheet(body="canari-brouillon"), by=world.helene)
    open_draft(text, link, by=world.helene)
    visit(world.helene, Sheet(notes="canari-note"), Noted("met", "canari-frein"), by=world.marine)
    publish_new(PostSheet(kind="question", body="canari-secret ?", community=world.place("managers")), by=world.cleo)


def test_the_letter_tells_what_is_public(world, private, signed_in):
    asked = publish_new(PostSheet(kind="question", body="Qui sait pour le quai ?"), by=world.paul)
    note = publish_new(PostSheet(body="Vu à Grenoble"), by=world.thomas)
    late = comment_on(note, "Et chez nous ?", by=world.nadia)
    Comment.objects.filter(pk=late.pk).update(at=clock.now() - dt.timedelta(hours=60))
    found = letter.letter_for(world.karim)
    assert found.question == asked
    assert found.waiting == 1
    assert {voice.person.handle for voice in found.voices} >= {"paul", "nadia"}
    comment_on(note, "Chez vous aussi.", by=world.thomas, to=late)
    assert letter.letter_for(world.karim).waiting == 0
    page = signed_in("marine").get("/accompaniment/letter/").content.decode()
    assert "canari-brouillon" not in page
    assert "canari-note" not in page
    assert "canari-frein" not in page


def test_a_count_of_fewer_than_five_leaders_is_not_told(world):
    asked = publish_new(PostSheet(kind="question", body="Qui sait ?"), by=world.paul)
    Mandate.objects.bulk_create(Mandate(person=world.people[handle], title="x", at=clock.now()) for handle in ("karim", "marine") if not Mandate.objects.filter(person__handle=handle).exists())  # fmt: skip
    for by in (world.helene, world.thomas, world.yves, world.karim):
        comment_on(asked, "Moi", by=by)
    assert letter.letter_for(world.marine).answers is None
    comment_on(asked, "Moi aussi", by=world.marine)
    found = letter.letter_for(world.marine)
    assert (found.answers, found.speakers) == (5, 5)


def test_it_is_mailed_to_communicators_on_monday(world, private, monkeypatch, django_capture_on_commit_callbacks):
    show_sentence("Coupez. On parlera des chiffres après.", by=world.thomas)
    monday = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
    sent: list[int] = []
    monkeypatch.setattr(letter.send_letter, "later", lambda *, person_id: sent.append(person_id))
    for day in range(7):
        monkeypatch.setattr(clock, "now", lambda day=day: monday + dt.timedelta(days=day))
        letter.send_letters()
    assert sent == [world.marine.pk]
    letter.send_letter(person_id=world.marine.pk)
    [message] = mail.outbox
    assert message.to == [world.marine.email]
    assert "la lettre de la semaine" in message.subject
    assert "Coupez. On parlera des chiffres après." in message.body
    assert "canari-note" not in message.body
    letter.send_letter(person_id=world.sofia.pk)  # no communicator: nothing goes
    assert len(mail.outbox) == 1


def test_a_sentence_is_shown_by_its_own_author_alone(world, signed_in):
    client = signed_in("helene")
    assert client.post("/path/sentence/", {"words": "On a eu tort, et je le dis."}).status_code == 303
    assert client.post("/path/sentence/", {"words": "x" * 300}).status_code == 422
    assert signed_in("karim").post("/path/sentence/", {"words": "moi"}).status_code == 422
    assert ShownSentence.objects.get().person == world.helene
    client.post("/path/sentence/", {"_method": "DELETE"})
    assert not ShownSentence.objects.exists()


def test_a_leader_who_has_left_is_in_no_new_draw(world):
    from parvis.people.departing import depart

    depart(Person.objects.get(handle="thomas"), by=world.sofia)
    row = draw(2, by=world.marine)
    assert row.drawn.count() == 2
