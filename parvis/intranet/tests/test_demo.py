"""The demo serves its own intranet: started on another port, its feeds are still there."""

from __future__ import annotations

import pytest

from parvis.intranet import demo
from parvis.intranet.conversing import about
from parvis.intranet.models import EmbedOrigin, Fact, InsideHost, Source
from parvis.kernel import clock
from parvis.kernel.addresses import key_of
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.opening import open_draft
from parvis.leadership.remarking import remark
from parvis.posts.publishing import Sheet, draft, publish_new


@pytest.fixture
def on(settings):
    def move(port):
        settings.PARVIS = settings.PARVIS.model_copy(update={"address": f"http://127.0.0.1:{port}", "demo": True})

    return move


def built(world, on):
    on(8000)
    post = publish_new(Sheet(body="La marge baisse"), by=world.helene)
    demo.fill(world.people, {"marge": post}, clock.now())
    return post


def test_on_another_port_everything_follows(world, on, signed_in):
    text = draft(Sheet(body="La ligne 3 vibre."), by=world.helene)
    open_draft(text, open_oneself(world.marine, by=world.helene), by=world.helene)
    remark(text, "À vérifier.", by=world.marine, kind="fact", address="https://intranet.example/vibrations")
    post = built(world, on)
    facts = Fact.objects.count()
    on(8123)
    assert demo.follow_address()
    assert set(Source.objects.values_list("address", flat=True)) == {f"http://127.0.0.1:8123/demo/intranet/{name}/feed/" for name in demo.FEEDS}  # fmt: skip
    assert list(InsideHost.objects.values_list("name", flat=True)) == ["127.0.0.1:8123"]
    assert list(EmbedOrigin.objects.values_list("origin", flat=True)) == ["http://127.0.0.1:8123"]
    fact = Fact.objects.get(key=key_of("http://127.0.0.1:8123/demo/intranet/marge/"))
    assert fact.address.startswith("http://127.0.0.1:8123/")
    assert Fact.objects.count() == facts
    assert list(about(fact.key, world.karim)) == [post]
    page = signed_in("karim").get(f"/facts/{fact.pk}/").content.decode()
    assert "http://127.0.0.1:8123/demo/intranet/marge" in page
    assert "127.0.0.1:8000" not in page
    brought = signed_in("marine").get(f"/companions/drafts/{text.pk}/").content.decode()
    assert "relevé vibratoire de la ligne 3" in brought  # the card of the fact, found by its address


def test_read_again_there_it_is_the_same_facts(world, on, client):
    from parvis.intranet.reading import read_feed
    from parvis.intranet.taking import take

    built(world, on)
    facts = set(Fact.objects.values_list("pk", flat=True))
    on(8123)
    demo.follow_address()
    for source in Source.objects.all():
        name = source.address.split("/")[-3]
        reading = read_feed(client.get(f"/demo/intranet/{name}/feed/").content, url=source.address)
        assert reading.items
        take(reading.items, source)
    assert set(Fact.objects.values_list("pk", flat=True)) == facts


def test_on_the_same_port_nothing_moves_and_what_others_added_stays(world, on):
    built(world, on)
    Source.objects.create(name="Autre", address="http://127.0.0.1:9999/feed/", by=world.sofia, at=clock.now())
    assert not demo.follow_address()
    on(8123)
    assert demo.follow_address()
    assert Source.objects.get(name="Autre").address == "http://127.0.0.1:9999/feed/"
    assert not demo.follow_address()
