"""Every check whose data are here, or in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from parvis.ripple.checking import Check, causes, curves, networks, trees


def every(folder: Path | None) -> Iterator[Check]:
    """Every check whose data are here or in `folder`."""
    yield from causes.checks()
    yield from curves.checks()
    yield from networks.checks()
    yield from trees.checks()
    if folder is not None and (folder / "its-sicily" / "sicily.csv").exists():
        yield from causes.of_sicily(folder / "its-sicily")
    if folder is not None and (folder / "email-eu-core" / "email-Eu-core.txt").exists():
        yield from networks.of_mails(folder / "email-eu-core")
