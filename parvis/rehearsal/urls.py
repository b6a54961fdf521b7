from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.rehearsal.views import practice, remarks, seats, steps, texts

app_name = "rehearsal"
ONE = "rehearsals/<int:rehearsal_id>/"
urlpatterns = [
    path("rehearsals/", by_method(GET=texts.index, POST=texts.create), name="index"),
    path("rehearsals/new/", by_method(GET=texts.new), name="new"),
    path("rehearsals/reading/", by_method(POST=texts.read_over), name="reading_new"),
    path("rehearsals/opened/", by_method(GET=texts.opened), name="opened"),
    path(ONE, by_method(GET=texts.show, PUT=texts.update, DELETE=texts.destroy), name="show"),
    path(f"{ONE}edit/", by_method(GET=texts.change), name="edit"),
    path(f"{ONE}reading/", by_method(POST=texts.read_over), name="reading"),
    path(f"{ONE}aloud/", by_method(GET=practice.aloud, POST=practice.said), name="aloud"),
    path(f"{ONE}seats/", by_method(POST=seats.create), name="seats"),
    path(f"{ONE}seats/<slug:handle>/", by_method(DELETE=seats.destroy), name="seat"),
    path(f"{ONE}seat/", by_method(DELETE=seats.quit), name="own_seat"),
    path(f"{ONE}remarks/", by_method(POST=remarks.create), name="remarks"),
    path(f"{ONE}remarks/<int:remark_id>/", by_method(DELETE=remarks.destroy), name="remark"),
    path(f"{ONE}remarks/<int:remark_id>/replies/", by_method(POST=remarks.reply), name="replies"),
    path(f"{ONE}remarks/<int:remark_id>/hearing/", by_method(POST=remarks.hear, DELETE=remarks.unhear), name="hearing"),
    path(f"{ONE}nod/", by_method(POST=remarks.nod, DELETE=remarks.unnod), name="nod"),
    path(f"{ONE}echo/", by_method(POST=remarks.echo), name="echo"),
    path(f"{ONE}questions/", by_method(POST=practice.ask), name="questions"),
    path(f"{ONE}questions/<int:question_id>/", by_method(DELETE=practice.unask), name="question"),
    path(f"{ONE}questions/<int:question_id>/answer/", by_method(POST=practice.reply), name="answer"),
    path(f"{ONE}taking/", by_method(POST=practice.take_out, DELETE=practice.go_on), name="taking"),
    path("steps/", by_method(GET=steps.show), name="steps"),
    path("steps/card/", by_method(GET=steps.card), name="steps_card"),
    path("steps/closing/", by_method(POST=steps.close, DELETE=steps.reopen), name="steps_closing"),
]
