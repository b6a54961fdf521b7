"""Everything between a fresh clone and a running Parvis; quick when there is nothing to do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from parvis.intranet import demo as intranet
from parvis.people.models import Organisation


class Command(BaseCommand):
    help = "Database, translations, static files, and the demo organisation (unless --empty)."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--empty", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.PARVIS.data_dir.mkdir(parents=True, exist_ok=True)
        call_command("translations", compile=True)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0)
        if not settings.PARVIS.redis_url:
            call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not options["empty"] and not Organisation.objects.exists():
            self.stdout.write("Building the demo organisation …")
            call_command("demo")
        elif settings.PARVIS.demo:
            intranet.follow_address()
