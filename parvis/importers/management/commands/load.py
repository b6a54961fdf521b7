"""`bin/manage load FOLDER`: a real-sized network to try Parvis with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from parvis.importers.ldbc import Network
from parvis.importers.loading import analyse, load, missing


class Command(BaseCommand):
    help = "Loads an LDBC social network (CSV folder). Interrupted, run it again: it resumes and doubles nothing."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            net = Network(options["folder"])
        except FileNotFoundError as absent:
            raise CommandError(str(absent)) from absent
        columns = (
            TextColumn("{task.description:24}"),
            BarColumn(),
            TaskProgressColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns) as bars:
            tasks: dict[str, Any] = {}

            def show(title: str, done: int, count: int) -> None:
                if title not in tasks:
                    tasks[title] = bars.add_task(title, total=count)
                bars.update(tasks[title], completed=done)

            load(net, progress=show)
        analyse()
        wrong = False
        for title, expected, present in missing(net):
            wrong |= expected != present
            self.stdout.write(f"{'✓' if expected == present else '✗'} {title:24} {present:>8} of {expected}")
        if wrong:
            raise CommandError("Some rows of the files are not in the database: run the command again.")
