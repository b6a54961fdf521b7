from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "parvis.identity"

    def ready(self) -> None:
        from parvis.identity import privacy, showcase, streaming
        from parvis.identity.admitting import close_account
        from parvis.identity.devices import device
        from parvis.interface.templating import extra_globals
        from parvis.people.departing import on_departure

        extra_globals["device"] = device
        on_departure.append(close_account)
        privacy.declare()
        streaming.declare()
        showcase.declare()
