from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "parvis.people"

    def ready(self) -> None:
        from parvis.kernel import frame
        from parvis.people.frame import is_administrator, organisation

        frame.install("organisation", organisation)
        frame.install("admin", is_administrator)
