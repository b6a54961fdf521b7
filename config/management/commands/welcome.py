"""What bin/run prints once Parvis answers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from demo.cast import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Says where Parvis is and who to sign in as."

    def handle(self, *args: Any, **options: Any) -> None:
        address = settings.PARVIS.address
        self.stdout.write(f"\n  Parvis is open: {address}\n")
        if not settings.PARVIS.demo:
            self.stdout.write("  Open it: the first page makes the first administrator.\n\n")
            return
        self.stdout.write(f"  Sign in with one click as one of the cast: {address}/demo/\n")
        for handle, (name, job, _unit, _manager) in PEOPLE.items():
            if handle != "hana":
                self.stdout.write(f"    {handle:8} {name}, {job}")
        self.stdout.write(f"  or with <handle>@lanterne.example and the password: {PASSWORD}\n\n")
