"""Texts of the interface: extract them (Babel reads Python and Jinja2), check that French is complete, compile."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.reloader import translation_file_changed

BREAKS = re.compile(r" [:;!?»](?=\s|$)|« ")
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/migrations/**", "ignore"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
    ("**.txt", "jinja2"),
]
OPTIONS = {"**.html": {"trimmed": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}}
OPTIONS["**.txt"] = OPTIONS["**.html"]
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2), "pgettext_lazy": ((1, "c"), 2)}


def areas() -> dict[str, Path]:
    """Our own applications and where they are."""
    return {app.label: Path(app.path) for app in apps.get_app_configs() if app.name.startswith("parvis.")}


def po_path(area: Path) -> Path:
    return area / "locale" / "fr" / "LC_MESSAGES" / "django.po"


def extracted(area: Path) -> Catalog:
    catalog = Catalog(locale="fr", project="Parvis", charset="utf-8")
    found = extract_from_dir(str(area), METHODS, OPTIONS, KEYWORDS, comment_tags=("i18n:",), strip_comment_tags=True)
    for _filename, _line, message, comments, context in found:
        catalog.add(message, None, (), auto_comments=comments, context=context)
    return catalog


def current(area: Path) -> Catalog:
    path = po_path(area)
    if not path.exists():
        return Catalog(locale="fr", project="Parvis", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def untranslated(catalog: Catalog) -> list[str]:
    """What has no French yet, or a doubtful one."""
    missing = []
    for message in catalog:
        if not message.id:
            continue
        words = message.string if isinstance(message.string, list | tuple) else [message.string]
        if message.fuzzy or not all(words):
            missing.append(message.id if isinstance(message.id, str) else message.id[0])
    return missing


def badly_spaced(catalog: Catalog) -> list[str]:
    """Texts whose French has a space that breaks before “: ; ! ? »” or after “«”: a line would begin, or end, with it."""
    found = []
    for message in catalog:
        words = message.string if isinstance(message.string, list | tuple) else [message.string]
        found += [text for text in words if message.id and text and BREAKS.search(text)]
    return found


class Command(BaseCommand):
    help = "Updates locale/fr of the areas named (all by default). --check: fails when French is incomplete or stale."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("areas", nargs="*")
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--compile", action="store_true", help="only write the .mo files that are out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = {label: path for label, path in areas().items() if not options["areas"] or label in options["areas"]}
        if options["compile"]:
            for path in chosen.values():
                self.compile(path)
            return
        problems = []
        for label, path in chosen.items():
            catalog = current(path)
            before = {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id}
            catalog.update(extracted(path), no_fuzzy_matching=True, update_header_comment=False)
            catalog.obsolete.clear()
            after = {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id}
            missing = untranslated(catalog)
            if options["check"]:
                problems += [f"{label}: in French, a space that does not break before : ; ! ? » and after «: {text!r}" for text in badly_spaced(catalog)]  # fmt: skip
                problems += [f"{label}: no French for {text!r}" for text in missing]
                problems += [
                    f"{label}: not in the .po file: {text!r} (run bin/manage translations)" for text in after - before
                ]
            elif after:
                self.write(path, catalog)
                self.compile(path)
                self.stdout.write(f"{label}: {len(after)} texts, {len(missing)} without French")
        if problems:
            raise CommandError("\n".join(problems))

    def write(self, area: Path, catalog: Catalog) -> None:
        path = po_path(area)
        path.parent.mkdir(parents=True, exist_ok=True)
        out = io.BytesIO()
        write_po(out, catalog, width=110, omit_header=False, sort_output=True, no_location=True)
        lines = [
            line
            for line in out.getvalue().decode().splitlines()
            if not line.startswith(('"POT-Creation', '"PO-Revision'))
        ]
        path.write_text("\n".join(lines) + "\n")

    def compile(self, area: Path) -> None:
        path = po_path(area)
        compiled = path.with_suffix(".mo")
        if not path.exists() or (compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime):
            return
        with path.open("rb") as source, compiled.open("wb") as target:
            write_mo(target, read_po(source, locale="fr"))
        translation_file_changed(None, compiled)  # what this process had read before, or not found, is read again
