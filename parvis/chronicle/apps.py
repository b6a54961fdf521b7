from django.apps import AppConfig

from parvis.kernel import chronicling, once


class ChronicleConfig(AppConfig):
    name = "parvis.chronicle"

    def ready(self) -> None:
        from parvis.chronicle import keeping, privacy

        chronicling.install_sink(keeping.keep)
        once.install_store(keeping.claim)
        privacy.declare()
