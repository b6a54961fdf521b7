"""Whom a form names: a handle, an e-mail address, or a whole name nobody else has."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.kernel.refusals import Refused
from parvis.people.models import Person
from parvis.people.profiling import plain


def named(viewer: Person, text: str, *, field: str = "person") -> Person:
    """The person `text` names, among those the viewer sees and who have not left. Raises Refused, saying what to type."""
    text = text.replace("\0", "").strip().lstrip("@")[:200]
    rows = Person.objects.visible_to(viewer).present()
    found = list(rows.filter(Q(handle__iexact=text) | Q(email__iexact=text)).distinct()[:2]) if text else []
    if not found and text:
        likely = rows.filter(search_text__startswith=plain(text)).distinct()[:20]
        found = [person for person in likely if plain(person.name) == plain(text)]
    if len(found) > 1:
        raise Refused(_("Several people are called “%(text)s”: type the e-mail address.") % {"text": text}, field=field)
    if not found:
        words = _("Nobody here is called “%(text)s”: type a name and choose in the list, or type an e-mail address.")
        raise Refused(words % {"text": text}, field=field)
    return found[0]
