"""Puts back what bin/manage backup copied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from parvis.kernel.backing_up import Broken, data_dir, make_backup, opened, restore_backup
from parvis.people.erasing import erase_again
from parvis.people.models import Person


class Command(BaseCommand):
    help = "Puts back a backup. What is there is copied first; --yes is needed when there are people."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("backup", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace an organisation that has people")

    def handle(self, *args: Any, **options: Any) -> None:
        data_dir().mkdir(parents=True, exist_ok=True)
        try:
            with opened(options["backup"]) as (_archive, about):
                self.stdout.write(f"A backup of {about['at']}, with {about['files']} files.")
            self.spare(options["yes"])
            restore_backup(options["backup"])
        except Broken as wrong:
            raise CommandError(str(wrong)) from wrong
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        cache.clear()
        again = erase_again()
        self.stdout.write(f"Restored: {Person.objects.count()} people. Erased again since the backup: {again}.")

    def spare(self, is_sure: bool) -> None:
        """Keep what is about to be replaced."""
        try:
            people = Person.objects.count()
        except DatabaseError:
            return  # no tables, or no longer readable: nothing to copy
        if not people:
            return
        if not is_sure:
            raise CommandError(f"There are {people} people here: stop Parvis, then add --yes to replace them.")
        made = make_backup(data_dir() / "before-restore")
        self.stdout.write(f"What was here is kept in {made.path}.")
