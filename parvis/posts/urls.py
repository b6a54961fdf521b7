from __future__ import annotations


app_name = "posts"
urlpatterns: list = []
