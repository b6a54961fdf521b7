"""PARVIS_MAIL_URL to Django's mail settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit


def mail(url: str) -> dict[str, Any]:
    """`console:`, `memory:`, `smtp://user:password@host:587` (STARTTLS) or `smtps://…` (TLS)."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "memory":
        return {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"}:
        raise ValueError(f"PARVIS_MAIL_URL starts with {parts.scheme}:; Parvis knows smtp:, smtps: and console:")
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
