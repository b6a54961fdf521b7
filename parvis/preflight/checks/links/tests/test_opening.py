"""Links once opened. What goes out goes through the guarded door, to a small web of our own."""

import pytest

from parvis.preflight.checks.links import opening
from parvis.preflight.checks.links.check import slowly
from parvis.preflight.checks.links.tests.outside import PUBLIC, Outside, Through, small_web
from parvis.preflight.manuscript import LOOK, OK, Manuscript


@pytest.fixture
def outside(monkeypatch):
    monkeypatch.setattr(opening, "remembered", {})
    with small_web(monkeypatch) as names:
        yield names


def said(address, **given):
    return list(slowly(Manuscript(f"Voyez {address} vite", **given)))


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("http://dehors.example/page", ["opens"]),
        ("http://dehors.example/file.pdf", ["opens"]),
        ("http://dehors.example/home-with-door", ["opens"]),
        ("http://dehors.example/moved?/page", ["opens"]),
        ("http://dehors.example/403", []),
        ("http://dehors.example/429", []),
        ("http://dehors.example/404", ["dead"]),
        ("http://dehors.example/410", ["dead"]),
        ("http://dehors.example/gone-softly", ["dead"]),
        ("http://jamais-vu.example/page", ["dead"]),
        ("http://dehors.example/503", ["silent"]),
        ("http://panne.example/page", ["silent"]),
        ("http://dehors.example/401", ["login"]),
        ("http://dehors.example/members", ["login"]),
        ("http://dehors.example/moved?/login", ["login"]),
        ("http://dehors.example/moved?http://login.dehors.example/page", ["login"]),
        ("http://dehors.example/moved?http://ailleurs.example/page", ["moved"]),
        ("http://dehors.example/moved/un-article-de-2019", ["dead"]),
        ("http://dehors.example/moved?/recherche?q=quai", ["search"]),
        ("http://bit.ly/moved?http://ailleurs.example/page", ["unfolded"]),
        ("https://www.google.com/url?q=http://dehors.example/page", ["opens", "wrapped"]),
    ],
)
def test_what_an_opened_address_answers(outside, address, kinds):
    found = said(address)
    assert [one.kind for one in found] == kinds
    assert all((one.severity == OK) == (one.kind == "opens") for one in found)


def test_the_title_and_the_final_site_are_shown_as_plain_words(outside):
    [found] = said("http://dehors.example/moved?/page")
    assert "Le quai des & brumes" in found.message
    assert "dehors.example" in found.message


def test_a_shortened_address_is_offered_whole_and_clean(outside):
    [found] = said("http://bit.ly/moved?http://ailleurs.example/page?utm_source=x")
    assert (found.severity, found.suggestions) == (LOOK, ("http://ailleurs.example/page",))
    assert "ailleurs.example" in found.message


def test_a_page_that_gave_way_to_the_home_page_is_gone(outside, monkeypatch):
    [found] = said("http://dehors.example/moved?/")
    assert found.kind == "opens"  # the address was short: nothing was lost
    assert opening.moved("http://dehors.example/articles/2019/le-quai", "http://dehors.example/") == "home"
    assert (
        opening.moved("http://dehors.example/articles/2019/le-quai", "http://www.dehors.example/articles/le-quai") == ""
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://piege.example/page", "http://mixte.example/page", "http://dehors.example/moved?http://127.0.0.1/page",
        "http://dehors.example/moved?http://piege.example/page", "http://dehors.example/moved?http://[::1]/",
    ],
)  # fmt: skip
def test_nothing_private_is_reached_at_any_hop(outside, address):
    outside["piege.example"], outside["mixte.example"] = [["192.168.1.1"]], [[PUBLIC, "10.0.0.1"]]
    assert [one.kind for one in said(address)] == ["private"]
    assert set(Through.reached) <= {PUBLIC}


def test_a_name_that_changes_its_mind_is_asked_once(outside):
    outside["girouette.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert [one.kind for one in said("http://girouette.example/page")] == ["opens"]
    assert Through.reached == [PUBLIC]


def test_no_cookie_is_ever_given_back_and_an_address_is_asked_once(outside):
    for _again in range(2):
        said("http://dehors.example/cookie?/page et http://dehors.example/cookie?/page")
    assert Outside.asked == [("dehors.example", "/cookie?/page", ""), ("dehors.example", "/page", "")]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://localhost/page", "http://10.0.0.1/", "gopher://dehors.example/x", "https://dehors.example/a?access_token=0123456789", "https://mail.google.com/mail/u/0/#inbox/1"])  # fmt: skip
def test_a_private_or_personal_address_is_not_even_tried(outside, address):
    assert {one.kind for one in said(address)} <= {"private", "scheme", "session", "own"}
    assert Outside.asked == []


def test_nothing_goes_out_when_links_are_skipped_or_the_organisation_says_no(outside, settings):
    assert said("http://dehors.example/404", links="skip") == []
    settings.PARVIS = settings.PARVIS.model_copy(update={"unfold_links": False})
    assert said("http://dehors.example/404") == []
    assert Outside.asked == []
