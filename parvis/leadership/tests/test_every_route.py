"""Every route of the area, with every method it takes, by everybody: for whom it does something, and for whom it does not exist. A route
that is added is given its line here, or the last test fails."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from parvis.kernel import clock
from parvis.leadership import asking, buddying, keeping_time, remarking, urls
from parvis.leadership.accompanying import end, open_oneself
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.opening import close_draft, open_draft
from parvis.leadership.tests.door_scenes import door_of
from parvis.leadership.visiting import Noted, Sheet, visit
from parvis.people.models import Appointment
from parvis.posts.attaching import keep_file
from parvis.posts.models import Attachment
from tests.routes import walk

# leader: Hélène, whose draft is open · companion: Marine, a communicator · before: Cléo, who was · communicator: Paul · administrator: Sofia ·
# colleague: Karim, who asked at the door · host: Thomas, a leader, whose door it is · above: Yves, a leader, Hélène's manager · guest: Gus
WHO = {
    "leader": "helene", "companion": "marine", "before": "cleo", "communicator": "paul", "administrator": "sofia", "colleague": "karim",
    "host": "thomas", "above": "yves", "guest": "gus",
}  # fmt: skip
ALL = frozenset(WHO)
INSIDE = ALL - {"guest"}
NOTEBOOKS = frozenset({"companion", "communicator"})
LEADERS = frozenset({"leader", "host", "above"})
ONE, OF = frozenset({"leader"}), frozenset({"leader", "companion"})
HOST, ASKER, MODERATORS = (
    frozenset({"host"}),
    frozenset({"colleague"}),
    frozenset({"companion", "communicator", "administrator"}),
)
DRAFT, REMARK = "companions/drafts/{draft}/", "companions/drafts/{draft}/remarks/{remark}/"
DOOR, AHEAD, ASKED = "doors/{door}/", "doors/{ahead}/", "doors/questions/{question}/"
WORDS = {"words": "Un mot."}
SOON = (clock.now() + dt.timedelta(days=5)).strftime("%Y-%m-%dT10:00")
PLAN = {"subject": "L’hiver", "words": "Demandez.", "place": "la-place", "opens_at": SOON, "length": "60"}
TABLE: list[tuple[str, str, dict[str, str], frozenset[str]]] = [
    ("GET", "companions/", {}, ALL),
    ("POST", "companions/", {"handle": "nadia", "weeks": "12"}, INSIDE),
    ("GET", "companions/{link}/", {}, OF),
    ("DELETE", "companions/{link}/", {}, OF),
    ("GET", DRAFT, {}, OF),
    ("POST", DRAFT, {"link": "{link}"}, ONE),
    ("DELETE", DRAFT, {}, ONE),
    ("GET", f"{DRAFT}pictures/{{picture}}/", {}, OF),
    ("POST", f"{DRAFT}remarks/", {**WORDS, "kind": "remark"}, OF - ONE),
    ("DELETE", REMARK, {}, OF - ONE),
    ("POST", f"{REMARK}replies/", WORDS, OF),
    ("POST", f"{REMARK}hearing/", {}, ONE),
    ("DELETE", f"{REMARK}hearing/", {}, ONE),
    ("GET", "path/", {}, ALL),
    ("POST", "path/{step}/skip/", {}, ALL),
    ("DELETE", "path/{step}/skip/", {}, ALL),
    ("POST", "path/{said}/taken/", {}, ALL),
    ("DELETE", "path/{said}/taken/", {}, ALL),
    ("POST", "path/sentence/", WORDS, LEADERS),
    ("DELETE", "path/sentence/", {}, ALL),
    ("GET", "quarter/", {}, ALL),
    ("POST", "quarter/answers/", {"question": "{question}", "body": "Oui."}, HOST),
    ("POST", "quarter/asides/", {"kind": "question", "subject": "1"}, ALL),
    ("DELETE", "quarter/asides/", {"kind": "question", "subject": "1"}, ALL),
    ("GET", "quarter/slots/", {}, ALL),
    ("PUT", "quarter/slots/", {"day_1": "1", "time_1": "08:45"}, ALL),
    ("GET", "quarter/slots.ics", {}, ONE),  # who keeps slots
    ("GET", "accompaniment/", {}, NOTEBOOKS),
    ("GET", "accompaniment/programme/", {}, NOTEBOOKS),
    ("POST", "accompaniment/programme/", {"waves": "2"}, NOTEBOOKS),
    ("GET", "accompaniment/letter/", {}, NOTEBOOKS),
    ("GET", "accompaniment/helene/", {}, NOTEBOOKS),
    ("PUT", "accompaniment/helene/", {"stage": "met"}, NOTEBOOKS),
    ("POST", "accompaniment/helene/visits/", {"saw": "Le quai", "stage": "met"}, NOTEBOOKS),
    ("DELETE", "accompaniment/helene/visits/{visit}/", {}, frozenset({"companion"})),
    ("GET", "accompaniment/helene/visit.ics", {}, frozenset({"companion"})),
    ("GET", "doors/", {}, ALL),
    ("POST", "doors/", PLAN, LEADERS),
    ("GET", "doors/new/", {}, LEADERS),
    ("GET", "doors/card/", {}, ALL),
    ("GET", "doors/waiting/", {}, ALL),
    ("GET", "doors/standing/", {}, LEADERS),
    ("PUT", "doors/standing/", {"words": "Tout.", "days": "5"}, LEADERS),
    ("DELETE", "doors/standing/", {}, ALL),  # of one's own: where there is none, nothing
    ("GET", "doors/standing/thomas/", {}, INSIDE),
    ("GET", "doors/standing/thomas/card/", {}, INSIDE),
    ("POST", "doors/standing/thomas/questions/", WORDS, INSIDE - HOST),
    ("GET", DOOR, {}, INSIDE),
    ("GET", f"{DOOR}live/", {}, INSIDE),
    ("GET", f"{DOOR}door.ics", {}, INSIDE),
    ("POST", f"{AHEAD}reminder/", {}, INSIDE),
    ("DELETE", f"{AHEAD}reminder/", {}, INSIDE),
    ("GET", f"{AHEAD}date/", {}, HOST),
    ("PUT", f"{AHEAD}date/", {"opens_at": SOON, "length": "60"}, HOST),
    ("GET", f"{AHEAD}cancellation/", {}, HOST),
    ("POST", f"{AHEAD}cancellation/", WORDS, HOST),
    ("POST", f"{DOOR}closing/", {}, HOST),
    ("POST", f"{DOOR}questions/", WORDS, INSIDE - HOST),
    ("GET", ASKED, {}, INSIDE),
    ("DELETE", ASKED, {}, ASKER),
    ("POST", f"{ASKED}vote/", {}, INSIDE - HOST - ASKER),
    ("DELETE", f"{ASKED}vote/", {}, INSIDE),
    ("GET", f"{ASKED}answer/", {}, HOST),
    ("POST", f"{ASKED}answer/", WORDS, HOST),
    ("DELETE", f"{ASKED}answer/", {}, HOST),
    ("GET", f"{ASKED}refusal/", {}, MODERATORS),
    ("POST", f"{ASKED}refusal/", {"reason": "again"}, MODERATORS),
    ("DELETE", f"{ASKED}refusal/", {}, MODERATORS),
    ("GET", "first-voices/", {}, ALL),
    ("GET", "me/buddy/", {}, ALL),
    ("PUT", "me/buddy/", {"handle": "nadia"}, INSIDE),
    ("DELETE", "me/buddy/", {}, ALL),
    ("PUT", "me/buddy/nadia/", {}, frozenset({"colleague"})),
    ("DELETE", "me/buddy/nadia/", {}, frozenset({"colleague"})),
]  # fmt: skip


def picture_of(post: Any) -> Attachment:
    body = io.BytesIO()
    Image.new("RGB", (64, 36), "teal").save(body, "PNG")
    row = keep_file(ContentFile(body.getvalue(), name="quai.png"), by=post.author, alt="Le quai", at_once=True)
    Attachment.objects.filter(pk=row.pk).update(post=post)
    return row


@pytest.fixture
def subjects(world, opened, link) -> dict[str, object]:
    """What the addresses name."""
    Appointment.objects.create(person=world.paul, power="communicator", at=clock.now())
    close_draft(opened, by=world.helene)
    former = open_oneself(world.cleo, by=world.helene)
    open_draft(opened, former, by=world.helene)
    end(former, by=world.helene)
    open_draft(opened, link, by=world.helene)
    remark = remarking.remark(opened, "De Marine.", by=world.marine)
    sat = visit(world.helene, Sheet(saw="Le quai"), Noted("met", "", "Saluer", 1, clock.now() + dt.timedelta(days=3)), by=world.marine)  # fmt: skip
    keeping_time.keep_slots([(1, dt.time(8, 45))], by=world.helene)
    keep_open("Tout.", 5, allows_anonymous=True, shows_promise=False, by=world.thomas)
    buddying.choose(world.karim, by=world.nadia)
    door = door_of(world, opened=True)
    question = asking.ask(door, "Et la ligne 3 ?", by=world.karim)
    return {
        "draft": opened.pk, "link": link.pk, "remark": remark.pk, "picture": picture_of(opened).pk, "visit": sat.pk, "door": door.pk, "ahead": door_of(world).pk, "question": question.pk,
        "step": "react", "said": "failure",
    }  # fmt: skip


@pytest.mark.parametrize("role", WHO)
def test_for_whom_each_route_does_something(subjects, signed_in, role):
    client, wrong = signed_in(WHO[role]), []
    for method, route, fields, who in TABLE:
        address = "/" + route.format(**subjects)
        sent = {name: value.format(**subjects) for name, value in fields.items()}
        with transaction.atomic():  # each of them starts from the same
            response = client.get(address) if method == "GET" else client.post(address, {**sent, "_method": method, "confirmed": "1"})  # fmt: skip
            transaction.set_rollback(True)
        if (response.status_code < 400) is not (role in who):
            wrong.append(f"{method} {address} answered {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_the_table_names_every_route_of_the_area():
    def shape(address: str) -> list[str]:
        return ["*" if part[:1] in "<{" else part for part in address.split("/")]

    told = [(method, shape(route)) for method, route, _fields, _who in TABLE]
    for route in walk(urls.urlpatterns):
        wanted = shape(route.address)
        for method in ["GET"] if "*" in route.views else route.methods:
            assert any(m == method and len(w) == len(wanted) and all(b in ("*", a) for a, b in zip(w, wanted, strict=True)) for m, w in told), f"{method} {route.address}"  # fmt: skip
