from __future__ import annotations

from django.urls import URLPattern, path

from parvis.intranet.views import facts, hooks, sharing, sources
from parvis.kernel.http import by_method

app_name = "intranet"
ADMIN = "admin/intranet/"
FACT = "facts/<int:fact_id>/"
SOURCE = f"{ADMIN}sources/<int:source_id>/"
urlpatterns: list[URLPattern] = [
    path(ADMIN, by_method(GET=sources.show), name="admin"),
    path(f"{ADMIN}sources/", by_method(POST=sources.create), name="sources"),
    path(SOURCE, by_method(DELETE=sources.destroy), name="source"),
    path(f"{SOURCE}pause/", by_method(POST=sources.create_pause, DELETE=sources.destroy_pause), name="pause"),
    path(f"{SOURCE}fetch/", by_method(POST=sources.create_fetch), name="fetch"),
    path(f"{SOURCE}secret/", by_method(POST=sources.create_secret), name="secret"),
    path(f"{ADMIN}hosts/", by_method(POST=sources.create_host), name="hosts"),
    path(f"{ADMIN}hosts/<int:host_id>/", by_method(DELETE=sources.destroy_host), name="host"),
    path("facts/", by_method(GET=facts.index, POST=facts.create), name="facts"),
    path("facts/new/", by_method(GET=facts.new), name="new"),
    path(FACT, by_method(GET=facts.show), name="fact"),
    path(f"{FACT}picture/", by_method(GET=facts.picture), name="picture"),
    path(f"{FACT}removal/", by_method(POST=facts.create_removal, DELETE=facts.destroy_removal), name="removal"),
    path("share-to/", by_method(GET=sharing.show), name="share_to"),
    path("intranet/hooks/<int:source_id>/", hooks.create, name="hook"),
]
