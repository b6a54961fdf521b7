"""`bin/manage search check` proves that the index equals what is there; `--repair` makes it so."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from parvis.search import checking, offering


class Command(BaseCommand):
    help = "search check [--repair]: compares the index with what is there; repairs from where it was left."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", choices=["check"])
        parser.add_argument("--repair", action="store_true", help="write what is missing or not right")
        parser.add_argument("--again", action="store_true", help="with --repair: from the beginning")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            if options["again"]:
                checking.begin_again()
            found = checking.repair_all(progress=self.tell)
        else:
            found = {kind.name: checking.check(kind, progress=self.tell) for kind in offering.kinds()}
        wrong = 0
        for name, one in found.items():
            wrong += one.wrong + one.gone
            done = "made right" if options["repair"] else "missing or not right"
            self.stdout.write(f"{name:12} {one.seen:>10} looked at, {one.wrong:>8} {done}, {one.gone:>6} of nothing")
        if options["repair"] or not wrong:
            self.stdout.write("The index equals what is there.")
            return
        self.stdout.write(f"{wrong} documents differ: bin/manage search check --repair")
        sys.exit(1)

    def tell(self, kind: str, seen: int, wrong: int) -> None:
        if seen % 10_000 < checking.STEP and seen >= checking.STEP:
            self.stderr.write(f"{kind} {seen} … {wrong}")
