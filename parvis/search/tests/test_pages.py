"""Answers come in pages that lose none and repeat none, the best first or the newest first; what is kept of the frame is one's own."""

from __future__ import annotations

import pytest
from django.conf import settings

from parvis.posts.commenting import comment_on
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.search import asking, candidates, screens, windows

pytestmark = pytest.mark.django_db
MADE = 23


@pytest.fixture
def many(world, index, monkeypatch):
    """More than a page, most of what is weighed, and some that Paul may not read among them."""
    monkeypatch.setattr(screens, "SHOWN_ALONE", 5)
    monkeypatch.setattr(candidates, "MOST", 16)
    monkeypatch.setattr(screens, "MOST", 16)
    for n in range(MADE):
        publish_new(
            Sheet(body=f"La navette {n}", community=world.place("la-place")),
            by=world.people["nadia" if n % 2 else "cleo"],
        )
        publish_new(Sheet(body=f"La navette secrète {n}", community=world.place("aurore")), by=world.cleo)
    index()


def walk(client, address: str) -> list[list[str]]:
    """The pages from this one on."""
    pages: list[list[str]] = []
    while address and len(pages) < 50:
        [group] = client.get(address, headers={"accept": "application/json"}).json()["groups"]
        pages.append([one["url"] for one in group["found"]])
        address = group["next"]
    return pages


def own() -> list[str]:
    return [
        f"/posts/{pk}/"
        for pk in Post.objects.filter(community__slug="la-place").order_by("-pk").values_list("pk", flat=True)
    ]


def test_newest_first_has_no_end_but_the_first(many, signed_in):
    pages = walk(signed_in("paul"), "/search/?q=navette&group=posts&order=newest")
    assert [one for page in pages for one in page] == own()
    assert {len(page) for page in pages[:-1]} == {5}


def test_the_best_then_the_newest(many, signed_in):
    pages = walk(signed_in("paul"), "/search/?q=navette&group=posts")
    best = [one for page in pages[:4] for one in page]
    assert len(best) == len(set(best)) == 16
    assert [one for page in pages[4:] for one in page] == own()


def test_of_operators_alone(many, signed_in):
    pages = walk(signed_in("paul"), "/search/?q=in:la-place&group=posts&order=newest")
    assert [one for page in pages for one in page] == own()


@pytest.mark.parametrize(
    "q", ["order=newest&until=abc", "order=newest&until=99999999999999999999", "page=0", "page=-3", "page=9999"]
)
def test_whatever_the_address_says(many, signed_in, q):
    assert signed_in("paul").get(f"/search/?q=navette&group=posts&{q}").status_code == 200


def test_the_choice_is_said_and_kept(many, signed_in):
    page = signed_in("paul").get("/search/?q=navette&group=posts&order=newest").content.decode()
    assert 'name="order" value="newest"' in page
    assert "order=newest" in page.split('rel="next"')[1].split(">")[0]


def test_the_frame_is_ones_own(many, signed_in):
    """What is kept of a page for one reader is shown to no other, nor in another language."""
    for who, language in (("paul", "fr"), ("nadia", "fr"), ("nadia", "en")):
        client = signed_in(who)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get("/search/", {"q": "<b>navette"}).content.decode()
        assert f'<html lang="{language}"' in page
        assert f"/people/{who}/" in page
        assert "<title>&lt;b&gt;navette · " in page
        assert "late" not in page.split("<title>")[1].split("</title>")[0]


def test_far_back_is_found_whatever_is_expected(many, signed_in, monkeypatch):
    """Words very many documents hold are looked for in the newest days first: what lies before is found all the same."""
    monkeypatch.setattr(windows, "FEW", 1)
    monkeypatch.setattr(windows, "WANTED", 1)
    pages = walk(signed_in("paul"), "/search/?q=navette&group=posts&order=newest")
    assert [one for page in pages for one in page] == own()


@pytest.mark.parametrize("q", ["navette dans:la-place", "navette de:nadia", "“la navette” dans:la-place"])
def test_what_is_narrow_is_found_the_other_way_round(many, signed_in, monkeypatch, q):
    """Operators that leave little of what very many documents hold: the same answers, from the rows."""
    address = f"/search/?q={q}&group=posts&order=newest"
    expected = walk(signed_in("paul"), address)
    steps = []
    monkeypatch.setattr(windows, "of", lambda docs, end, **how: iter([windows.Step(None, None, from_rows=True)]))
    monkeypatch.setattr(
        candidates, "from_rows", lambda *given, asked=candidates.from_rows: steps.append(1) or asked(*given)
    )
    assert walk(signed_in("paul"), address) == expected
    assert expected
    assert steps


def test_a_phrase_is_found_behind_many_that_hold_its_words(many, world, index, signed_in, monkeypatch):
    """The newest posts that hold the words are as many as are looked at: comments of before are looked for all the same."""
    monkeypatch.setattr(candidates, "MOST", 2)
    monkeypatch.setattr(windows, "WANTED", 1)
    monkeypatch.setattr(windows, "first_day", lambda: None)
    said = comment_on(Post.objects.get(pk=own()[-1].split("/")[2]), "Au quai du sud", by=world.karim)
    for _ in range(3):
        publish_new(Sheet(body="Le sud du quai", community=world.place("la-place")), by=world.cleo)
    index()
    [found] = walk(signed_in("paul"), "/search/?q=“quai du sud”&group=posts")
    assert found == [f"/posts/{said.post_id}/#comment-{said.pk}"]


def test_marks_cover_the_days():
    import datetime as dt

    end, first = dt.datetime(2026, 3, 2, tzinfo=dt.UTC), dt.datetime(2019, 1, 1, tzinfo=dt.UTC)
    for days in (0.5, 3, 4, 20, 39, 100, 290, 800):
        marks = windows.back(end, first, days)
        assert marks is not None
        asked = {form.form for form in marks.parts}
        assert len(asked) <= 12
        for n in range(int(days) + 1):
            assert asked & set(windows.marks_of(end - dt.timedelta(days=n))), (days, n)
    assert windows.back(end, first, 9_999) is None
    assert asking.read({"q": "a", "until": "5"}).until == 0
