from __future__ import annotations

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import include, path

from parvis.identity.views import administration, doors
from parvis.kernel.http import by_method

ours = [
    path("demo/", doors.demo, name="demo"),
    path("demo/sign-in/<slug:handle>/", doors.demo_sign_in, name="demo_sign_in"),
    path("first-run/", doors.first_run, name="first_run"),
    path("invitation/<str:secret>/", doors.invitation, name="invitation"),
    path("admin/", administration.index, name="admin"),
    path(
        "admin/people/",
        by_method(GET=administration.people, POST=administration.create_person, PUT=administration.update_person),
        name="admin_people",
    ),
    path(
        "admin/people/import/",
        by_method(GET=administration.import_people, POST=administration.import_people),
        name="admin_import",
    ),
    path("admin/people/template/", administration.template, name="admin_template"),
    path(
        "admin/jobs/",
        by_method(GET=administration.jobs, POST=administration.retry_job, DELETE=administration.discard_job),
        name="admin_jobs",
    ),
    path("admin/health/", administration.health, name="admin_health"),
    path("health/", administration.public_health, name="health"),
    path("health/me/", administration.me, name="me"),
]
urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "password/reset/key/<str:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("", include((ours, "identity"))),
]
