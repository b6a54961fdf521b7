from django.urls import path

from parvis.kernel.http import by_method
from parvis.search.views import search

app_name = "search"
urlpatterns = [
    path("search/", by_method(GET=search.show), name="index"),
    path("search/suggestions/", by_method(GET=search.suggestions), name="suggestions"),
]
