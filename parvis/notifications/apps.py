from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "parvis.notifications"

    def ready(self) -> None:
        # (deciding takes turns, keeping declares a regular job)
        from parvis.interface.templating import extra_globals
        from parvis.notifications import deciding, keeping, live, mailing, privacy, pushing, reading, screens, showcase  # noqa: F401

        extra_globals["notice_day"] = screens.day_words
        live.declare()
        privacy.declare()
        showcase.declare()
        reading.declare()
