from django.apps import AppConfig


class RippleConfig(AppConfig):
    name = "parvis.ripple"

    def ready(self) -> None:
        from parvis.ripple import flooring, jobs  # noqa: F401 (a kind of deed, two regular jobs)
