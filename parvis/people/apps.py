from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "parvis.people"

    def ready(self) -> None:
        from parvis.kernel import frame
        from parvis.people import privacy, showcase, steps
        from parvis.people.frame import is_administrator, names_leaders, organisation

        frame.install("organisation", organisation)
        frame.install("admin", is_administrator)
        frame.install("leaders", names_leaders)
        privacy.declare()
        showcase.declare()
        steps.declare()
