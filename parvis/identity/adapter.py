"""What allauth asks us: nobody signs up on their own, people are invited; mails leave by a job."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language

from parvis.identity.recovering import send_reset_link


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address of this installation, whatever host the request named."""
        path = urlsplit(str(super().get_reset_password_from_key_url(key))).path
        return f"{settings.PARVIS.address}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The answer takes the same time whether or not an account has the address: the mail leaves afterwards."""
        if template_prefix == "account/email/password_reset_key":
            send_reset_link.later(email=email, link=context["password_reset_url"], language=get_language() or "fr")
        else:
            super().send_mail(template_prefix, email, context)
