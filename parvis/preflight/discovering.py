"""The checks there are: one per folder of `checks/`. Nothing else names them."""

from __future__ import annotations

import dataclasses
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable

from parvis.preflight import checks
from parvis.preflight.manuscript import Finding, Manuscript


@dataclasses.dataclass(frozen=True)
class Check:
    """A folder of `checks/`. `order`: quick ones first; `warm` loads what it needs; `scores` what `--scores` prints;
    `slowly` says all that `look` says and what takes time to know: it runs after every `look` and its answer replaces it;
    `stops` says only what keeps from publishing, at once: it is asked again at each publication."""

    name: str
    look: Callable[[Manuscript], Iterable[Finding]]
    order: int
    template: str
    warm: Callable[[], object] | None
    scores: Callable[[Manuscript], dict[str, float]] | None
    slowly: Callable[[Manuscript], Iterable[Finding]] | None = None
    stops: Callable[[Manuscript], Iterable[Finding]] | None = None


@functools.cache
def every() -> tuple[Check, ...]:
    """Every check, the quickest first."""
    found = []
    for module in pkgutil.iter_modules(checks.__path__):
        if not module.ispkg:
            continue
        code = importlib.import_module(f"{checks.__name__}.{module.name}.check")
        found.append(
            Check(
                name=module.name.replace("_", "-"),
                look=code.check,
                order=getattr(code, "ORDER", 50),
                template=f"preflight/{module.name}.html",
                warm=getattr(code, "warm", None),
                scores=getattr(code, "scores", None),
                slowly=getattr(code, "slowly", None),
                stops=getattr(code, "stops", None),
            )
        )
    return tuple(sorted(found, key=lambda check: (check.order, check.name)))


def named(names: Iterable[str]) -> tuple[Check, ...]:
    """The checks of these names. Raises KeyError with the first that is none."""
    by_name = {check.name: check for check in every()}
    return tuple(by_name[name] for name in names)
