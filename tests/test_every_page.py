"""Every page a person can open answers, in both languages; nothing is left to a missing route or template."""

from __future__ import annotations

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from parvis.intranet.tests.site import told
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.rehearsal.writing import begin

PAGES = {
    "nadia": [
        "/", "/?filter=unread", "/?filter=questions", "/?filter=leaders", "/questions/", "/home/choices/", "/home/contacts/", "/home/aside/", "/home/new/",
        "/people/", "/people/?q=marchand", "/people/nadia/", "/people/helene/", "/people/hana/", "/people/nadia/edit/", "/people/nadia/photo/", "/people/helene/posts/",
        "/people/helene/words/", "/organisation/", "/organisation/paul/", "/communities/", "/communities/new/", "/communities/relation-client/",
        "/communities/relation-client/posts/", "/communities/relation-client/members/", "/communities/relation-client/invitations/", "/communities/relation-client/requests/",
        "/communities/aurore/", "/communities/managers/", "/posts/new/", "/posts/new/?kind=poll", "/posts/new/?kind=article", "/posts/new/?in=comite",
        "/drafts/", "/relecture/choices/", "/me/quiet-hours/", "/notices/", "/me/notices/", "/me/notices/conversations/{note}/", "/bookmarks/", "/subjects/relance/", "/mentions/?q=hel", "/account/sessions/", "/password/change/", "/health/me/", "/posts/{note}/", "/posts/{note}/edit/",
        "/posts/{note}/place/", "/posts/{note}/history/", "/posts/{note}/reactions/", "/posts/{note}/shares/", "/posts/{note}/comments/", "/posts/{poll}/", "/posts/{question}/",
        "/comments/{comment}/edit/", "/comments/{comment}/history/", "/comments/{comment}/reactions/", "/mutes/?post={question}", "/communities/relation-client/posts/",
        "/rehearsals/", "/rehearsals/new/", "/rehearsals/opened/", "/rehearsals/{text}/", "/rehearsals/{text}/edit/", "/rehearsals/{text}/aloud/", "/steps/", "/steps/card/",
        "/companions/", "/companions/drafts/{draft}/", "/path/", "/quarter/", "/quarter/slots/",
        "/doors/", "/doors/card/", "/doors/{door}/", "/doors/{door}/live/", "/doors/questions/{asked}/", "/doors/standing/thomas/", "/doors/standing/thomas/card/", "/doors/standing/yves/card/", "/first-voices/", "/me/buddy/", "/me/echoes/", "/echoes/", "/what-parvis-measures/", "/facts/", "/facts/{fact}/", "/posts/new/?link=https://intranet.example/x", "/posts/{note}/echoes/", "/posts/heard/?ids={note},{question}",
    ],
    "marine": ["/facts/new/", "/share-to/?url=https://intranet.example/x", "/facts/{fact}/", "/accompaniment/", "/accompaniment/?view=board", "/accompaniment/?due=1&q=tho", "/accompaniment/yves/", "/accompaniment/programme/", "/accompaniment/letter/", "/echoes/", "/echoes/board/", "/echoes/leaders/", "/echoes/method/", "/admin/leaders/several/?unit=lanterne&below=on", "/posts/{note}/must-read/", "/posts/{note}/echoes/", "/posts/{question}/", "/doors/questions/{asked}/refusal/", "/first-voices/"],
    "thomas": ["/doors/", "/doors/new/", "/doors/waiting/", "/doors/standing/", "/doors/standing/thomas/card/", "/doors/{door}/", "/doors/{door}/date/", "/doors/{door}/cancellation/", "/doors/questions/{asked}/answer/"],
    "cleo": ["/communities/relation-client/settings/"],
    "sofia": ["/admin/", "/admin/people/", "/admin/people/import/", "/admin/people/template/", "/admin/units/", "/admin/organisation/", "/admin/communities/", "/admin/jobs/", "/admin/echoes/", "/admin/health/", "/admin/intranet/",
              "/admin/people/nadia/", "/admin/people/nadia/departure/", "/admin/people/hana/departure/", "/admin/invitations/", "/admin/appointments/", "/admin/leaders/", "/me/data/", "/house/terms/", "/house/words/", "/house/quiet-hours/"],
    "gus": ["/", "/people/", "/communities/", "/communities/fournisseurs/", "/posts/new/", "/questions/"],
}  # fmt: skip


@pytest.fixture
def said(world):
    place = world.place("relation-client")
    note = publish_new(Sheet(body="On a testé le rappel #relance avec @cleo.", community=place), by=world.nadia)
    question = publish_new(Sheet(kind="question", body="Qui a déjà chargé le soir ?"), by=world.paul)
    poll = publish_new(
        Sheet(kind="poll", body="Quel jour ?", community=place, poll=Ballot(["lundi", "mardi"])), by=world.cleo
    )
    comment = comment_on(note, "Combien de clients ?", by=world.nadia)
    text = begin("Trois phrases.", by=world.nadia)
    kept = draft(Sheet(body="Un brouillon."), by=world.nadia)
    door = door_of(world)
    asked = asked_unsigned(door, "Qui décide", world.karim)
    keep_open("Demandez", 5, allows_anonymous=True, shows_promise=True, by=world.thomas)
    return {
        "fact": told("Un fait").pk,
        "door": door.pk,
        "asked": asked.pk,
        "draft": kept.pk,
        "text": text.pk,
        "note": note.pk,
        "question": question.pk,
        "poll": poll.pk,
        "comment": comment.pk,
    }


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("handle", PAGES)
def test_pages_open(said, signed_in, handle, language):
    client = signed_in(handle)
    client.cookies["parvis_language"] = language
    for address in PAGES[handle]:
        response = client.get(address.format(**said))
        assert response.status_code == 200, address
        body = b"".join(response) if response.streaming else response.content
        assert b"#missing" not in body, address


@pytest.mark.parametrize(
    "address", ["/sign-in/", "/password/reset/", "/password/reset/done/", "/demo/", "/health/", "/account/inactive/"]
)
def test_doors_open(world, client, address):
    assert client.get(address).status_code == 200


def routes(patterns, prefix=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


def test_unknown_addresses_are_a_page_for_people(world, signed_in):
    response = signed_in("nadia").get("/nulle-part/")
    assert response.status_code == 404
    assert "Cette page n’est pas ici" in response.content.decode() or "not here" in response.content.decode()
    assert len(list(routes(get_resolver().url_patterns))) > 70
