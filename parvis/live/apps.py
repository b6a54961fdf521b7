from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "parvis.live"

    def ready(self) -> None:
        from django.conf import settings

        from parvis.interface.templating import extra_globals
        from parvis.kernel import chronicling
        from parvis.live.nudging import nudge_after

        chronicling.listen(nudge_after)
        extra_globals["live_address"] = lambda: settings.PARVIS.live
