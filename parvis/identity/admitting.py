"""How somebody gets an account: first administrator, invitation, departure. Nobody signs in as somebody else."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from parvis.communities.models import Community
from parvis.identity.models import Account, AccountInvitation
from parvis.kernel import clock
from parvis.kernel.chronicling import kind, record
from parvis.kernel.jobs import job
from parvis.kernel.lines import line
from parvis.kernel.refusals import require
from parvis.people.models import Appointment, Organisation, Person
from parvis.people.permissions import may_administer
from parvis.people.profiling import searchable

OPENED = kind("organisation.opened", retention="audit")
REVOKED = kind("account.invitation_revoked", retention="audit")
INVITED, CAME_IN = kind("account.invited", retention="audit"), kind("account.came_in", retention="audit")
APPOINTED, DISMISSED = kind("power.given", retention="audit"), kind("power.taken", retention="audit")
VALID = dt.timedelta(days=14)


def free_handle(name: str) -> str:
    base = slugify(name)[:50] or "personne"
    handle, number = base, 2
    while Person.objects.filter(handle=handle).exists():
        handle, number = f"{base}-{number}", number + 1
    return handle


def new_person(name: str, email: str, **facts: object) -> Person:
    name = line(name)
    require(name, _("A name is needed."), field="name")
    person = Person(handle=free_handle(name), name=name, email=email, **facts)  # type: ignore[arg-type]
    manager = person.manager
    person.chain = f"{manager.chain if manager else '/'}{person.pk}/"
    person.search_text = searchable(person, [])
    person.save(force_insert=True)
    return person


@transaction.atomic
def open_organisation(*, organisation: str, name: str, email: str, password: str) -> Account:
    """The first run: the organisation, its first administrator, and la place. Refused once anybody has an account."""
    require(not Account.objects.exists(), _("This organisation is open already: sign in."))
    Organisation.objects.update_or_create(id=1, defaults={"name": organisation, "language": settings.LANGUAGE_CODE})
    person = new_person(name, email)
    account = Account.objects.create_user(email, password, person=person)
    for power in (Appointment.Power.ADMINISTRATOR, Appointment.Power.COMMUNICATOR):
        Appointment.objects.create(person=person, power=power, at=clock.now())
    if not Community.objects.filter(everyone=True).exists():
        Community.objects.create(
            slug="la-place", name="La place", kind="open", everyone=True, purpose=str(_("Everyone’s community."))
        )
    record(OPENED, by=person, subject=person)
    return account


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(person: Person, *, by: Person) -> str:
    """Send this person a link, valid 14 days, to choose a password; a new one replaces the former. Answers the secret."""
    require(may_administer(by), _("Only administrators invite."))
    require(person.email, _("This person has no e-mail address."), field="email")
    require(not Account.objects.filter(person=person).exists(), _("This person has an account already."))
    secret, now = secrets.token_urlsafe(32), clock.now()
    AccountInvitation.objects.update_or_create(
        person=person,
        defaults={"email": person.email, "secret_hash": digest(secret), "by": by, "at": now, "expires_at": now + VALID},
    )
    record(INVITED, by=by, subject=person)
    send_invitation.later(person_id=person.pk, secret=secret)
    return secret


@transaction.atomic
def revoke_invitation(person: Person, *, by: Person) -> None:
    """The link sent to this person opens nothing any more."""
    require(may_administer(by), _("Only administrators invite."))
    if AccountInvitation.objects.filter(person=person).delete()[0]:
        record(REVOKED, by=by, subject=person)


@job()
def send_invitation(person_id: int, secret: str) -> None:
    person = Person.objects.get(pk=person_id)
    organisation = Organisation.objects.get()
    with translation.override(person.language or organisation.language):
        subject = translation.gettext("%(name)s: your place is ready") % {"name": organisation.name}
        words = translation.gettext(
            "Hello %(person)s,\n\nYour colleagues meet and talk on Parvis. Choose a password to come in:\n\n%(link)s\n\nThe link works for 14 days."
        ) % {"person": person.first_name, "link": f"{settings.PARVIS.address}/invitation/{secret}/"}
    send_mail(subject, words, None, [person.email])


def invitation_of(secret: str) -> AccountInvitation | None:
    """The invitation this secret opens, if it has neither expired nor been used."""
    rows = AccountInvitation.objects.select_related("person").filter(expires_at__gt=clock.now(), person__departure=None)
    return rows.filter(secret_hash=digest(secret)).first()


@transaction.atomic
def come_in(invitation: AccountInvitation, password: str) -> Account:
    """The invited person chooses a password; the link is used up."""
    account = Account.objects.create_user(invitation.email, password, person=invitation.person)
    record(CAME_IN, by=invitation.person, subject=invitation.person)
    invitation.delete()
    return account


def close_account(person: Person, is_leaving: bool) -> None:
    """Leaving ends every session at once; coming back lets one sign in again."""
    Account.objects.filter(person=person).update(is_active=not is_leaving)
    if is_leaving:
        account = Account.objects.filter(person=person).first()
        for session in Session.objects.filter(expire_date__gt=clock.now()).iterator() if account else ():
            if session.get_decoded().get("_auth_user_id") == str(account.pk if account else ""):
                session.delete()
        AccountInvitation.objects.filter(person=person).delete()


@transaction.atomic
def appoint(person: Person, power: str, *, by: Person) -> None:
    require(may_administer(by), _("Only administrators give powers."))
    require(power in Appointment.Power.values, _("There is no such power."))
    require(not person.is_guest, _("A guest administers nothing here."), field="person")
    _row, made = Appointment.objects.get_or_create(person=person, power=power, defaults={"by": by, "at": clock.now()})
    if made:
        record(APPOINTED, by=by, subject=person)


@transaction.atomic
def dismiss(person: Person, power: str, *, by: Person) -> None:
    require(may_administer(by), _("Only administrators take powers."))
    others = Appointment.objects.filter(power="administrator", person__departure=None).exclude(person=person)
    require(
        power != "administrator" or others.exists(),
        _("This is the last administrator: first make somebody else an administrator."),
    )
    if Appointment.objects.filter(person=person, power=power).delete()[0]:
        record(DISMISSED, by=by, subject=person)
