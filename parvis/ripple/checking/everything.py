"""Every check whose data are here, or in a folder; and what could not be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from parvis.ripple.checking import Check, Skipped, causes, curves, networks, trees

# What may not be shipped: the files of each, and who reads them.
ELSEWHERE: list[tuple[tuple[str, ...], Callable[[Path], Iterator[Check]]]] = [
    (("its-sicily/sicily.csv",), causes.of_sicily),
    (("email-eu-core/email-Eu-core.txt", "email-eu-core/email-Eu-core-department-labels.txt"), networks.of_mails),
    (("manufacturing-emails/out.radoslaw_email",), networks.of_a_factory),
    (("uci-messages/out.opsahl-ucsocial",), networks.of_students),
    (("email-eu-temporal/out.email-Eu-core-temporal-Dept3",), networks.of_a_department),
]


def every(folder: Path) -> Iterator[Check | Skipped]:
    """Every check; of those whose data are not in `folder`, or cannot be read, why."""
    yield from causes.checks()
    yield from curves.checks()
    yield from networks.checks()
    yield from trees.checks()
    for files, checks in ELSEWHERE:
        missing = [file for file in files if not (folder / file).is_file()]
        if missing:
            yield from (Skipped(file, f"not in {folder}") for file in missing)
            continue
        try:
            yield from list(checks(folder / Path(files[0]).parent))
        except (ValueError, KeyError, IndexError, OSError) as no:
            yield Skipped(files[0], f"cannot be read: {no}")
