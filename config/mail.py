"""PARVIS_MAIL_URL to Django's mail settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

# Of each service that django-anymail knows: the name of its module, and of its settings (the key; the domain it sends for, if any).
SERVICES = {
    "brevo": ("brevo", "BREVO_API_KEY", ""), "mailgun": ("mailgun", "MAILGUN_API_KEY", "MAILGUN_SENDER_DOMAIN"),
    "mailersend": ("mailersend", "MAILERSEND_API_TOKEN", ""), "mailjet": ("mailjet", "MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "mandrill": ("mandrill", "MANDRILL_API_KEY", ""), "postmark": ("postmark", "POSTMARK_SERVER_TOKEN", ""),
    "resend": ("resend", "RESEND_API_KEY", ""), "scaleway": ("scaleway", "SCALEWAY_SECRET_KEY", "SCALEWAY_PROJECT_ID"),
    "sendgrid": ("sendgrid", "SENDGRID_API_KEY", ""), "sparkpost": ("sparkpost", "SPARKPOST_API_KEY", ""),
}  # fmt: skip


def service(name: str, key: str, second: str, webhook: str) -> dict[str, Any]:
    """Settings of django-anymail: mails by the service's API, and what it calls back, behind `webhook` ("user:password")."""
    module, first, other = SERVICES[name]
    anymail = {first: key, **({other: second} if other and second else {}), **({"WEBHOOK_SECRET": webhook} if webhook else {})}  # fmt: skip
    return {"EMAIL_BACKEND": f"anymail.backends.{module}.EmailBackend", "ANYMAIL": anymail, "ANYMAIL_CALLS": bool(webhook)}  # fmt: skip


def mail(url: str, *, demo: bool = False, webhook: str = "") -> dict[str, Any]:
    """`console:`, `memory:`, `smtp://user:password@host:587` (STARTTLS) or `smtps://…` (TLS)."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        kept = "parvis.notifications.demo_mails.EmailBackend"
        return {"EMAIL_BACKEND": kept if demo else "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "memory":
        return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    if parts.scheme in SERVICES:
        return service(parts.scheme, unquote(parts.username or parts.netloc), parts.hostname or "", webhook)
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(
            f"PARVIS_MAIL_URL starts with {parts.scheme}:; Parvis knows smtp:, smtps:, console: and {', '.join(SERVICES)}"
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 20,
    }
