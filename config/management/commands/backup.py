"""Copies everything into one file, while Parvis runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from parvis.kernel.backing_up import Broken, make_backup


class Command(BaseCommand):
    help = "Database and uploads into one file, while Parvis runs (docs/backup.md)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--into", type=Path, help="folder (default: backups in PARVIS_DATA_DIR)")
        parser.add_argument("--keep", type=int, default=0, help="keep only the N newest backups of that folder")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = make_backup(options["into"])
        except Broken as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{made.path}: {made.size / 1e6:.1f} MB, {made.files} files. Keep it on another machine.")
        if options["keep"] > 0:
            for old in sorted(made.path.parent.glob("parvis-*.tar"))[: -options["keep"]]:
                old.unlink()
                self.stdout.write(f"{old} deleted")
