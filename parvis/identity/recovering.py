"""A forgotten password: the mail that lets one choose another."""

from __future__ import annotations

from django.core.mail import send_mail
from django.utils import translation

from parvis.kernel.jobs import job
from parvis.people.models import Organisation


@job()
def send_reset_link(email: str, link: str, language: str) -> None:
    with translation.override(language):
        organisation = Organisation.objects.values_list("name", flat=True).first() or "Parvis"
        subject = translation.gettext("%(name)s: choose a new password") % {"name": organisation}
        words = translation.gettext(
            "Hello,\n\nSomebody, you no doubt, asked for a new password. Choose it here:\n\n%(link)s\n\nIf it was not you, leave this mail: nothing changes."
        ) % {"link": link}
    send_mail(subject, words, None, [email])
