from __future__ import annotations

from django.db import models


class Document(models.Model):
    """The words one thing is found by. Its id is the thing's own. It holds no right and nothing shown: whether somebody may read the
    thing, in which place it is and what it says are asked of the thing itself, each time (`search.finding`). `version` is that of
    the thing when it was read: after an edit the document finds nothing until it is written again. `owner` is the thing it goes
    with (a comment's post). The three texts are forms (`search.folding`) between spaces. `is_short`: of names, found by their beginnings too,
    which PostgreSQL keeps in a small index of their own."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    owner = models.BigIntegerField(null=True, db_index=True)
    version = models.PositiveIntegerField(default=0)
    title = models.TextField(blank=True)
    body = models.TextField(blank=True)
    marks = models.TextField(blank=True)
    is_short = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "id"], name="document_of_kind")]
