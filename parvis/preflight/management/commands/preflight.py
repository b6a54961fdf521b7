"""`bin/manage preflight --json < manuscript.json`: the findings on a text, for scripts and for judging the checks."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.preflight import relecture
from parvis.preflight.discovering import Check, every, named
from parvis.preflight.gathering import gathered
from parvis.preflight.parsing import Unreadable


class Command(BaseCommand):
    help = "Reads a manuscript (JSON) on standard input and prints what preflight says of it. Nothing is kept or sent."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: Any) -> None:
        form = parser.add_mutually_exclusive_group(required=True)
        form.add_argument("--json", action="store_true", help="one manuscript, one answer")
        form.add_argument(
            "--jsonl", action="store_true", help="one manuscript per line, one answer per line, with its id"
        )
        parser.add_argument(
            "--only", action="append", default=[], metavar="CHECK", help="this check only; may be repeated"
        )
        parser.add_argument("--scores", action="store_true", help="adds what some checks measure (voice)")
        parser.add_argument("--language", choices=("fr", "en"), help="of the sentences; the installation's by default")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("translations", compile=True)
        try:
            checks = named(options["only"]) if options["only"] else every()
        except KeyError as unknown:
            names = ", ".join(check.name for check in every())
            raise CommandError(f"There is no check {unknown}. There are: {names}.") from unknown
        relecture.warm(checks)
        errors = 0
        with translation.override(options["language"] or translation.get_language()):
            for number, manuscript in enumerate(manuscripts(by_line=options["jsonl"]), 1):
                answer = answered(manuscript, checks, options["scores"])
                if options["jsonl"] and "error" in answer:
                    answer["line"] = number
                self.stdout.write(printable(answer))
                errors += "error" in answer
        if errors:
            self.stdout.flush()
            raise CommandError(
                _("%(count)s unreadable lines: see their “error”.") % {"count": errors}
                if options["jsonl"]
                else answer["error"]
            )


def printable(answer: dict[str, Any]) -> str:
    """One line of JSON that any terminal or file can hold (half a surrogate pair is written as an escape)."""
    line = json.dumps(answer, ensure_ascii=False)
    return json.dumps(answer) if re.search("[\ud800-\udfff]", line) else line


def manuscripts(*, by_line: bool) -> Iterator[bytes | str]:
    """The whole of standard input, or its lines that are not empty, as bytes where it can be."""
    source = getattr(sys.stdin, "buffer", sys.stdin)
    if not by_line:
        yield source.read()
        return
    for line in source:
        if line.strip():
            yield line


def answered(line: bytes | str, checks: tuple[Check, ...], with_scores: bool) -> dict[str, Any]:
    """The answer to one manuscript. One that cannot be read is answered by an error, with its id when it has one."""
    kept: dict[str, Any] = {}
    try:
        data = json.loads(line.decode("utf-8-sig") if isinstance(line, bytes) else line)
        kept = {"id": data["id"]} if isinstance(data, dict) and data.get("id") is not None else {}
        given = gathered(data)
    except Unreadable as wrong:
        return {**kept, "findings": [], "ms": 0, "error": str(wrong)}
    except (ValueError, RecursionError) as wrong:
        return {**kept, "findings": [], "ms": 0, "error": _("This is not JSON: %(why)s.") % {"why": wrong}}
    read = relecture.relire(given, checks)
    answer: dict[str, Any] = {**kept, "findings": [finding.as_json() for finding in read.findings], "ms": read.ms}
    if read.failed:
        answer["failed"] = list(read.failed)
    if with_scores:
        answer["scores"] = relecture.scores(given, checks)
    return answer
