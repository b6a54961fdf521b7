"""The door where the intranet calls. Whoever holds the secret of the source is let in, nobody else; no session is read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from parvis.intranet.hooking import LARGEST, Unsigned, hear
from parvis.intranet.models import Source
from parvis.kernel.http import json_answer


@csrf_exempt
def create(request: Any, source_id: int) -> HttpResponseBase:
    if request.method != "POST":
        return json_answer({"error": "POST a signed JSON"}, status=405)
    source = Source.objects.filter(pk=source_id, kind=Source.Kind.HOOK, pause=None).first()
    try:
        body = request.body
    except RequestDataTooBig:
        body = b"x" * (LARGEST + 1)
    if len(body) > LARGEST:
        return json_answer({"error": "at most 1 MB"}, status=413)
    try:
        if source is None:
            raise Unsigned("webhook-signature is not right")
        taken = hear(source, request.headers, body)
    except Unsigned as no:
        return json_answer({"error": str(no)}, status=401)
    except ValueError as wrong:
        return json_answer({"error": str(wrong)}, status=400)
    return json_answer({"new": len(taken.new), "changed": len(taken.changed)}, status=201 if taken.new else 200)
