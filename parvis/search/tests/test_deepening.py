"""Of words very many things hold, the newest are looked at: how far is said, and one can always go further back."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.posts.models import Post
from parvis.posts.publishing import Sheet, publish_new
from parvis.search import candidates, checking, deepening, screens, windows
from parvis.search.matching import All, Any_, Form
from parvis.search.planning import factored
from parvis.search.tests.test_pages import walk

MADE = 14


@pytest.fixture
def many(world, index, monkeypatch):
    """Posts with the words of a phrase, of which the oldest says it, and very few looked at at a time."""
    monkeypatch.setattr(screens, "SHOWN_ALONE", 3)
    monkeypatch.setattr(candidates, "MOST", 4)
    monkeypatch.setattr(screens, "MOST", 4)
    monkeypatch.setattr(deepening, "MORE", 2)
    for n in range(MADE):
        said = "Le quai du sud" if n in (0, 1) else "Le sud du quai"
        publish_new(Sheet(body=f"{said}, {n}", community=world.place("la-place")), by=world.cleo)
    index()


def made() -> list[str]:
    rows = Post.objects.filter(community__slug="la-place", body_text__contains="quai").order_by("-pk")
    return [f"/posts/{pk}/" for pk in rows.values_list("pk", flat=True)]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["", "&order=newest"])
def test_a_phrase_is_found_however_many_newer_posts_hold_its_words(many, signed_in, order):
    [found] = walk(signed_in("paul"), f"/search/?q=“quai du sud”&group=posts{order}")
    assert sorted(found) == sorted(made()[-2:])


@pytest.mark.django_db
def test_when_too_many_hold_its_words_the_page_says_so_and_goes_on(many, signed_in, monkeypatch):
    monkeypatch.setattr(deepening, "FURTHER", 1)
    client = signed_in("paul")
    page = client.get("/search/", {"q": "“quai du sud”"}).content.decode()
    assert "Rien encore pour «\u00a0quai du sud\u00a0»" in page
    assert "Rien pour" not in page
    # Six are looked at on each page: none says it on the first two.
    pages = walk(client, "/search/?q=“quai du sud”&group=posts")
    assert pages == [[], [], made()[-2:]]
    # The same below what else is found: a place of that name.
    Community.objects.filter(slug="la-place").update(name="Le quai du sud")
    checking.repair_all()
    page = client.get("/search/", {"q": "“quai du sud”"}).content.decode()
    assert "Rien encore" not in page
    assert "Le <mark>quai</mark> du <mark>sud</mark>" in page
    assert "Chercher plus loin dans le temps" in page
    monkeypatch.setattr(deepening, "FURTHER", 6)
    nothing = client.get("/search/", {"q": "“quai du nord”"}).content.decode()
    assert "Rien pour" in nothing
    assert "Rien encore" not in nothing


@pytest.mark.django_db
@pytest.mark.parametrize("few", [1, 2_000])
def test_how_many_is_not_said_when_only_the_newest_were_looked_at(many, signed_in, monkeypatch, few):
    monkeypatch.setattr(windows, "first_day", lambda: clock.now() - dt.timedelta(days=400))
    monkeypatch.setattr(windows, "FEW", few)
    monkeypatch.setattr(windows, "WANTED", 1)  # twice as many are put to the rule of reading
    client = signed_in("paul")
    assert "2 ou plus" in client.get("/search/", {"q": "quai sud"}).content.decode()
    pages = walk(client, "/search/?q=quai sud&group=posts")
    found = [one for page in pages for one in page]
    assert found[-MADE:] == made()  # after the best, the newest first, all of them


@pytest.mark.django_db
def test_all_that_there_is_is_counted(many, signed_in, monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 100)
    monkeypatch.setattr(screens, "MOST", 100)
    page = signed_in("paul").get("/search/", {"q": "quai sud"}).content.decode()
    assert f'<span class="quiet">{MADE}</span>' in page


def holds(asked, there: set[str]) -> bool:
    if isinstance(asked, Form):
        return asked.form in there
    return (all if isinstance(asked, All) else any)(holds(part, there) for part in asked.parts)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_what_is_written_once_asks_the_same(size):
    words = "abcde"
    parts = [Form(word) for word in words]
    some = list(itertools.combinations(range(len(words)), size))
    written = factored(parts, some)
    plain = Any_(tuple(All(tuple(parts[n] for n in one)) for one in some))
    for count in range(len(words) + 1):
        for there in itertools.combinations(words, count):
            assert holds(written, set(there)) is holds(plain, set(there))
