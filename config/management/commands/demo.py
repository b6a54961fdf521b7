"""Builds the demo organisation in an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.building import Demo
from parvis.people.models import Person


class Command(BaseCommand):
    help = "Builds the demo organisation; refused when the database has people."

    def handle(self, *args: Any, **options: Any) -> None:
        if Person.objects.exists():
            raise CommandError("The database has people already: the demo is for an empty one.")
        Demo().build()
