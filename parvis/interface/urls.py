from __future__ import annotations

from django.urls import path

from parvis.interface.views import languages, styleguide

app_name = "interface"
urlpatterns = [
    path("language/", languages.update, name="language"),
    path("interface/", styleguide.show, name="styleguide"),
]
