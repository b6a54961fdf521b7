"""The server of live news (ASGI), in a process of its own: `bin/manage live`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from parvis.live.serving import Application  # noqa: E402 (after the areas are ready)

application = Application()
