from __future__ import annotations

from django.urls import path

from parvis.communities.views import communities, invitations, members, pictures
from parvis.kernel.http import by_method

app_name = "communities"
requests = by_method(
    GET=members.requests, POST=members.create_request, PUT=members.settle_request, DELETE=members.settle_request
)
urlpatterns = [
    path("communities/", communities.index, name="index"),
    path("communities/new/", by_method(GET=communities.new, POST=communities.new), name="new"),
    path("communities/<slug:slug>/", communities.show, name="show"),
    path("communities/<slug:slug>/membership/", by_method(POST=members.join, DELETE=members.leave), name="membership"),
    path(
        "communities/<slug:slug>/members/",
        by_method(GET=members.index, PUT=members.update, DELETE=members.destroy),
        name="members",
    ),
    path("communities/<slug:slug>/requests/", requests, name="requests"),
    path(
        "communities/<slug:slug>/invitations/",
        by_method(GET=invitations.index, POST=invitations.create, DELETE=invitations.refuse),
        name="invitations",
    ),
    path(
        "communities/<slug:slug>/invitations/<slug:handle>/",
        by_method(DELETE=invitations.withdraw),
        name="invitation",
    ),
    path("memberships/", by_method(POST=members.come_back), name="come_back"),
    path("communities/<slug:slug>/settings/", by_method(GET=communities.edit, POST=communities.edit), name="edit"),
    path(
        "communities/<slug:slug>/picture/",
        by_method(GET=pictures.show, POST=pictures.update, DELETE=pictures.destroy),
        name="picture",
    ),
    path(
        "communities/<slug:slug>/archive/",
        by_method(POST=communities.create_archive, DELETE=communities.destroy_archive),
        name="archive",
    ),
    path("admin/communities/", communities.admin, name="admin"),
]
