"""`bin/manage ripple check`: what others published, beside what we compute."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from parvis.ripple.checking import Check, causes, networks


def test_every_formula_gives_what_was_published(capsys, tmp_path):
    call_command("ripple", "check", "--json", "--data", str(tmp_path))
    found = json.loads(capsys.readouterr().out)
    assert len(found["checks"]) >= 80
    assert [one for one in found["checks"] if not one["equal"]] == []
    assert {one["file"].split("/")[0] for one in found["skipped"]} == {"its-sicily", "email-eu-core", "manufacturing-emails", "uci-messages", "email-eu-temporal"}  # fmt: skip
    assert all(one["why"] == f"not in {tmp_path}" for one in found["skipped"])


def test_what_could_not_be_checked_is_said_with_the_reason(capsys, tmp_path):
    (tmp_path / "its-sicily").mkdir()
    (tmp_path / "its-sicily" / "sicily.csv").write_text("aces,smokban\n1,0\n")
    call_command("ripple", "check", "--data", str(tmp_path))
    said = capsys.readouterr().out
    assert "not checked: its-sicily/sicily.csv (cannot be read: 'stdpop')" in said
    assert f"not checked: email-eu-core/email-Eu-core.txt (not in {tmp_path})" in said


def test_messages_over_time_are_counted_as_published(tmp_path):
    file = tmp_path / "out"
    file.write_text("% asym\n5 9 1 10\n9 5 1 11\n5 9 1 12\n5 5 1 13\n9 7 1 14\n")
    found, directed = networks.over_time("small", file, rows=5, people=3, directed=4)
    assert all(one.equal for one in found)
    assert networks.returned(directed) == 0.5  # two of four; the one to oneself is in the denominator here


def test_one_that_differs_is_said_and_ends_with_one(capsys, monkeypatch, tmp_path):
    monkeypatch.setitem(causes.PUBLISHED, (2004, 2004), (-0.0106, 0.0233))
    with pytest.raises(SystemExit) as left:
        call_command("ripple", "check", "--data", str(tmp_path))
    assert left.value.code == 1
    assert "≠ minimum wage, ATT(2004,2004)" in capsys.readouterr().out


@pytest.mark.parametrize(("ours", "equal"), [(0.12344, True), (0.12352, False)])
def test_equal_is_equal_to_the_digits_that_were_printed(ours, equal):
    assert Check("one", 0.1234, ours).equal is equal
