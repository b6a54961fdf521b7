"""What somebody sends in a form, said by a verb; refused, it comes back onto the form with every character. For the remarks on a text, which
are the same act in the wings and beside a leader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from parvis.kernel.refusals import Conflict, Refused


def tried(form: forms.Form, verb: Callable[[dict[str, Any]], Any]) -> tuple[Any, int]:
    """(what `verb` made of the form's values, 201); or (None, the status to answer with), and the form says why."""
    if form.is_valid():
        try:
            return verb(form.cleaned_data), 201
        except Refused as no:
            no.onto(form)
            return None, 409 if isinstance(no, Conflict) else 422
    return None, 422


def replied(form: forms.Form, verb: Callable[[str], Any], sent: Mapping[str, Any], *, to: int) -> dict[str, Any]:
    """An answer in the thread of remark `to`, said by `verb` from the form's words: nothing when it is said; else what its page is shown
    again with."""
    row, _status = tried(form, lambda data: verb(data["words"]))
    if row is not None:
        return {}
    wrong = " ".join(str(error[0]) for error in form.errors.values())
    return {"said_to": to, "said_words": sent.get("words", ""), "said_error": wrong}
