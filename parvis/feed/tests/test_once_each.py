"""The same post passed on in several places is one card of one's home, which names them."""

from __future__ import annotations

from parvis.feed import composing
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.sharing import share


def home(browser, **asked):
    return browser.get("/", asked, headers={"accept": "application/json"}).json()


def test_shared_in_several_places_it_is_there_once(world, signed_in):
    post = publish_new(Sheet(body="Le quai du soir", community=world.place("la-place")), by=world.paul)
    one = share(post, by=world.cleo, community=world.place("relation-client"), body="À lire")
    two = share(post, by=world.helene, community=world.place("comite"), body="Et ici")
    other = publish_new(Sheet(body="Autre chose", community=world.place("la-place")), by=world.paul)
    browser = signed_in("nadia")
    shown = [int(row["id"]) for row in home(browser)["posts"]]
    assert shown == [other.pk, two.pk]
    page = browser.get("/").content.decode()
    assert "Aussi dans" in page
    assert f'href="/posts/{one.pk}/">Relation client' in page
    assert f'href="/posts/{post.pk}/">La place' in page
    assert [int(row["id"]) for row in home(signed_in("thomas"))["posts"]] == [other.pk, post.pk], (
        "not a member: nothing to name"
    )


def test_it_does_not_come_back_on_the_next_page(world, signed_in, monkeypatch):
    monkeypatch.setattr(composing, "SIZE", 3)
    post = publish_new(Sheet(body="Le quai du soir", community=world.place("la-place")), by=world.paul)
    share(post, by=world.cleo, community=world.place("relation-client"), body="À lire")
    for number in range(3):
        publish_new(Sheet(body=f"Entre deux {number}", community=world.place("la-place")), by=world.paul)
    newest = share(post, by=world.helene, community=world.place("comite"), body="Et ici")
    browser, seen, after = signed_in("nadia"), [], ""
    for _turn in range(4):
        given = home(browser, after=after) if after else home(browser)
        seen += [int(row["id"]) for row in given["posts"]]
        if not given["next"]:
            break
        after = given["next"]
    assert seen.count(newest.pk) == 1
    assert post.pk not in seen
    assert len(seen) == len(set(seen)) == 4
