"""Web push: what leaves is what the person may read, encrypted for one browser, through its own service; and the installed application."""

from __future__ import annotations

import base64
import json
import os

import http_ece
import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.sessions.models import Session

from parvis.communities.joining import leave
from parvis.kernel import clock, outbound
from parvis.notifications import deciding, pushing
from parvis.notifications.devices import push_key
from parvis.notifications.models import Notice, NoticeChoice, PushDevice
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new

pytestmark = pytest.mark.django_db
ADDRESS = "https://push.example/send/1"
JSON = {"accept": "application/json"}


def text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


class Browser:
    """A browser that subscribed: it alone can read what is sent."""

    def __init__(self) -> None:
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.key.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)  # fmt: skip
        self.form = {"address": ADDRESS, "p256dh": text(point), "auth": text(self.auth)}

    def reads(self, body: bytes) -> dict:
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm"))


class Service:
    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.status = 201

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status)


@pytest.fixture
def service(monkeypatch):
    made = Service()
    monkeypatch.setattr(outbound.network, "resolve", lambda host, port: ["93.184.216.34"])
    monkeypatch.setattr(outbound.network, "transport", lambda: httpx.MockTransport(made))
    return made


@pytest.fixture
def browser(signed_in, world):
    made = Browser()
    assert signed_in("nadia").post("/me/devices/", made.form, headers={"accept": "application/json"}).status_code == 200
    NoticeChoice.objects.create(person=world.nadia, is_quiet=False, at=clock.now())
    return made


@pytest.fixture
def said(world):
    post = publish_new(Sheet(body="On a testé.", community=world.place("aurore")), by=world.nadia)
    return comment_on(post, "Le canari.", by=world.cleo)


def push(world) -> None:
    deciding.decide()
    pushing.push_one(person_id=world.nadia.pk, ids=list(Notice.objects.filter(person=world.nadia).values_list("pk", flat=True)))  # fmt: skip


def test_what_is_sent(world, service, browser, said):
    push(world)
    (request,) = service.requests
    told = browser.reads(request.content)
    assert told["body"].endswith("Le canari.")
    assert told["unread"] == 1
    assert b"canari" not in request.content
    assert request.headers["host"] == "push.example"
    assert request.headers["ttl"] == str(pushing.KEPT)
    assert push_key().public in request.headers["authorization"]
    push(world)
    assert len(service.requests) == 1


def test_titles_only(world, service, browser, said, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"mail_titles_only": True})
    push(world)
    told = json.dumps(browser.reads(service.requests[0].content), ensure_ascii=False)
    assert "canari" not in told
    assert world.cleo.name not in told, "a locked screen names nobody"


def test_what_one_can_no_longer_read_is_not_sent(world, service, browser, said):
    deciding.decide()
    leave(world.place("aurore"), by=world.nadia)
    push(world)
    assert service.requests == []


def test_quiet_hours_hold_it(world, service, browser, said):
    NoticeChoice.objects.filter(person=world.nadia).update(is_quiet=True, day_begins="00:00", day_ends="00:01", weekends=False, holidays=False)  # fmt: skip
    push(world)
    assert service.requests == []
    assert Notice.objects.get(person=world.nadia).push_at > clock.now()


@pytest.mark.parametrize(("status", "left"), [(201, 1), (404, 0), (410, 0), (500, 1)])
def test_a_browser_that_is_gone_is_forgotten(world, service, browser, said, status, left):
    service.status = status
    push(world)
    assert PushDevice.objects.count() == left


def test_it_talks_to_no_machine_of_ours(world, service, browser, said, monkeypatch):
    monkeypatch.setattr(outbound.network, "resolve", lambda host, port: ["127.0.0.1"])
    push(world)
    assert service.requests == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "http://push.example/"}, {"address": "x"}, {"p256dh": "abc"}, {"auth": "é"}, {"address": "https://127.0.0.1/a"},
        {"address": "https://[::1]/a"}, {"address": "https://10.0.0.7/a"}, {"address": "https://localhost/a"}, {"address": "https://[/"},
        {"address": "https://push.example:8443/a"}, {"address": "https://u:p@push.example/a"}, {"p256dh": text(b"\x04" + b"\x07" * 64)},
    ],
)  # fmt: skip
def test_what_no_browser_says_is_refused(world, signed_in, wrong):
    answer = signed_in("nadia").post("/me/devices/", {**Browser().form, **wrong}, headers={"accept": "application/json"})  # fmt: skip
    assert answer.status_code == 422
    assert not PushDevice.objects.exists()


def test_a_shared_browser_is_of_who_asked_last(world, signed_in):
    form = Browser().form
    signed_in("nadia").post("/me/devices/", form)
    signed_in("karim").post("/me/devices/", form)
    assert PushDevice.objects.get().person == world.karim
    signed_in("nadia").post("/me/devices/", {"_method": "DELETE", "address": ADDRESS})
    assert PushDevice.objects.exists()
    signed_in("karim").post("/me/devices/", {"_method": "DELETE", "id": str(PushDevice.objects.get().pk)})
    assert not PushDevice.objects.exists()


@pytest.mark.parametrize("why", ["signed out", "another password", "ended elsewhere"])
def test_who_is_no_longer_signed_in_is_told_nothing(world, service, signed_in, said, why):
    person = signed_in("nadia")
    person.post("/me/devices/", Browser().form)
    NoticeChoice.objects.create(person=world.nadia, is_quiet=False, at=clock.now())
    if why == "signed out":
        person.post("/sign-out/")
    elif why == "another password":
        world.nadia.account.set_password("tout autre chose, vraiment")
        world.nadia.account.save()
    else:
        Session.objects.filter(pk=person.session.session_key).delete()
    push(world)
    assert service.requests == []
    assert "Mes appareils" not in signed_in("nadia").get("/me/notices/").content.decode()


def test_a_browser_that_moved_is_followed_and_one_taken_away_stays_away(world, signed_in):
    person, moved = signed_in("nadia"), "https://push.example/send/2"
    person.post("/me/devices/", Browser().form)
    assert person.post("/me/devices/", {**Browser().form, "address": moved, "was": ADDRESS}, headers=JSON).status_code == 200  # fmt: skip
    assert PushDevice.objects.get().address == moved
    person.post("/me/devices/", {"_method": "DELETE", "id": str(PushDevice.objects.get().pk)})
    assert person.post("/me/devices/", {**Browser().form, "address": moved, "was": moved}, headers=JSON).status_code == 404  # fmt: skip
    assert not PushDevice.objects.exists()


def test_one_device_that_cannot_be_reached_keeps_nothing_from_the_others(world, service, browser, signed_in, said):
    other = signed_in("nadia")
    other.post("/me/devices/", {**Browser().form, "address": "https://other.example/2"})
    service.status = 410
    push(world)
    assert len(service.requests) == 2
    assert not PushDevice.objects.exists()


def test_it_is_offered_once_somebody_answered(world, signed_in, said):
    person = signed_in("nadia")
    assert 'data-behaviour="device"' not in person.get("/notices/").content.decode()
    deciding.decide()
    assert 'data-behaviour="device"' in person.get("/notices/").content.decode()


def test_the_application(world, client):
    worker = client.get("/sw.js")
    assert worker["content-type"].startswith("text/javascript")
    assert b"__" + b"VERSION" not in worker.content
    assert b"/static/notifications/icon-192" in worker.content
    said = client.get("/manifest.webmanifest").json()
    assert (said["name"], said["display"], said["start_url"]) == ("Lanterne", "standalone", "/")
    page = client.get("/offline/").content.decode()
    assert 'data-behaviour="offline"' in page
    assert "Nadia" not in page
