"""Being told on a device, in a real browser whose push service is played: asked once, remembered, of one person, taken away at sign-out."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import expect

from parvis.notifications import deciding
from parvis.notifications.models import PushDevice
from parvis.posts.commenting import comment_on
from parvis.posts.publishing import Sheet, publish_new
from tests.test_browser import browser, sign_in  # noqa: F401 (a fixture)
from tests.windows import CHROMIUM, becomes, lively, patient

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]
# Its addresses outlive the page, as those of a browser do.
SERVICE = """
const point = Uint8Array.from(atob("%s"), (char) => char.charCodeAt(0));
const made = (endpoint) => endpoint && ({
  endpoint, options: { applicationServerKey: localStorage.getItem("played-key") && Uint8Array.from(localStorage.getItem("played-key").split(",")).buffer },
  getKey: (name) => (name === "auth" ? new Uint8Array(16) : point).buffer,
  unsubscribe: async () => localStorage.removeItem("played"),
});
PushManager.prototype.getSubscription = async () => made(localStorage.getItem("played"));
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  const n = Number(localStorage.getItem("played-n")) + 1;
  localStorage.setItem("played-n", n);
  localStorage.setItem("played-key", `${applicationServerKey}`);
  localStorage.setItem("played", `https://push.example/${n}`);
  return made(localStorage.getItem("played"));
};
Object.defineProperty(Notification, "permission", { get: () => "granted" });
Notification.requestPermission = async () => "granted";
"""
BOX = "form[data-behaviour=device]"


@pytest.fixture
def page(browser, live_server, world):  # noqa: F811
    point = (
        ec.generate_private_key(ec.SECP256R1())
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    context = browser.new_context(locale="fr-FR")
    context.add_init_script(SERVICE % base64.b64encode(point).decode())
    yield patient(context.new_page())
    context.close()


@pytest.fixture
def told(page, live_server, world):
    """Nadia, somebody having answered her, asked to be told on this device."""
    post = publish_new(Sheet(body="On a testé.", community=world.place("aurore")), by=world.nadia)
    comment_on(post, "Le canari.", by=world.cleo)
    deciding.decide()
    sign_in(page, live_server, "nadia")
    lively(page)
    expect(page.locator(BOX)).to_have_count(0)  # not on arrival
    page.goto(f"{live_server.url}/notices/")
    expect(page.locator(BOX)).to_be_visible()
    page.locator(f"{BOX} button").click()
    expect(page.locator(f"{BOX} [data-says]")).to_have_text("C’est fait : cet appareil vous préviendra.")
    return PushDevice.objects.get()


def signed_in_again(page, live_server, handle) -> None:
    page.context.clear_cookies()
    sign_in(page, live_server, handle)
    lively(page)
    becomes(page, "(who) => localStorage.getItem('parvis-who') === who", handle)


def test_it_is_asked_once(page, live_server, told):
    page.goto(f"{live_server.url}/notices/")
    expect(page.locator(f"{BOX}[data-attached]")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(page.locator(BOX)).to_be_hidden()


def test_who_comes_next_is_told_nothing_of_it(page, live_server, told):
    signed_in_again(page, live_server, "karim")
    becomes(page, "localStorage.getItem('played') === null && localStorage.getItem('parvis-told') === null")


def test_signing_out_takes_it_away(page, live_server, told):
    page.goto(f"{live_server.url}/")
    lively(page)
    page.locator(".bar details.menu > summary").click()
    page.locator("form[action='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    becomes(page, "localStorage.getItem('parvis-told') === null && localStorage.getItem('parvis-who') === null")


def test_another_address_is_followed(page, live_server, told):
    """As when the push service gave this browser another one while no page was open."""
    page.evaluate("localStorage.setItem('played', 'https://push.example/moved'); sessionStorage.clear()")
    page.goto(f"{live_server.url}/people/")
    becomes(page, "JSON.parse(localStorage.getItem('parvis-told')).address.endsWith('/moved')")
    assert PushDevice.objects.get().address == "https://push.example/moved"


def test_what_was_taken_away_elsewhere_does_not_come_back(page, live_server, told):
    told.delete()
    page.evaluate("sessionStorage.clear()")
    page.goto(f"{live_server.url}/people/")
    becomes(page, "localStorage.getItem('played') === null")
    assert not PushDevice.objects.exists()


def test_it_can_be_installed_from_the_menu(page, live_server, world):
    sign_in(page, live_server, "nadia")
    lively(page)
    page.locator(".bar details.menu > summary").click()
    offer = page.get_by_role("button", name="Installer sur cet appareil")
    expect(offer).to_be_hidden()
    page.evaluate(
        "const asked = new Event('beforeinstallprompt', { cancelable: true }); asked.prompt = () => { document.title = 'asked'; }; dispatchEvent(asked);"
    )
    offer.click()
    expect(page).to_have_title("asked")
    expect(offer).to_be_hidden()
