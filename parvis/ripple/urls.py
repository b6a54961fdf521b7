from __future__ import annotations

from django.urls import URLPattern, path

from parvis.kernel.http import by_method
from parvis.ripple.views import echoes, rolling

app_name = "ripple"
urlpatterns: list[URLPattern] = [
    path("posts/<int:post_id>/echoes/", by_method(GET=echoes.show), name="post"),
    path("me/echoes/", by_method(GET=echoes.own), name="own"),
    path("me/echoes/beginning/", by_method(POST=echoes.create_beginning), name="beginning"),
    path("admin/echoes/", by_method(GET=rolling.show, PUT=rolling.update, POST=rolling.create), name="admin"),
]
