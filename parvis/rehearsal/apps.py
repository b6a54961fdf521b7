from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "parvis.rehearsal"

    def ready(self) -> None:
        from parvis.kernel import frame
        from parvis.people.departing import on_departure
        from parvis.rehearsal import frame as own
        from parvis.rehearsal import inviting, privacy, showcase, stepping, taking  # noqa: F401 (taking declares a regular job)

        frame.install("mine", own.menu)
        frame.install("steps", own.steps)
        frame.install("opened", own.opened)
        own.declare()
        on_departure.append(inviting.leave_all)
        privacy.declare()
        stepping.declare()
        showcase.declare()
