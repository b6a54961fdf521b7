"""Every route, by area, the most asked first: an address is looked for from the top. No address is in two areas."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("parvis.feed.urls")),
    path("", include("parvis.posts.urls")),
    path("", include("parvis.communities.urls")),
    path("", include("parvis.people.urls")),
    path("", include("parvis.search.urls")),
    path("", include("parvis.notifications.urls")),
    path("", include("parvis.rehearsal.urls")),
    path("", include("parvis.leadership.urls")),
    path("", include("parvis.ripple.urls")),
    path("", include("parvis.intranet.urls")),
    path("", include("parvis.identity.urls")),
    path("", include("parvis.interface.urls")),
]
if (
    settings.ANYMAIL_CALLS
):  # signed by the service, or behind the password of PARVIS_MAIL_WEBHOOK (django-anymail checks both)
    urlpatterns.append(path("anymail/", include("anymail.urls")))
handler400 = "parvis.interface.views.errors.bad_request"
handler403 = "parvis.interface.views.errors.forbidden"
handler404 = "parvis.interface.views.errors.not_found"
handler429 = "parvis.interface.views.errors.too_many"  # asked by the library of accounts
handler500 = "parvis.interface.views.errors.broken"
