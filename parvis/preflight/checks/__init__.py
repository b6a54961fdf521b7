"""One folder per check, found by itself: `check.py` with `check(manuscript)`, its template, `tests/`."""
