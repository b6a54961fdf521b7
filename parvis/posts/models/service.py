"""A message of a service, signed by the person who wrote it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from parvis.kernel.rows import Row
from parvis.people.models import Unit

from .post import Post


class ServiceSignature(Row):
    """The post speaks for a service too: “La communication, par Marine Lebrun”. Never without its author, who is the author of the post.
    `name` is that of the unit when it was signed: a message keeps the signature it went out with."""

    post = models.OneToOneField(Post, models.CASCADE, related_name="service_signature")
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_signature_names_its_service")]
