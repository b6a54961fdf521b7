"""Every route, by area. The order matters only for the last line of each."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("parvis.identity.urls")),
    path("", include("parvis.interface.urls")),
    path("", include("parvis.people.urls")),
    path("", include("parvis.communities.urls")),
    path("", include("parvis.posts.urls")),
    path("", include("parvis.feed.urls")),
]
handler403 = "parvis.interface.views.errors.forbidden"
handler404 = "parvis.interface.views.errors.not_found"
handler500 = "parvis.interface.views.errors.broken"
