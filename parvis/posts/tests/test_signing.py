"""A message of a service is signed by the service and by the person who wrote it; only a communicator's own service, only by themselves."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.people.models import Appointment, Person, Unit
from parvis.posts.editing import withdraw
from parvis.posts.models import Post, ServiceSignature
from parvis.posts.publishing import Sheet, draft, publish, publish_new
from parvis.posts.sharing import share
from parvis.posts.signing import in_a_sentence, service_of, sign
from tests.walking import Walker

SIGNED = "La communication, par Marine Lebrun"
BODY = "La cantine ferme à midi vendredi."


def sent(client, **more):
    return client.post("/posts/", {"kind": "note", "place": "la-place", "body": BODY, **more})


@pytest.mark.parametrize("page", ["/", "/posts/{}/"])
def test_the_card_and_the_page_name_the_service_and_the_person(world, signed_in, page):
    post = publish_new(Sheet(body=BODY, community=world.place("la-place"), for_service=True), by=world.marine)
    publish_new(Sheet(body="Et moi, je déjeune là", community=world.place("la-place")), by=world.marine)
    words = signed_in("karim").get(page.format(post.pk)).content.decode()
    assert words.count(f">{SIGNED}<") == 1
    assert signed_in("karim").get(f"/posts/{post.pk}/", headers={"accept": "application/json"}).json()["service"] == (
        "Communication"
    )


def test_it_is_ticked_in_the_composer_by_communicators_alone(world, signed_in):
    assert (
        f"Signer aussi pour mon service\u202f: «\u202f{SIGNED}\u202f»"
        in signed_in("marine").get("/posts/new/").content.decode()
    )
    for who in ("karim", "yves", "sofia"):
        assert "for_service" not in signed_in(who).get("/posts/new/").content.decode()
        refused = sent(signed_in(who), for_service="on")
        assert refused.status_code == 422
        assert BODY in refused.content.decode()
    assert not Post.objects.filter(published_at__isnull=False).exists()
    assert sent(signed_in("marine"), for_service="on").status_code == 303
    row = ServiceSignature.objects.get()
    assert (row.name, row.unit, row.post.author) == ("Communication", world.marine.unit, world.marine)


def test_a_draft_keeps_the_tick_and_publishing_unticked_takes_it_away(world):
    walk = Walker().sign_in("marine").go("/posts/new/")
    walk.press("Garder en brouillon", body=BODY, for_service=True)
    post = Post.objects.get()
    assert not ServiceSignature.objects.exists()
    walk.go(f"/posts/{post.pk}/edit/")
    assert 'name="for_service" checked' in walk.page
    walk.press("Publier dans")
    assert ServiceSignature.objects.get().post == post
    assert SIGNED in walk.go(f"/posts/{post.pk}/").words


def test_who_is_no_communicator_any_more_does_not_publish_for_the_service(world):
    post = draft(Sheet(body=BODY, for_service=True), by=world.marine)
    Appointment.objects.filter(person=world.marine).delete()
    marine = Person.objects.get(pk=world.marine.pk)
    with pytest.raises(Refused):
        publish(post, by=marine)
    with pytest.raises(Refused):
        publish_new(Sheet(body=BODY, for_service=True), by=marine)
    assert service_of(marine) == ""
    assert not Post.objects.filter(published_at__isnull=False).exists()


def test_who_changed_units_does_not_publish_for_the_former(world):
    post = draft(Sheet(body=BODY, for_service=True), by=world.marine)
    world.marine.unit = world.helene.unit
    world.marine.save()
    with pytest.raises(Refused):
        publish(post, by=world.marine)


def test_a_message_keeps_the_signature_it_went_out_with(world, signed_in):
    post = publish_new(Sheet(body=BODY, for_service=True), by=world.marine)
    unit = Unit.objects.create(name="Communication et marque", slug="com", path="/9/")
    ServiceSignature.objects.filter(post=post).update(unit=unit)
    unit.delete()
    assert ServiceSignature.objects.get().unit is None
    assert SIGNED in signed_in("karim").get(f"/posts/{post.pk}/").content.decode()
    shared = share(post, by=world.karim, community=None, body="À lire")
    assert SIGNED in signed_in("nadia").get(f"/posts/{shared.pk}/").content.decode()
    withdraw(post, by=world.marine)
    assert not ServiceSignature.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceSignature.objects.create(post=shared, unit=world.marine.unit, name="", at=clock.now())


def test_signed_or_not_a_list_costs_the_same(world, signed_in):
    """Thirty posts, of which none, three and then all are signed."""
    client, found, place = signed_in("karim"), [], world.place("la-place")
    posts = [publish_new(Sheet(body=f"Message {n}", community=place), by=world.marine) for n in range(30)]
    for some in ([], posts[:3], posts[3:]):
        for post in some:
            sign(post, by=world.marine)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        found.append(len(queries))
    assert max(found) == min(found), found


SAID = {
    "Communication": "La communication", "Ressources humaines": "Les ressources humaines", "Industrie et qualité": "L’industrie et qualité", "RH": "Les RH",
    "Équipe projet": "L’équipe projet", "Marketing": "Le marketing", "Zébulon": "Zébulon", "42 bis": "42 bis", "": "",
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_a_service_is_said_with_its_article_in_french_where_it_is_known(name):
    with translation.override("fr"):
        assert in_a_sentence(name) == SAID[name]
    with translation.override("en"):
        assert in_a_sentence(name) == name


def test_it_reads_so_in_both_languages(world, signed_in):
    post = publish_new(Sheet(body=BODY, for_service=True), by=world.marine)
    client = signed_in("karim")
    assert f">{SIGNED}<" in client.get(f"/posts/{post.pk}/").content.decode()
    Person.objects.filter(pk=world.karim.pk).update(language="en")
    assert ">Communication, by Marine Lebrun<" in client.get(f"/posts/{post.pk}/").content.decode()
