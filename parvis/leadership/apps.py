from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    name = "parvis.leadership"

    def ready(self) -> None:
        from parvis.interface.templating import extra_globals
        from parvis.kernel import frame
        from parvis.leadership import (  # noqa: F401 (four declare regular jobs)
            accompanying,
            answering_doors,
            door_words,
            doors_ahead,
            doors_drawing,
            doors_live,
            doors_showcase,
            drawing,
            keeping_time,
            letter,
            measures,
            notices,
            opening,
            opening_doors,
            privacy,
            showcase,
            visiting,
        )
        from parvis.leadership import frame as own
        from parvis.people.departing import on_departure
        from parvis.posts import begun
        from parvis.ripple.drawn import offer

        frame.install("leading", own.leading)
        frame.install("companion", own.has_a_companion)
        frame.install("draft_opened", own.draft_opened)
        own.declare()
        doors_ahead.declare()
        offer(drawing.order_that_holds)
        begun.offer("door-", answering_doors.forms_of, answering_doors.undo_where_it_stands)
        on_departure.extend([accompanying.end_all, opening_doors.leave_all])
        doors_live.declare()
        measures.declare()
        notices.declare()
        privacy.declare()
        showcase.declare()
        doors_showcase.declare()
        extra_globals.update(
            draw_question=doors_drawing.draw_question,
            draw_questions=doors_drawing.draw_questions,
            door_when=door_words.door_when,
            asked_when=door_words.asked_when,
        )
