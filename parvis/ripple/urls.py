from __future__ import annotations

from django.urls import URLPattern, path

from parvis.kernel.http import by_method
from parvis.ripple.views import rolling

app_name = "ripple"
urlpatterns: list[URLPattern] = [
    path("admin/echoes/", by_method(GET=rolling.show, PUT=rolling.update, POST=rolling.create), name="admin"),
]
