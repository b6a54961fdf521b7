from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from parvis.kernel.rows import Row
from parvis.people.models import Person


class Sign(models.TextChoices):
    """The five reactions: small and professional."""

    USEFUL = "useful", _("Useful")
    BRAVO = "bravo", _("Bravo")
    SUPPORT = "support", _("Support")
    INSIGHTFUL = "insightful", _("Insightful")
    THANKS = "thanks", _("Thanks")


SIGNS = [sign.value for sign in Sign]


class SignCounts(models.Model):
    """How many of each reaction: equals the rows, kept by the verb in its transaction."""

    useful_count = models.PositiveIntegerField(default=0)
    bravo_count = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    insightful_count = models.PositiveIntegerField(default=0)
    thanks_count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def reaction_count(self) -> int:
        return self.useful_count + self.bravo_count + self.support_count + self.insightful_count + self.thanks_count


class Reaction(Row):
    sign = models.CharField(max_length=12, choices=Sign)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class PostReaction(Reaction):
    """One person's reaction to a post: one at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="post_reactions", db_index=False)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="reactions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="one_reaction_per_post"),
            models.CheckConstraint(condition=models.Q(sign__in=SIGNS), name="known_post_sign"),
        ]


class CommentReaction(Reaction):
    """One person's reaction to a comment: one at a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="comment_reactions", db_index=False)
    comment = models.ForeignKey("posts.Comment", models.CASCADE, related_name="reactions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "comment"], name="one_reaction_per_comment"),
            models.CheckConstraint(condition=models.Q(sign__in=SIGNS), name="known_comment_sign"),
        ]
