"""`bin/manage mail receive < message.eml`: for the pipe of a mail server. `bin/manage mail due` says how many mails wait."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.kernel import clock
from parvis.notifications.models import MailTrouble, Notice
from parvis.notifications.receiving import receive


class Command(BaseCommand):
    help = "Takes a message from standard input (receive), or says what waits (due)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["receive", "due"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "due":
            due = Notice.objects.filter(leads=True, mailed_at=None, mail_at__isnull=False)
            late = due.filter(mail_at__lte=clock.now()).values("person").distinct().count()
            self.stdout.write(f"{late} persons have a mail due, {due.count()} notices wait, {MailTrouble.objects.count()} addresses send mails back")  # fmt: skip
            return
        became = receive(sys.stdin.buffer.read())
        self.stdout.write(became)
        if became.startswith("refused"):
            raise CommandError(became, returncode=77)  # EX_NOPERM (sysexits.h): the mail server tells the sender
