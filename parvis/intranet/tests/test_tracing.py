"""What is on the intranet, or was just said, is found again among many; it is offered, and keeps nobody from writing."""

from __future__ import annotations

import datetime as dt

import pytest

from parvis.intranet import tracing
from parvis.intranet.models import Trace
from parvis.intranet.reading import item
from parvis.intranet.taking import put_aside, take
from parvis.intranet.tests.site import told
from parvis.kernel import clock
from parvis.posts.models import Publication
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.rereading import of_sheet
from tests.walking import Walker

WORDS = (
    "Le comité de direction a présenté lundi les résultats de l’année : la marge opérationnelle recule, parce que l’énergie "
    "a été achetée d’avance. Elle remontera au printemps, quand ces contrats prendront effet dans les trois usines du groupe."
)
OTHER = "Samedi, l’équipe de Lyon décharge le dernier camion de nuit : venez voir le quai, on vous expliquera ce qui change."
ADDRESS = "https://intranet.example/marge"


@pytest.fixture
def fact(world):
    return told("Résultats de l’année", WORDS, address=ADDRESS)


def said(world, words, *, by=None, link=""):
    """What is said of a text about what is here already: (kind, address)."""
    found = of_sheet(Sheet(body=words, link=link), by=by or world.nadia)
    return [(one.finding.kind, one.finding.why) for one in found if one.finding.check == "already-said"]


def test_the_intranet_again_leads_to_its_fact(world, fact):
    assert said(world, WORDS) == [("same", f"/facts/{fact.pk}/")]
    teaser = " ".join(WORDS.split()[:16])
    assert said(world, teaser)[0][1] == f"/facts/{fact.pk}/"
    assert said(world, OTHER) == []


def test_who_explains_the_fact_is_not_told_so(world, fact):
    assert said(world, WORDS, link=ADDRESS) == []


def test_a_guest_and_a_fact_put_aside(world, fact):
    assert said(world, WORDS, by=world.gus) == []
    put_aside(fact, by=world.marine)
    assert said(world, WORDS) == []


def test_the_figures_of_the_intranet_in_other_words(world):
    fact = told("Chiffres", "Nous avons livré 1 240 luminaires, embauché 37 personnes et rendu 4,2 % de marge.")
    assert said(world, "37 personnes embauchées, 1240 luminaires, 4,2 % de marge : bravo.") == [
        ("figures", f"/facts/{fact.pk}/")
    ]


def test_a_post_among_many_is_found_by_who_may_read_it(world, monkeypatch):
    monkeypatch.setattr("parvis.posts.gathering.MOST_TEXTS", 0)  # beyond the newest, which are compared anyway
    post = publish_new(Sheet(body=WORDS, community=world.place("aurore")), by=world.cleo)
    tracing.trace_new_posts()
    assert said(world, WORDS) == [("same", f"/posts/{post.pk}/")]
    assert said(world, WORDS, by=world.karim) == []


def test_traced_twice_it_is_traced_once_and_late_ones_are_found(world):
    publish_new(Sheet(body=WORDS), by=world.cleo)
    tracing.trace_new_posts()
    before = Trace.objects.count()
    late = publish_new(Sheet(body=OTHER), by=world.paul)  # its id is older than the last one looked at
    Publication.objects.filter(post=late).update(id=Publication.objects.earliest("id").pk - 1)
    tracing.trace_new_posts()
    tracing.trace_new_posts()
    assert Trace.objects.filter(item_id=late.pk).exists()
    assert Trace.objects.count() - before == Trace.objects.filter(item_id=late.pk).count()


def test_words_that_changed_are_traced_anew(world, fact):
    take([item(ADDRESS, "Un tout autre titre", OTHER)], None)
    assert said(world, WORDS) == []
    assert said(world, OTHER)[0][1] == f"/facts/{fact.pk}/"


def test_a_turn_of_phrase_names_nobody(world, monkeypatch):
    monkeypatch.setattr(tracing, "MOST_HELD", 5)
    for number in range(12):
        told(f"Note {number}", WORDS)
    for one in Trace.objects.values_list("hash", flat=True).distinct():
        assert Trace.objects.filter(hash=one).count() <= 5


def test_old_traces_go(world, fact):
    publish_new(Sheet(body=OTHER), by=world.paul)
    tracing.trace_new_posts()
    Trace.objects.update(at=clock.now().date() - dt.timedelta(days=70))
    tracing.forget_old_traces()
    assert set(Trace.objects.values_list("item_id", flat=True)) == {fact.pk}


def test_a_look_up_is_one_statement(world, fact, django_assert_num_queries):
    with django_assert_num_queries(1):
        tracing.candidates(WORDS)
    with django_assert_num_queries(0):
        tracing.candidates("Bonjour")


def test_the_remark_leads_there_and_publishing_goes_on(world, fact):
    walker = Walker().sign_in("nadia").go("/posts/new/").press("Relire", body=WORDS, place="la-place")
    assert f"/facts/{fact.pk}/" in walker.page
    walker.press("Publier", where="/posts/")
    assert world.nadia.posts.get().published_at


def test_the_composer_says_what_is_spoken_of_already(world, fact, signed_in):
    post = publish_new(Sheet(body="On a payé d’avance", link=ADDRESS), by=world.helene)
    page = signed_in("nadia").get("/posts/new/", {"link": ADDRESS}).content.decode()
    assert "On en parle déjà" in page
    assert f"/posts/{post.pk}/shares/" in page
