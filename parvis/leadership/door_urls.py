"""Routes of open doors, questions, first voices and buddies; part of those of the area."""

from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.leadership.views import doors, questions, standing, voices

ONE, ASKED = "doors/<int:door_id>/", "doors/questions/<int:asked_id>/"
urlpatterns = [
    path("doors/", by_method(GET=doors.index, POST=doors.create), name="doors"),
    path("doors/new/", by_method(GET=doors.new), name="new_door"),
    path("doors/card/", doors.card, name="door_card"),
    path("doors/waiting/", questions.waiting, name="questions_waiting"),
    path("doors/standing/", by_method(GET=standing.edit, PUT=standing.update, DELETE=standing.destroy), name="own_standing"),
    path("doors/standing/<slug:handle>/", standing.show, name="standing"),
    path("doors/standing/<slug:handle>/card/", standing.card, name="standing_card"),
    path("doors/standing/<slug:handle>/questions/", by_method(POST=standing.create), name="standing_questions"),
    path(ONE, doors.show, name="door"),
    path(f"{ONE}live/", doors.live, name="door_live"),
    path(f"{ONE}door.ics", doors.calendar, name="door_calendar"),
    path(f"{ONE}reminder/", by_method(POST=doors.remind, DELETE=doors.forget), name="door_reminder"),
    path(f"{ONE}date/", by_method(GET=doors.change, PUT=doors.update), name="door_date"),
    path(f"{ONE}cancellation/", by_method(GET=doors.ask_cancel, POST=doors.cancel), name="door_cancellation"),
    path(f"{ONE}closing/", by_method(POST=doors.close), name="door_closing"),
    path(f"{ONE}questions/", by_method(POST=questions.create), name="door_questions"),
    path(ASKED, by_method(GET=questions.show, DELETE=questions.destroy), name="door_question"),
    path(f"{ASKED}vote/", by_method(POST=questions.vote, DELETE=questions.unvote), name="question_vote"),
    path(f"{ASKED}answer/", by_method(GET=questions.new_answer, POST=questions.answer_it, DELETE=questions.undo), name="door_answer"),
    path(f"{ASKED}refusal/", by_method(GET=questions.ask_refusal, POST=questions.refuse, DELETE=questions.put_back), name="refusal"),
    path("first-voices/", voices.index, name="first_voices"),
    path("me/buddy/", by_method(GET=voices.buddy, PUT=voices.choose, DELETE=voices.let_go), name="buddy"),
    path("me/buddy/<slug:handle>/", by_method(PUT=voices.accept, DELETE=voices.decline), name="buddy_of"),
]  # fmt: skip
