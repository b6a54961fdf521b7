"""Sessions in the database, read with a statement compiled once. The read of the session is the first statement of a request:
it also finds out when the database was restarted, and connects again.

Whose a session is stands in its sealed data, so that the account could only be asked for after it. A process remembers whose the
sessions it has met were, and asks for both at once; what the data says decides, and a guess that proves wrong is left unused."""

from __future__ import annotations

import functools
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError, connection

from parvis.identity import backends
from parvis.kernel import clock
from parvis.kernel.compiled import Compiled, Statement, text_slot

READ = Compiled(lambda: Session.objects.filter(pk=text_slot("key")).values_list("session_data", "expire_date"))


MOST = 20_000
_whose: dict[str, int] = {}


@functools.cache
def both(vendor: str) -> tuple[str, Statement, Statement]:
    session, account = READ.statement(), backends.READ.statement()
    return f"SELECT * FROM ({session.sql}) s LEFT JOIN ({account.sql}) a ON 1 = 1", session, account  # noqa: S608


def read_both(key: str, pk: int) -> tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]:
    """The session, and the account `pk`."""
    sql, session, account = both(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*session.given({"key": key}), *account.given({"pk": pk})])
        row = cursor.fetchone()
    if row is None:
        return None, None
    own, other = session.converted([row[:2]])[0], row[2:]
    return own, account.converted([other])[0] if any(value is not None for value in other) else None


def ask(key: str) -> tuple[tuple[Any, ...] | None, int | None, tuple[Any, ...] | None]:
    """The session, and when one could guess whose it is: the id of that account, and its row."""
    guess = _whose.get(key)
    if guess is None:
        return next(iter(READ(key=key)), None), None, None
    row, account = read_both(key, guess)
    return row, guess, account


def read(key: str) -> tuple[tuple[Any, ...] | None, int | None, tuple[Any, ...] | None]:
    try:
        return ask(key)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return ask(key)


def remember(key: str, pk: int) -> None:
    if len(_whose) >= MOST:
        _whose.clear()
    _whose[key] = pk


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        key = self.session_key or ""
        row, guess, account = read(key) if key else (None, None, None)
        if row and row[1] > clock.now():
            data: dict[str, Any] = self.decode(row[0])
            owner = str(data.get(SESSION_KEY, ""))
            if owner.isdecimal():
                remember(key, int(owner))
                backends.set_beside(guess if guess == int(owner) else None, account)
            return data
        self._session_key = None
        return {}
