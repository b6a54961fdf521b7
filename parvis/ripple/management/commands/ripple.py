"""`bin/manage ripple check|post|network|effect …`: the echoes, for a terminal and for other programs. Each subcommand is a module of
`parvis.ripple.commands` with `arguments(parser)` and `run(options) -> dict`, which is printed as JSON or handed to its `show`;
with a `passed(found)` that says no, the command ends with 1."""

from __future__ import annotations

import importlib
import json
import pkgutil
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from parvis.ripple import commands


class Command(BaseCommand):
    help = "The echoes: check against published values, one post, the network, the effect of leaders."

    def add_arguments(self, parser: CommandParser) -> None:
        named = parser.add_subparsers(dest="subcommand", required=True)
        for found in sorted(module.name for module in pkgutil.iter_modules(commands.__path__)):
            module = importlib.import_module(f"{commands.__name__}.{found}")
            own = named.add_parser(found, help=(module.__doc__ or "").split("\n")[0])
            own.add_argument("--json", action="store_true", help="one JSON object on the standard output")
            module.arguments(own)
            own.set_defaults(module=module)

    def handle(self, *args: Any, **options: Any) -> None:
        found = options["module"].run(options)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write(options["module"].show(found))
        if "passed" in vars(options["module"]) and not options["module"].passed(found):
            raise SystemExit(1)
