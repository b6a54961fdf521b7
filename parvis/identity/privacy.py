"""What this area holds on a person: the login, where they are signed in, invitations and imports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from parvis.identity.admitting import close_account
from parvis.identity.models import Account, AccountInvitation, PeopleImport
from parvis.kernel.privacy import Holding, register
from parvis.people.models import Person


def export(person: Person) -> Iterator[dict[str, Any]]:
    """The login and its sessions. Neither the password (only a fingerprint of it is kept) nor any key is in it."""
    for account in Account.objects.filter(person=person):
        yield {"signs in with": account.email, "open": account.is_active, "last sign-in": account.last_login}
        for session in UserSession.objects.filter(user=account):
            yield {"signed in from": session.ip, "with": session.user_agent, "since": session.created_at}
    for invitation in AccountInvitation.objects.filter(person=person):
        yield {"invited at": invitation.email, "at": invitation.at, "until": invitation.expires_at}
    for sent in PeopleImport.objects.filter(by=person):
        yield {"imported people from": sent.name, "at": sent.at, "created": sent.created, "updated": sent.updated}


def erase(person: Person) -> None:
    close_account(person, True)
    EmailAddress.objects.filter(user__person=person).delete()
    UserSession.objects.filter(user__person=person).delete()
    Account.objects.filter(person=person).delete()


def declare() -> None:
    register(
        Holding(
            "account", _("Your login"),
            ("identity.Account", "identity.AccountInvitation", "identity.PeopleImport", "usersessions.UserSession", "account.EmailAddress", "sessions.Session"),
            _("So that you, and nobody else, sign in as you: e-mail, a fingerprint of the password, and where you are signed in (address and browser), which you alone see."),
            _("A session ends after 30 days without use, or at once when you sign out. The login closes the day you leave and is erased 30 days after."),
            export, erase,
        )
    )  # fmt: skip
