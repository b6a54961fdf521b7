from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import IdField, Row

from .unit import Unit


def initials_of(name: str) -> str:
    words = [word for word in name.replace("-", " ").split() if word]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper() if words else "?"


class PersonQuerySet(models.QuerySet["Person"]):
    def present(self) -> PersonQuerySet:
        """Who has not left."""
        return self.filter(departure__isnull=True)

    def visible_to(self, viewer: Person) -> PersonQuerySet:
        """Members see everybody; a guest sees the people of the communities they are in (set by `people.visibility`)."""
        from parvis.people import visibility

        return self.filter(visibility.visible_to_q(viewer))

    def for_screen(self) -> PersonQuerySet:
        return self.select_related("unit", "mandate", "portrait", "departure")


class Person(Row):
    """Someone who works here, or a guest. `chain` is the ids of the managers from the top down to this person."""

    handle = models.SlugField(_("handle"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    job = models.CharField(_("job"), max_length=160, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    manager = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="reports")
    chain = models.CharField(max_length=400, default="/", db_index=True, editable=False)
    site = models.CharField(_("place of work"), max_length=80, blank=True)
    languages = models.JSONField(_("languages spoken"), default=list, blank=True)
    line = models.CharField(_("a line of your own"), max_length=160, blank=True)
    language = models.CharField(_("language of the pages"), max_length=8, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    is_guest = models.BooleanField(_("guest"), default=False)
    # Name, job, unit, place and subjects without accents: what the directory filters on (kept by profiling and organising).
    search_text = models.CharField(max_length=1000, default="", blank=True, editable=False)
    arrived_on = models.DateField(_("arrived on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(Lower("name"), "id", name="person_by_name"),
            models.Index(fields=["name", "id"], name="person_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:profile", args=[self.handle])

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class Departure(Row):
    """This person has left: cannot sign in, is no longer listed; what they wrote stays."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="departure")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Erasure(Row):
    """What was held on this person is erased: a pseudonym is left, under what others answered."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="erasure")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class Portrait(Row):
    """The cropped photo of a person, as WebP and JPEG of 512 px, and its address's unguessable part."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="portrait")
    file = models.FileField(upload_to="portraits/")
    small = models.FileField(upload_to="portraits/", blank=True)
    at = models.DateTimeField()


class AskAbout(models.Model):
    """ "Ask me about…": a subject somebody is glad to be asked about."""

    id = IdField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="asks")
    label = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint("person", Lower("label"), name="ask_about_once")]
