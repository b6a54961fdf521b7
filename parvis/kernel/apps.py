from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "parvis.kernel"

    def ready(self) -> None:
        from django.core import checks

        from parvis.kernel import measuring

        checks.register(measuring.check)
