from __future__ import annotations

from django.urls import path

from parvis.feed.views import choices, home
from parvis.kernel.http import by_method

app_name = "feed"
urlpatterns = [
    path("", home.show, name="home"),
    path("home/new/", home.news, name="new_count"),
    path("home/aside/", home.aside, name="aside"),
    path("home/contacts/", home.contacts, name="contacts"),
    path("home/choices/", by_method(GET=choices.show, POST=choices.update), name="choices"),
    path("questions/", home.questions, name="questions"),
    path("communities/<slug:slug>/posts/", home.community, name="community"),
    path("people/<slug:handle>/posts/", home.storyline, name="storyline"),
    path("people/<slug:handle>/words/", home.words_of, name="words_of"),
    path("posts/<int:post_id>/read/", by_method(POST=home.read), name="read"),
    path("mutes/", by_method(GET=choices.new_mute, POST=choices.create_mute, DELETE=choices.destroy_mute), name="mute"),
]
