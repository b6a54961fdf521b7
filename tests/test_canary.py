"""The canary crawl: a word only members of the secret community may read, searched for in every page every other person can
open, in HTML, fragment and JSON."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver

from demo.drawing import draw
from parvis.communities.models import Community
from parvis.kernel import clock
from parvis.leadership import answering_doors, asking, opening_doors, refusing
from parvis.leadership import remarking as accompanying
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.models import Door, DoorQuestion
from parvis.leadership.opening import open_draft
from parvis.notifications import deciding
from parvis.notifications.addressing import unsubscribe_token
from parvis.notifications.models import Notice
from parvis.people.models import Person
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on, edit_comment
from parvis.posts.drafting import About, Typed, keep
from parvis.posts.editing import edit
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.posts.reserving import reserve
from parvis.posts.sharing import share
from parvis.rehearsal.inviting import close_to, open_to
from parvis.rehearsal.models import Seat
from parvis.rehearsal.practising import answer, ask
from parvis.rehearsal.remarking import echo as answer_both
from parvis.rehearsal.remarking import remark, reply
from parvis.rehearsal.writing import begin
from parvis.search import checking
from tests.architecture.test_house_rules import routes

WORD = "canari"
HOUR = dt.timedelta(hours=1)
OUTSIDERS = ["karim", "paul", "sofia", "yves", "gus", "hana", None]


@pytest.fixture
def secrets(world):
    """Everything that can hold a word, in places outsiders have no part in."""
    place = world.place("aurore")
    place.purpose = f"{WORD}1"
    place.save()
    file = keep_file(ContentFile(draw("nuit", 1), name=f"{WORD}2.png"), by=world.cleo, alt=f"{WORD}3")
    post = publish_new(
        Sheet(
            kind="article", title=f"{WORD}4", body=f"{WORD}5 #{WORD}6 @nadia", community=place, attachments=(file.pk,)
        ),
        by=world.cleo,
    )
    edit(post, Sheet(kind="article", title=f"{WORD}4", body=f"{WORD}7", community=place), by=world.cleo, version=1)
    comment = comment_on(post, f"{WORD}8", by=world.nadia)
    edit_comment(comment, f"{WORD}9", by=world.nadia, version=1)
    poll = publish_new(
        Sheet(kind="poll", body=f"{WORD}10", community=place, poll=Ballot([f"{WORD}11", "b"])), by=world.thomas
    )
    publish_new(Sheet(kind="question", body=f"{WORD}12", community=place), by=world.helene)
    share(post, by=world.cleo, community=world.place("la-place"), body="À lire")
    kept = draft(Sheet(body=f"{WORD}13"), by=world.cleo)
    text = begin(f"{WORD}14 en coulisses", by=world.nadia)  # opened to Hélène alone, who says a few words of it
    open_to(text, world.helene, days=3, by=world.nadia)
    said = remark(text, f"{WORD}15", by=world.helene, passage=(0, 8), version=1)
    reply(said, f"{WORD}16", by=world.nadia)
    answer_both(text, "no", f"{WORD}17", by=world.helene)
    asked = ask(text, f"{WORD}18", by=world.helene)
    answer(asked, f"{WORD}19", by=world.nadia)
    term = reserve(f"{WORD}21", f"{WORD}22", since=None, until=None, stops=True, by=world.marine)
    door, refused = open_a_door(world, place)
    typed = keep(Typed("cle", {"body": f"{WORD}23", "place": "aurore"}, tab="a"), by=world.cleo).draft
    keep(Typed("cle", {"body": f"{WORD}24", "place": "aurore"}, tab="b"), by=world.cleo)
    keep(Typed(f"comment-{post.pk}-", {"body": f"{WORD}25"}), by=world.cleo, about=About(post))
    assert typed.versions.exists()
    opened = draft(
        Sheet(body=f"{WORD}40 brouillon ouvert"), by=world.nadia
    )  # to Hélène alone, who says a few words of it
    link = open_oneself(world.helene, by=world.nadia)
    open_draft(opened, link, by=world.nadia)
    remarked = accompanying.remark(opened, f"{WORD}41", by=world.helene)
    accompanying.reply(remarked, f"{WORD}42", by=world.nadia)
    deciding.decide()
    checking.repair_all()
    told = Notice.objects.values_list("pk", flat=True)
    assert told.filter(person=world.nadia).exists()
    return {
        "notices": list(told), "place": place.pk,
        "post_id": post.pk, "comment_id": comment.pk, "attachment_id": file.pk, "poll": poll.pk, "draft": kept.pk,
        "door": door.pk, "asked_id": refused.pk, "text": text.pk, "remark": said.pk, "asked": asked.pk, "draft_id": typed.pk, "typed": typed.post_id, "term_id": term.pk, "opened": opened.pk, "told": remarked.pk, "link": link.pk,
    }  # fmt: skip


def open_a_door(world, place) -> tuple[Door, DoorQuestion]:
    """Thomas's, in the secret community, open: a question answered, one refused, one without a name."""
    now = clock.now()
    door = opening_doors.announce(
        opening_doors.Plan(f"{WORD}30", f"{WORD}31", place, now + HOUR, HOUR, f"https://{WORD}32.example/x"),
        by=world.thomas,
    )
    Door.objects.filter(pk=door.pk).update(opens_at=now - HOUR)
    question = asking.ask(door, f"{WORD}33", by=world.nadia)
    answering_doors.answer(question, f"{WORD}34", by=world.thomas)
    refused = asking.ask(door, f"{WORD}35", by=world.nadia)
    refusing.refuse(refused, "again", f"{WORD}36", by=world.cleo)
    asking.ask_without_name(door, f"{WORD}37", by=world.helene, key="canari")
    return door, refused


def addresses(secrets) -> list[str]:
    """Every route, with every value an attacker would try."""
    values = {
        "post_id": [secrets["post_id"], secrets["poll"], secrets["draft"], secrets["typed"], secrets["opened"]], "link_id": [secrets["link"]], "draft_id": [secrets["draft_id"]], "number": [1], "term_id": [secrets["term_id"]], "comment_id": [secrets["comment_id"]], "attachment_id": [secrets["attachment_id"]],
        "slug": ["aurore", "managers", "canari6"], "handle": ["cleo", "nadia", "thomas"], "size": ["original", "small", "large", "small-modern", "large-modern"], "secret": ["x"], "import_id": [1], "door_id": [secrets["door"]], "asked_id": [secrets["asked_id"]], "rehearsal_id": [secrets["text"]], "remark_id": [secrets["remark"], secrets["told"]], "question_id": [secrets["asked"]], "uidb36": ["1"], "key": ["x"], "token": [unsubscribe_token(1, "all"), "x"], "name": ["figure"], "visit_id": [1], "source_id": [1], "host_id": [1], "origin_id": [1], "fact_id": [1], "notice_id": [*secrets["notices"]], "what": ["places", "conversations"], "about_id": [secrets["post_id"], secrets["place"]],
    }  # fmt: skip
    found = []
    for route, _entry in routes(get_resolver().url_patterns):
        some = [route]
        for name in re.findall(r"<\w+:(\w+)>", route):
            some = [re.sub(rf"<\w+:{name}>", str(value), address) for address in some for value in values[name]]
        found += some
    found += [
        "?q=canari",
        "search/?q=canari",
        "search/?q=canari+projet+lire",
        "search/?q=de:cleo",
        "search/?q=dans:aurore",
        "search/?q=ouvert+brouillon+coulisses",
        "search/?q=projet+aurora",
        "search/?only=questions",
        "search/suggestions/?q=canari",
        "search/suggestions/?q=proj",
        "?filter=questions",
        "people/?q=canari",
        "communities/?q=canari",
        "mentions/?q=cl&in=aurore",
        "posts/new/?in=aurore",
        "drafts/state/?draft=cle",
        "relecture/?draft=cle",
        f"mutes/?post={secrets['post_id']}",
        "mutes/?community=aurore",
    ]
    return found


@pytest.mark.parametrize("who", OUTSIDERS, ids=str)
def test_no_outsider_finds_the_word(world, secrets, signed_in, client, who):
    assert Community.objects.get(slug="aurore").memberships.count() == 5  # there are secrets to find
    assert Person.objects.filter(handle="karim").exists()
    browser = signed_in(who) if who and who != "hana" else client
    insider = signed_in("nadia").get(f"/posts/{secrets['post_id']}/").content.decode()
    assert f"{WORD}7" in insider
    for address in addresses(secrets):
        if "sign-out" in address or (
            who == "sofia" and address.startswith("house/terms/")
        ):  # an administrator keeps the list
            continue
        for headers in ({}, {"accept": "application/json"}, {"hx-request": "true"}):
            response = browser.get(f"/{address}", headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            for echo in ("canari6", "q=canari", 'value="canari"'):
                text = text.replace(echo, "")
            assert not re.search(rf"{WORD}\d", text), f"{who} found it at /{address} ({headers})"
            assert "Projet Aurore" not in text, f"{who} learnt the name of the secret community at /{address}"


def found_by(browser, secrets, words: list[str]) -> dict[str, set[str]]:
    """The addresses where each of these words is read, in one walk."""
    found: dict[str, set[str]] = {word: set() for word in words}
    for address in addresses(secrets):
        if "sign-out" in address:
            continue
        for headers in ({}, {"accept": "application/json"}, {"hx-request": "true"}):
            response = browser.get(f"/{address}", headers=headers)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            for word in words:
                if word in text:
                    found[word].add(address)
    return found


@pytest.mark.parametrize("who", ["cleo", "marine", "thomas", "helene"])
def test_what_is_rehearsed_stays_in_the_wings(world, secrets, signed_in, who):
    """Members of everything else Nadia is in, her manager, the communicator: nothing. Who it was opened to: on its own pages only,
    and nothing any more once it is closed to them. (Administrators, and the others, are among the outsiders above.)"""
    browser, words = signed_in(who), [f"{WORD}{number}" for number in range(14, 20)]
    nowhere: dict[str, set[str]] = {word: set() for word in words}
    if who == "helene":
        own = f"rehearsals/{secrets['text']}/"
        assert found_by(browser, secrets, words[:1]) == {words[0]: {own, "rehearsals/", "rehearsals/opened/"}}
        close_to(Seat.objects.get(), by=world.nadia)
    assert found_by(browser, secrets, words) == nowhere, who


@pytest.mark.parametrize("who", ["cleo", "marine", "thomas", "helene"])
def test_a_draft_is_read_by_the_companion_it_is_open_to(world, secrets, signed_in, who):
    """Nadia's manager, the communicator: nothing. Hélène: on its own pages only, and nothing any more once the link is ended."""
    browser, words = signed_in(who), [f"{WORD}{number}" for number in (40, 41, 42)]
    own = {f"companions/drafts/{secrets['opened']}/", "companions/", f"companions/{secrets['link']}/"}
    for word, found in found_by(browser, secrets, words).items():
        assert found == set() if who != "helene" else found <= own, f"{who} found {word} at {found - own}"
        assert found or who != "helene"
    if who == "helene":
        end(world.nadia.companions.get(), by=world.nadia)
        assert found_by(browser, secrets, words) == {word: set() for word in words}


def test_nobody_becomes_somebody_else(world, signed_in, secrets):
    """Walk every route with every method: who one is never changes."""
    browser = signed_in("sofia")
    before = browser.session["_auth_user_id"]
    for address in addresses(secrets):
        if address.startswith(("sign-", "demo/", "password/", "account/", "invitation/", "first-run/")):
            continue
        for method in ("POST", "PUT", "DELETE"):
            browser.post(
                f"/{address}",
                {
                    "_method": method,
                    "handle": "nadia",
                    "person": "nadia",
                    "by": "nadia",
                    "author": str(world.nadia.pk),
                    "do": "invite",
                },
            )
            assert browser.session["_auth_user_id"] == before, address
    assert not world.nadia.posts.exclude(pk=secrets["opened"]).exists()
