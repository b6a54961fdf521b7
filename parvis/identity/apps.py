from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "parvis.identity"

    def ready(self) -> None:
        from parvis.identity.admitting import close_account
        from parvis.people.departing import on_departure

        on_departure.append(close_account)
