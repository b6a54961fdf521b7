"""Where the mails of a trial go: printed, and kept as files that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.console import EmailBackend as Console

from parvis.kernel.ids import new_id

KEPT = 200


def folder() -> Path:
    return Path(settings.PARVIS.data_dir) / "mails"


def keep(messages: Sequence[Any]) -> None:
    """As files; the oldest go."""
    folder().mkdir(parents=True, exist_ok=True)
    for message in messages:
        (folder() / f"{new_id()}.eml").write_bytes(message.message().as_bytes())
    for old in sorted(folder().glob("*.eml"))[:-KEPT]:
        old.unlink(missing_ok=True)


class EmailBackend(Console):
    def send_messages(self, email_messages: Sequence[Any]) -> int:
        keep(email_messages)
        for message in email_messages:
            self.stream.write(f"mail to {', '.join(message.to)}: {message.subject}\n")
        self.stream.flush()
        return len(email_messages)
