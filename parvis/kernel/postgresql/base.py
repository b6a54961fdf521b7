"""The database engine of Parvis on PostgreSQL: Django's own, but instants are read by the driver's compiled loader.

Django registers a loader of its own, in Python, to put a time zone of its choice on each instant; on a page with fifty dates that is
half of the time spent reading rows. Our connections are always in UTC (Django sets it when it connects), so what the driver's loader
answers is the same instant."""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import get_adapters_template
from psycopg.adapt import AdaptersMap
from psycopg.pq import Format

INSTANT = psycopg.adapters.types["timestamptz"].oid


@functools.cache
def adapters() -> AdaptersMap:
    """Django's own, with the loader of instants that the driver came with."""
    found = AdaptersMap(get_adapters_template(True, dt.UTC))
    loader = psycopg.adapters.get_loader(INSTANT, Format.TEXT)
    assert loader is not None
    found.register_loader(INSTANT, loader)
    return found


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        if self.timezone is not dt.UTC or not self.settings_dict["OPTIONS"].get("server_side_binding"):
            raise ImproperlyConfigured(
                "This engine is for connections in UTC whose values travel beside the statement."
            )
        return {**super().get_connection_params(), "context": adapters()}

    def create_cursor(self, name: str | None = None) -> Any:
        """As Django's, without asking for the time zone of its loader."""
        assert self.connection is not None
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return self.connection.cursor()
