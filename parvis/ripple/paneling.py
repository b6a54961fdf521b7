"""The raw panel of the effect of leaders: counts by the unit people belong to, of the week before a Monday."""

from __future__ import annotations

import numpy as np

from parvis.ripple.computing.ladder import first_word
from parvis.ripple.reading import COMMENT, POST
from parvis.ripple.window import Window


def panel(window: Window) -> list[dict[str, int]]:
    """One row a unit. *Silent* people had written nothing in the 90 days (thirteen weeks) before the week; *activated* are those of them who wrote
    in it. What they read is not asked: it is not known of past weeks."""
    acts = window.now
    written = np.bincount(
        acts.by[np.isin(acts.kind, (POST, COMMENT)) & (acts.id >= window.start_of_week)],
        minlength=len(window.people.ids),
    )
    silent = window.here & window.silent_before & (window.people.ids < window.start_of_week)
    rows = []
    first = first_word(window)
    for unit in np.unique(window.people.own_unit[window.here]).tolist():
        who = window.here & (window.people.own_unit == unit)
        rows.append({
            "unit": unit, "people": int(who.sum()), "silent": int((who & silent).sum()), "activated": int((who & silent & (written > 0)).sum()),
            "first": int((who & (first >= window.start_of_week) & (first < window.cut)).sum()), "voices": int((who & (written > 0)).sum()),
            "contributions": int(written[who].sum()),
        })  # fmt: skip
    return rows
