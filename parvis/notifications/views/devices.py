"""A person's browsers that are told; the service worker and the manifest that make Parvis an application of the device."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.interface.asking import safe_because
from parvis.kernel.http import answer, json_answer
from parvis.kernel.ids import id_in
from parvis.kernel.refusals import Refused
from parvis.notifications import devices
from parvis.people.http import person_required
from parvis.people.models import Organisation

SCRIPT, LATER = "notifications/worker.js", "__VERSION__"
ICON = "__ICON__"
SHELL = ("parvis.css", "interface/start.js", SCRIPT)


def worker(request: Any) -> HttpResponse:
    """At the root, so that it speaks for every page; another text whenever what pages load is another."""
    version = hashlib.sha256("".join(staticfiles_storage.url(name) for name in SHELL).encode()).hexdigest()[:12]
    try:
        with staticfiles_storage.open(SCRIPT) as file:
            text = file.read().decode()
    except FileNotFoundError:  # nothing was collected (tests)
        with open(str(finders.find(SCRIPT)), encoding="utf-8") as source:
            text = source.read()
    text = text.replace(LATER, version).replace(ICON, staticfiles_storage.url("notifications/icon-192.png"))
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def short(name: str) -> str:
    """What fits beneath an icon: whole words when there are such."""
    return name if len(name) <= 12 else name[:13].rpartition(" ")[0].rstrip(" ,:-–") or name[:12]


def manifest(request: Any) -> HttpResponse:
    """What a device installs (W3C Web Application Manifest)."""
    house = Organisation.objects.first()
    name = house.name if house else "Parvis"
    icons = [
        {"src": staticfiles_storage.url(f"notifications/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]  # fmt: skip
    said = {
        "id": "/", "name": name, "short_name": short(name), "start_url": "/", "scope": "/", "display": "standalone", "lang": get_language(),
        "dir": "ltr", "theme_color": "#f7f4ee", "background_color": "#f7f4ee", "icons": icons,
        "share_target": {"action": "/share-to/", "method": "GET", "params": {"title": "title", "text": "text", "url": "url"}},
        "shortcuts": [{"name": _("Write"), "url": "/posts/new/"}, {"name": _("Notices"), "url": "/notices/"}],
    }  # fmt: skip
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@person_required
def create(request: Any) -> HttpResponse:
    given = {name: request.POST.get(name, "") for name in ("address", "p256dh", "auth")}
    try:
        device = devices.add(
            **given, agent=request.headers.get("user-agent", ""), by=request.person,
            session=request.session.session_key or "", was=request.POST.get("was", "")[:1000],
        )  # fmt: skip
    except (Refused, ValueError) as no:
        words = no.message if isinstance(no, Refused) else "unreadable"
        return json_answer({"error": str(words)}, status=422)
    if device is None:
        raise Http404
    return answer(request, to="/me/notices/", json={"id": str(device.pk)})


@safe_because("toggle")
@person_required
def destroy(request: Any) -> HttpResponse:
    devices.remove(by=request.person, pk=id_in(request.POST.get("id")) or 0, address=request.POST.get("address", ""))
    return answer(request, to="/me/notices/", json={})
