from __future__ import annotations

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path, register_converter

from parvis.identity.views import (
    administration,
    appointments,
    departures,
    doors,
    health,
    imports,
    invitations,
    jobs,
    leaders,
    people,
    several_leaders,
)
from parvis.kernel.http import by_method
from parvis.kernel.ids import LARGEST


class AccountKey:
    """The id of an account in a link sent by mail: base 36, of 63 bits at most. Anything else is no such page."""

    regex = "[0-9a-zA-Z]{1,13}"  # capitals too: the library asks for the address of “UID-KEY”, to put its own in it

    def to_python(self, value: str) -> str:
        if int(value, 36) > LARGEST:
            raise ValueError(value)
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(AccountKey, "account_key")
admin = [
    path("admin/", administration.index, name="admin"),
    path("admin/people/", by_method(GET=people.index, POST=people.create), name="admin_people"),
    path("admin/people/import/", by_method(GET=imports.new, POST=imports.create), name="admin_import"),
    path("admin/people/template/", imports.template, name="admin_template"),
    path("admin/people/<slug:handle>/", by_method(GET=people.show, PUT=people.update), name="admin_person"),
    path(
        "admin/people/<slug:handle>/invitation/",
        by_method(POST=invitations.create, DELETE=invitations.destroy),
        name="admin_invitation",
    ),
    path(
        "admin/people/<slug:handle>/departure/",
        by_method(GET=departures.show, POST=departures.create, DELETE=departures.destroy),
        name="admin_departure",
    ),
    path("admin/people/<slug:handle>/erasure/", by_method(POST=departures.create_erasure), name="admin_erasure"),
    path(
        "admin/imports/<int:import_id>/",
        by_method(GET=imports.show, POST=imports.start, DELETE=imports.destroy),
        name="admin_import_sent",
    ),
    path("admin/imports/<int:import_id>/wrong/", imports.wrong_lines, name="admin_import_wrong"),
    path("admin/invitations/", invitations.index, name="admin_invitations"),
    path(
        "admin/appointments/",
        by_method(GET=appointments.index, POST=appointments.create, DELETE=appointments.destroy),
        name="admin_appointments",
    ),
    path("admin/leaders/", by_method(GET=leaders.index, POST=leaders.create, DELETE=leaders.destroy), name="leaders"),
    path(
        "admin/leaders/several/",
        by_method(GET=several_leaders.new, POST=several_leaders.create),
        name="several_leaders",
    ),
    path("admin/jobs/", by_method(GET=jobs.index, POST=jobs.retry, DELETE=jobs.discard), name="admin_jobs"),
    path("admin/health/", health.show, name="admin_health"),
    path("admin/health/mail/", by_method(POST=health.create_mail), name="admin_mail"),
]
ours = [
    path("demo/", doors.demo, name="demo"),
    path("demo/sign-in/<slug:handle>/", doors.demo_sign_in, name="demo_sign_in"),
    path("first-run/", doors.first_run, name="first_run"),
    path("invitation/<str:secret>/", doors.invitation, name="invitation"),
    path("health/", health.public, name="health"),
    path("health/me/", health.me, name="me"),
    *admin,
]
urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "password/reset/key/<account_key:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("", include((ours, "identity"))),
]
