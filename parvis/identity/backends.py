"""How a session becomes an account: one statement with the person and what every page shows of them."""

from __future__ import annotations

import contextvars
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Model

from parvis.identity.models import Account
from parvis.kernel.compiled import Compiled, slot
from parvis.people.models import Mandate, Person, Portrait, Unit

# (how the row is reached from the account, its model, what every page needs of it; the rest is fetched where it is asked for)
WANTED: list[tuple[str, type[Model], set[str]]] = [
    ("", Account, {"id", "email", "password", "person_id", "is_active"}),
    ("person__", Person, {"id", "handle", "name", "job", "unit_id", "chain", "language", "time_zone", "is_guest"}),
    ("person__unit__", Unit, {"id", "name", "slug"}),
    ("person__portrait__", Portrait, {"id", "person_id"}),
    ("person__mandate__", Mandate, {"id", "person_id", "title"}),
]
# `from_db` takes values in the order of the model.
PARTS = [
    (path, model, [field.attname for field in model._meta.concrete_fields if field.attname in wanted])
    for path, model, wanted in WANTED
]
COLUMNS = [path + name for path, _model, names in PARTS for name in names]
READ = Compiled(lambda: Account.objects.filter(pk=slot("pk")).values_list(*COLUMNS))


def parts_of(row: tuple[Any, ...]) -> list[Any]:
    """The rows side by side in `row`, None for one that is not there."""
    found, start = [], 0
    for _path, model, names in PARTS:
        values = row[start : start + len(names)]
        start += len(names)
        there = values[names.index("id")] is not None
        found.append(model.from_db("default", names, values) if there else None)
    return found


# The account that the session of the request being answered turned out to be of, read in the same statement (`sessions.load`).
_beside: contextvars.ContextVar[tuple[int, tuple[Any, ...]] | None] = contextvars.ContextVar("beside", default=None)


def set_beside(pk: int | None, row: tuple[Any, ...] | None = None) -> None:
    _beside.set((pk, row) if pk is not None and row is not None else None)


def row_of(pk: int) -> tuple[Any, ...] | None:
    beside = _beside.get()
    _beside.set(None)
    if beside is not None and beside[0] == pk:
        return beside[1]
    return next(iter(READ(pk=pk)), None)


def load(pk: int) -> Account | None:
    """The account, its person, their unit, portrait and mandate."""
    row = row_of(pk)
    if row is None:
        return None
    account, person, unit, portrait, mandate = parts_of(row)
    account.person = person
    person._state.fields_cache.update(unit=unit, portrait=portrait, mandate=mandate)
    return account  # type: ignore[no-any-return]


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    def get_user(self, user_id: Any) -> Account | None:
        account = load(int(user_id))
        return account if account and self.user_can_authenticate(account) else None
