from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import IdField
from parvis.people.models import Person


class AccountManager(BaseUserManager["Account"]):
    def get_queryset(self) -> models.QuerySet[Account]:
        """With the person and what every page shows of them: one query a request."""
        return super().get_queryset().select_related("person", "person__unit", "person__portrait", "person__mandate")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A login, and nothing else: it points at the person it signs in. `is_active` is false once the person has left."""

    id = IdField()
    email = models.EmailField(_("e-mail"), unique=True)
    person = models.OneToOneField(Person, models.CASCADE, related_name="account")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    # No Django admin and no Django permissions: powers are Appointments of the person.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
