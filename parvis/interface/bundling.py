"""One stylesheet for every page. Each area keeps its own; they are joined, in the order of `settings.PARVIS_SHEETS`, when static
files are collected (or asked for, in tests): a phone opens one connection less for each, and the next page has nothing to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "parvis.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def shortened(sheet: str) -> str:
    """Without comments, nor the spaces a browser does not need. Spaces inside a line count in a stylesheet: one is kept."""
    return re.sub(r" ?([{};]) ?", r"\1", re.sub(r"\s+", " ", COMMENT.sub("", sheet))).strip()


def joined() -> str:
    """All the sheets in one text. Raises FileNotFoundError for one that is nowhere."""
    texts = []
    for name in settings.PARVIS_SHEETS:
        path = finders.find(name)
        if not path:
            raise FileNotFoundError(
                f"{name} is named in settings.PARVIS_SHEETS and no area has it in its static/ folder."
            )
        texts.append(shortened(Path(path).read_text()))
    return "\n".join(texts)


class JoinedSheets(BaseFinder):
    """Offers `parvis.css` to collectstatic and to whoever looks for it."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    @property
    def storage(self) -> FileSystemStorage:
        return FileSystemStorage(location=settings.PARVIS.data_dir / "joined")

    def written(self) -> str:
        """The path of the sheet, written again only when it is another."""
        path, text = Path(self.storage.path(NAME)), joined()
        if not path.exists() or path.read_text() != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return str(path)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [self.written()] if find_all else self.written()

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self.written()
        yield NAME, self.storage
