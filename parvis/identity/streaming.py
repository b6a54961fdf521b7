"""Who a stream of live news is opened by, and until when: the session of the page, as the middleware would find it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session

from parvis.identity import backends
from parvis.identity.models import Account
from parvis.identity.sessions import SessionStore
from parvis.kernel import clock
from parvis.live import entering
from parvis.live.entering import Entered


def who(cookies: Mapping[str, str]) -> Entered | None:
    """The session is valid, and so is the account: its password has not changed since."""
    key = cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None
    asked: Any = SimpleNamespace(session=SessionStore(key))
    account: Any = get_user(asked)
    backends.set_beside(None)
    if not account.is_authenticated:
        return None
    return Entered(key, account.person_id, account.pk, account.password)


def still(entered: Iterable[Entered]) -> set[str]:
    """The sessions that are still there and whose account may still come in with them; two statements."""
    entered = list(entered)
    rows = Session.objects.filter(pk__in={one.session for one in entered}, expire_date__gt=clock.now())
    there = set(rows.values_list("pk", flat=True))
    accounts = Account.objects.filter(pk__among=sorted({one.account for one in entered}), is_active=True)
    proofs = dict(accounts.values_list("pk", "password"))
    return {one.session for one in entered if one.session in there and proofs.get(one.account) == one.proof}


def declare() -> None:
    entering.install(who, still)
