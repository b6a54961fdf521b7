"""How a verb says no: in a sentence for the person, tied to the field it is about."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise


class Refused(Exception):
    """A verb will not do this. `message` is for the reader, already translated or lazy; `field` names the input at fault."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def onto(self, form: forms.BaseForm) -> None:
        """Show the refusal on the form, so that nothing typed is lost."""
        form.add_error(self.field if self.field in form.fields else None, str(self.message))


class Conflict(Refused):
    """Somebody (perhaps oneself, in another tab) changed the same thing meanwhile."""


def require(condition: object, message: str | Promise, *, field: str | None = None) -> None:
    """Refuse with `message` unless `condition` holds."""
    if not condition:
        raise Refused(message, field=field)
