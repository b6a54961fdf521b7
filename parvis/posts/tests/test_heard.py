"""What a page asks of the posts on it once it has heard that something changed."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.posts.commenting import comment_on
from parvis.posts.editing import withdraw
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.reacting import react


def heard(client, *posts, language: str = "fr") -> dict[str, dict]:
    client.cookies["parvis_language"] = language
    answer = client.get(f"/posts/heard/?ids={','.join(str(post.pk) for post in posts)}").json()
    return {row["id"]: row for row in answer["posts"]}


def test_its_numbers_follow_in_the_language_of_the_page(world, signed_in):
    post = publish_new(Sheet(kind="question", body="Qui sait ?", community=world.place("relation-client")), by=world.cleo)  # fmt: skip
    nadia = signed_in("nadia")
    assert heard(nadia, post)[str(post.pk)]["words"] == "Répondre"
    comment_on(post, "Moi", by=world.karim)
    comment_on(post, "Moi aussi", by=world.helene)
    react(post, "bravo", by=world.nadia)
    row = heard(nadia, post)[str(post.pk)]
    assert (row["words"], row["comments"]) == ("2 commentaires", 2)
    assert 'aria-pressed="true"' in row["reactions"]  # hers
    assert "· 1" in row["reactions"]
    assert 'aria-pressed="true">Bravo' not in heard(signed_in("karim"), post)[str(post.pk)]["reactions"]
    assert heard(nadia, post, language="en")[str(post.pk)]["words"] == "2 comments"


def test_what_one_may_not_read_is_not_mentioned(world, signed_in):
    secret = publish_new(Sheet(body="Entre nous", community=world.place("aurore")), by=world.cleo)
    gone = publish_new(Sheet(body="Bientôt plus là"), by=world.cleo)
    assert set(heard(signed_in("nadia"), secret, gone)) == {str(secret.pk), str(gone.pk)}
    withdraw(gone, by=world.cleo)
    assert heard(signed_in("paul"), secret, gone) == {}
    assert signed_in("nadia").get("/posts/heard/?ids=x,,-1,99999999999999999999").json() == {"posts": []}


def test_nobody_asks_without_a_name(world, client):
    assert client.get("/posts/heard/?ids=1", headers={"accept": "application/json"}).status_code == 401


def test_three_posts_cost_as_much_as_thirty(world, signed_in):
    posts = [publish_new(Sheet(body=f"Note {n}"), by=world.cleo) for n in range(30)]
    client, costs = signed_in("nadia"), []
    for some in (posts[:3], posts[:3], posts, posts):  # what was read once is kept: each number is asked twice
        with CaptureQueriesContext(connection) as asked:
            assert len(heard(client, *some)) == len(some)
        costs.append(len(asked))
    assert costs[1] == costs[3], costs
