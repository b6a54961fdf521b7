"""`bin/manage ripple check`: what others published, beside what we compute."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from parvis.ripple.checking import Check, causes


def test_every_formula_gives_what_was_published(capsys, tmp_path):
    call_command("ripple", "check", "--json", "--data", str(tmp_path))
    found = json.loads(capsys.readouterr().out)["checks"]
    assert len(found) >= 80
    assert [one for one in found if not one["equal"]] == []


def test_one_that_differs_is_said_and_ends_with_one(capsys, monkeypatch, tmp_path):
    monkeypatch.setitem(causes.PUBLISHED, (2004, 2004), (-0.0106, 0.0233))
    with pytest.raises(SystemExit) as left:
        call_command("ripple", "check", "--data", str(tmp_path))
    assert left.value.code == 1
    assert "≠ minimum wage, ATT(2004,2004)" in capsys.readouterr().out


@pytest.mark.parametrize(("ours", "equal"), [(0.12344, True), (0.12352, False)])
def test_equal_is_equal_to_the_digits_that_were_printed(ours, equal):
    assert Check("one", 0.1234, ours).equal is equal
