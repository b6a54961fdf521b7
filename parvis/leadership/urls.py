from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.leadership.door_urls import urlpatterns as of_doors
from parvis.leadership.views import accompaniment, companions, drafts, programme, quarter, remarks
from parvis.leadership.views import path as steps

app_name = "leadership"
DRAFT = "companions/drafts/<int:post_id>/"
REMARK = f"{DRAFT}remarks/<int:remark_id>/"
LEADER = "accompaniment/<slug:handle>/"
urlpatterns = [
    *of_doors,
    path("companions/", by_method(GET=companions.index, POST=companions.create), name="companions"),
    path("companions/<int:link_id>/", by_method(GET=companions.show, DELETE=companions.destroy), name="companion"),
    path(DRAFT, by_method(GET=drafts.show, POST=drafts.create, DELETE=drafts.destroy), name="draft"),
    path(f"{DRAFT}pictures/<int:attachment_id>/", by_method(GET=drafts.picture), name="draft_picture"),
    path(f"{DRAFT}remarks/", by_method(POST=remarks.create), name="remarks"),
    path(REMARK, by_method(DELETE=remarks.destroy), name="remark"),
    path(f"{REMARK}replies/", by_method(POST=remarks.reply), name="replies"),
    path(f"{REMARK}hearing/", by_method(POST=remarks.hear, DELETE=remarks.unhear), name="hearing"),
    path("path/", by_method(GET=steps.show), name="path"),
    path("path/<str:name>/skip/", by_method(POST=steps.create_skip, DELETE=steps.destroy_skip), name="skip"),
    path("quarter/", by_method(GET=quarter.show), name="quarter"),
    path("quarter/answers/", by_method(POST=quarter.create_answer), name="answers"),
    path("quarter/asides/", by_method(POST=quarter.create_aside, DELETE=quarter.destroy_aside), name="asides"),
    path("quarter/slots/", by_method(GET=quarter.slots, PUT=quarter.update_slots), name="slots"),
    path("quarter/slots.ics", by_method(GET=quarter.slots_file), name="slots_file"),
    path("accompaniment/", by_method(GET=accompaniment.index), name="accompaniment"),
    path("accompaniment/programme/", by_method(GET=programme.show, POST=programme.create), name="programme"),
    path("accompaniment/letter/", by_method(GET=programme.letter), name="letter"),
    path(LEADER, by_method(GET=accompaniment.show, PUT=accompaniment.update), name="leader"),
    path(f"{LEADER}visits/", by_method(POST=accompaniment.create_visit), name="visits"),
    path(f"{LEADER}visits/<int:visit_id>/", by_method(DELETE=accompaniment.destroy_visit), name="visit"),
    path(f"{LEADER}visit.ics", by_method(GET=accompaniment.visit_file), name="visit_file"),
    path(
        "path/sentence/", by_method(POST=programme.create_sentence, DELETE=programme.destroy_sentence), name="sentence"
    ),
]
