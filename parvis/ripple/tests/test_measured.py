"""The public page is the registry: nothing measured is missing from it, and a measure that does not say all of itself does not start."""

from __future__ import annotations

import dataclasses
import html

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import translation

from parvis.kernel import measuring, privacy
from parvis.kernel.measuring import Measure
from parvis.people.models import Person
from parvis.posts.publishing import Sheet, publish_new
from parvis.ripple import measures
from parvis.ripple.flooring import set_floor
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401

HERE = "/what-parvis-measures/"
BORN = Measure("heartbeats", "Heartbeats", "How fast hearts beat.")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_measure_says_all_of_itself(signed_in, world, language):
    Person.objects.filter(handle="nadia").update(language=language)
    set_floor(12, by=world.sofia)
    told = html.unescape(signed_in("nadia").get(HERE).text)
    numbers = {"floor": 12, "years": measures.KEPT_YEARS}
    with translation.override(language):
        for one in measuring.measures():
            part = told.split(f'id="measure-{one.name}"')[1].split("</li>")[0]
            for field in measuring.SAID:
                assert one.said(field, **numbers) in part
        for holding in privacy.holdings():
            part = told.split(f'id="held-{holding.name.replace(" ", "-")}"')[1].split("</li>")[0]
            for words in (holding.title, holding.why, holding.kept):
                assert str(words) in part
    assert {one.name for one in measures.measures()} | {"post", "own", "leader", "heard", "letter", "prospect"} == {one.name for one in measuring.measures()}  # fmt: skip


@pytest.mark.parametrize("field", measuring.SAID)
def test_a_measure_that_leaves_something_unsaid_does_not_start(monkeypatch, field):
    whole = dataclasses.replace(BORN, **dict.fromkeys(measuring.SAID, "x"))
    monkeypatch.setitem(measuring._measures, "heartbeats", whole)
    call_command("check")
    monkeypatch.setitem(measuring._measures, "heartbeats", dataclasses.replace(whole, **{field: " "}))
    with pytest.raises(SystemCheckError, match=f"heartbeats' does not say its {field}"):
        call_command("check")


def test_a_measure_added_to_the_registry_is_on_the_page(signed_in, monkeypatch):
    whole = dataclasses.replace(BORN, **dict.fromkeys(measuring.SAID, "tic tac %(floor)s"))
    monkeypatch.setattr(measuring, "_measures", dict(measuring._measures))
    measuring.register(whole)
    assert signed_in("nadia").get(HERE).text.count("tic tac 10") == len(measuring.SAID)
    with pytest.raises(ValueError, match="twice"):
        measuring.register(whole)


def test_it_is_folded_and_one_address_opens_all_of_it(signed_in, world):
    """A phone shows the list; who reads it at one go, or without what opens a fold, finds it open."""
    client, each = signed_in("nadia"), len(measuring.measures()) + len(privacy.holdings())
    folded = client.get(HERE).text
    assert (folded.count('<details class="fold">'), folded.count('<details class="fold" open>')) == (each, 0)
    assert 'href="?all=1"' in folded
    unfolded = client.get(f"{HERE}?all=1").text
    assert (unfolded.count('<details class="fold">'), unfolded.count('<details class="fold" open>')) == (0, each)


def test_what_is_said_of_carrying_is_what_is_done(frozen_week):  # noqa: F811
    """A figure said to stay is one that `publishing` carries; who reads it by unit or community is who the page says."""
    with translation.override("en"):
        for one in measures.measures():
            assert one.carried is str(one.steady).startswith("stays"), one.name
            by_group = one.partitions not in (("all",), ("unit×unit",))
            assert ("communicators" in str(one.seen_by)) is (by_group or one.name in ("concentration", "effect")), (
                one.name
            )


def test_it_is_linked_from_where_one_would_ask(signed_in, world, frozen_week):  # noqa: F811
    post = publish_new(Sheet(body="Un mot de la semaine."), by=world.helene)
    everywhere = ["/", "/me/data/", "/me/echoes/", "/echoes/", "/echoes/method/"]
    of = {"nadia": everywhere, "helene": [*everywhere, "/echoes/leaders/", "/path/", f"/posts/{post.pk}/echoes/"], "marine": [*everywhere, "/echoes/board/", "/echoes/leaders/"], "sofia": [*everywhere, "/admin/echoes/"]}  # fmt: skip
    for handle, addresses in of.items():
        client = signed_in(handle)
        for address in addresses:
            page = client.get(address).text
            main = (
                page if address == "/" else page.split("<main")[1].split("</main>")[0]
            )  # everywhere in the menu, here in the page too
            assert f'href="{HERE}' in main, (handle, address)


def test_leaders_find_their_effect(signed_in, frozen_week):  # noqa: F811
    link = 'href="/echoes/leaders/"'
    assert link in signed_in("helene").get("/echoes/").text
    assert link in signed_in("helene").get("/path/").text
    assert link not in signed_in("nadia").get("/echoes/").text
