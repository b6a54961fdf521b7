from typing import Any

from django.apps import AppConfig


def came_in(event: Any, **_: Any) -> None:
    """A mail service hands over a mail it received."""
    from parvis.notifications.receiving import receive

    receive(event.message.as_bytes())


def came_back(event: Any, **_: Any) -> None:
    """A mail service says that an address takes no mail (or does not want ours)."""
    from parvis.notifications.receiving import returned

    if event.event_type in ("bounced", "complained") and event.reject_reason != "blocked":
        returned(event.recipient or "", event.description or event.mta_response or event.event_type)


class RootConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from anymail import signals

        # The library of mail services speaks by signals only.
        signals.inbound.connect(came_in, dispatch_uid="parvis.mail.in")
        signals.tracking.connect(came_back, dispatch_uid="parvis.mail.back")
