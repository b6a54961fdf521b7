from __future__ import annotations


app_name = "interface"
urlpatterns: list = []
