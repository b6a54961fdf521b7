from django.apps import AppConfig


class IntranetConfig(AppConfig):
    name = "parvis.intranet"

    def ready(self) -> None:
        from parvis.intranet import fetching, privacy, showcase  # noqa: F401 (fetching declares a regular job)

        privacy.declare()
        showcase.declare()
