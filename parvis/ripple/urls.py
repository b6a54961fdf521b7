from __future__ import annotations

from django.urls import URLPattern, path

from parvis.kernel.http import by_method
from parvis.ripple.views import echoes, effect, network, rolling

app_name = "ripple"
urlpatterns: list[URLPattern] = [
    path("posts/<int:post_id>/echoes/", by_method(GET=echoes.show), name="post"),
    path("me/echoes/", by_method(GET=echoes.own), name="own"),
    path("me/echoes/beginning/", by_method(POST=echoes.create_beginning), name="beginning"),
    path("admin/echoes/", by_method(GET=rolling.show, PUT=rolling.update, POST=rolling.create), name="admin"),
    path("echoes/", by_method(GET=network.show), name="network"),
    path("echoes/leaders/", by_method(GET=effect.show), name="effect"),
    path("echoes/leaders.json", by_method(GET=effect.figures_json), name="effect_json"),
    path("echoes/leaders.csv", by_method(GET=effect.figures_csv), name="effect_csv"),
    path("echoes/method/", by_method(GET=effect.method), name="method"),
    path("echoes/board/", by_method(GET=network.board), name="board"),
    path("echoes/figures.json", by_method(GET=network.figures_json), name="figures_json"),
    path("echoes/figures.csv", by_method(GET=network.figures_csv), name="figures_csv"),
    path("what-parvis-measures/", by_method(GET=network.measured), name="measured"),
]
