from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.people.views import administration, directory, privacy, profiles

app_name = "people"
admin_units = by_method(
    GET=administration.units,
    POST=administration.create_unit,
    PUT=administration.update_unit,
    DELETE=administration.destroy_unit,
)
urlpatterns = [
    path("people/", directory.index, name="directory"),
    path("people/<slug:handle>/", profiles.show, name="profile"),
    path("people/<slug:handle>/edit/", by_method(GET=profiles.edit, POST=profiles.edit), name="edit"),
    path(
        "people/<slug:handle>/photo/",
        by_method(GET=profiles.photo, POST=profiles.photo, DELETE=profiles.destroy_photo),
        name="photo",
    ),
    path("people/<slug:handle>/portrait/<str:size>/", profiles.portrait, name="portrait"),
    path(
        "people/<slug:handle>/follow/",
        by_method(POST=profiles.create_follow, DELETE=profiles.destroy_follow),
        name="follow",
    ),
    path("me/data/", privacy.register, name="my_data"),
    path("me/data/file/", privacy.export, name="my_data_file"),
    path("organisation/", directory.chart, name="chart"),
    path("organisation/<slug:handle>/", directory.chart, name="chart_of"),
    path("logo/", by_method(GET=administration.logo), name="logo"),
    path(
        "admin/organisation/logo/",
        by_method(POST=administration.update_logo, DELETE=administration.destroy_logo),
        name="admin_logo",
    ),
    path("admin/units/", admin_units, name="admin_units"),
    path(
        "admin/organisation/",
        by_method(GET=administration.organisation, POST=administration.organisation),
        name="admin_organisation",
    ),
]
