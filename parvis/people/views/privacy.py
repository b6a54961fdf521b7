"""What Parvis keeps about the person who asks: the register, and their own data in one file."""

from __future__ import annotations

import json
import tempfile
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from parvis.kernel import clock, privacy
from parvis.kernel.http import answer
from parvis.kernel.uploads import clean_name
from parvis.people.http import person_required
from parvis.people.models import Person

IN_MEMORY = 5_000_000


@person_required
def register(request: Any) -> HttpResponse:
    counts = [(holding, sum(1 for _row in holding.export(request.person))) for holding in privacy.holdings()]
    return answer(
        request, page="people/privacy.html", holdings=counts,
        json=lambda: {"holdings": [{"name": h.name, "title": str(h.title), "why": str(h.why), "kept": str(h.kept), "rows": n} for h, n in counts]},
    )  # fmt: skip


@person_required
def export(request: Any) -> HttpResponseBase:
    """Everything held on oneself: `data.json`, and one's files beside it, in a zip."""
    person: Person = request.person
    packed = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (FileResponse closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        data = {"person": person.handle, "made": clock.now(), "held": privacy.export(person)}
        text = json.dumps(data, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        archive.writestr("data.json", text)
        archive.writestr(_("read-me.txt"), words())
        for holding in privacy.holdings():
            for name, file in holding.files(person):
                put(archive, f"files/{holding.name}/{clean_name(name)}", file)
    packed.seek(0)
    return FileResponse(
        packed, as_attachment=True, filename=f"parvis-{person.handle}.zip", content_type="application/zip"
    )


def put(archive: zipfile.ZipFile, name: str, file: Any) -> None:
    """One file, by pieces; one that is no longer there is left out."""
    try:
        with file.open("rb") as source, archive.open(name, "w") as target:
            for piece in iter(lambda: source.read(1 << 20), b""):
                target.write(piece)
    except FileNotFoundError:
        return


def words() -> str:
    lines = [_("What Parvis keeps about you"), ""]
    for holding in privacy.holdings():
        lines += [f"{holding.title} ({holding.name})", f"  {holding.why}", f"  {holding.kept}", ""]
    return "\n".join(lines)
