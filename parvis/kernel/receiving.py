"""While a form with files arrives: what is too large, too many or from nobody is let through to nowhere, neither memory nor disk,
and the rest of the form is kept, so that the answer can say what happened beside the words already typed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.forms import BaseForm
from django.utils.translation import gettext as _

from parvis.kernel.refusals import Refused
from parvis.kernel.uploads import MB, clean_name, recognise, too_heavy

ABSURD = 10  # times the limit of a form: not even read to the end


def refusals_of(request: Any) -> list[Refused]:
    """Files of this request that were not received, each with what to do."""
    request.POST  # noqa: B018 (reading it receives the form)
    return list(getattr(request, "refused_files", []))


def say_refusals(request: Any, form: BaseForm, field: str) -> None:
    """On the field of the file: why it was not received, in place of "this field is required"."""
    for refusal in refusals_of(request):
        form.errors.pop(field, None)
        form.add_error(field, str(refusal.message))


class Bounded(FileUploadHandler):
    """First of the handlers: it only counts, and refuses."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any, **more: Any) -> None:
        self.total = 0
        self.announced = content_length
        self.request.refused_files = []  # type: ignore[union-attr]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.limit = 0

    def refuse(self, no: Refused) -> None:
        self.request.refused_files.append(no)  # type: ignore[union-attr]
        if self.announced > ABSURD * settings.PARVIS.form_limit_mb * MB:
            raise StopUpload(connection_reset=True)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        options, name = settings.PARVIS, clean_name(self.file_name or "")
        if start == 0:
            if getattr(self.request, "person", None) is None:
                raise SkipFile
            kind = recognise(raw_data[:4096], name)[0]
            self.limit = options.video_limit_mb if kind == "video" else options.upload_limit_mb
        self.total += len(raw_data)
        if start + len(raw_data) > self.limit * MB:
            self.total -= start + len(raw_data)
            self.refuse(too_heavy(name, self.limit))
        if self.total > options.form_limit_mb * MB:
            self.refuse(
                Refused(
                    _(
                        "These files weigh more than %(limit)d MB together: “%(name)s” was left out. Send it in a second post."
                    )
                    % {"limit": options.form_limit_mb, "name": name}
                )
            )
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
