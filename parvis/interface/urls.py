from __future__ import annotations

from django.urls import path

from parvis.interface.views import languages

app_name = "interface"
urlpatterns = [path("language/", languages.update, name="language")]
