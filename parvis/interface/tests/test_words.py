"""Dates and sizes as people say them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from parvis.interface import words


@pytest.mark.parametrize(
    ("language", "date", "said"),
    [
        ("fr", dt.date(2031, 12, 1), "1er décembre 2031"), ("fr", dt.date(2031, 1, 11), "11 janvier 2031"),
        ("fr", dt.date(2031, 8, 21), "21 août 2031"), ("en", dt.date(2031, 12, 1), "1 December 2031"),
    ],
)  # fmt: skip
def test_a_day(language, date, said):
    with translation.override(language):
        assert words.day(date) == said
