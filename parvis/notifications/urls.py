from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.notifications.views import choices, demo, devices, mail, notices

app_name = "notifications"
urlpatterns = [
    path("notices/", by_method(GET=notices.index), name="index"),
    path("notices/read/", by_method(POST=notices.read_all, DELETE=notices.unread_all), name="read"),
    path("notices/<int:notice_id>/", by_method(GET=notices.show), name="show"),
    path("notices/<int:notice_id>/mute/", by_method(POST=notices.mute, DELETE=notices.unmute), name="mute"),
    path("notices/<int:notice_id>/less/", by_method(POST=notices.less, DELETE=notices.more), name="less"),
    path("me/notices/", by_method(GET=choices.show, POST=choices.update), name="choices"),
    path("me/notices/mended/", by_method(POST=mail.mend), name="mended"),
    path("me/devices/", by_method(POST=devices.create, DELETE=devices.destroy), name="devices"),
    path("sw.js", devices.worker, name="worker"),
    path("manifest.webmanifest", devices.manifest, name="manifest"),
    path("mail/leave/<str:token>/", mail.unsubscribe, name="leave"),
    path("demo/mails/", by_method(GET=demo.index), name="demo_mails"),
    path("demo/mails/<str:name>/", by_method(GET=demo.show), name="demo_mail"),
    path("me/notices/<str:what>/<int:about_id>/", by_method(GET=choices.level, POST=choices.set_much, DELETE=choices.usual), name="level"),
]  # fmt: skip
