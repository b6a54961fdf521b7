"""A check is one folder: nothing else is edited to add one (docs/adding-a-check.md)."""

import importlib
import io
import json
import sys

import pytest
from django.core.management import call_command
from django.template.loader import get_template
from django.utils import translation

from parvis.preflight import checks, discovering
from parvis.preflight.manuscript import Manuscript
from parvis.preflight.relecture import progressively, relire, scores

CODE = """
from parvis.preflight.manuscript import LOOK, Finding

ORDER = 1


def check(manuscript):
    at = manuscript.text.find("youpi")
    if at >= 0:
        yield Finding("no-youpi", LOOK, "Youpi?", at, at + 5, ("Bravo",), kind="youpi")


def scores(manuscript):
    return {"youpi": float(manuscript.text.count("youpi"))}
"""


def forget():
    for name in ("", ".check"):
        sys.modules.pop(f"parvis.preflight.checks.no_youpi{name}", None)
    importlib.invalidate_caches()
    discovering.every.cache_clear()


@pytest.fixture
def added(tmp_path, monkeypatch):
    folder = tmp_path / "no_youpi"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "check.py").write_text(CODE)
    monkeypatch.setattr(checks, "__path__", [*checks.__path__, str(tmp_path)])
    forget()
    yield folder
    forget()


def test_a_folder_is_a_check(added, monkeypatch):
    assert discovering.every()[0].name == "no-youpi"
    found = relire(Manuscript("Bonjour, youpi")).findings
    assert [one.kind for one in found if one.check == "no-youpi"] == ["youpi"]
    assert scores(Manuscript("youpi youpi"))["youpi"] == 2
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "youpi"}'))
    out = io.StringIO()
    call_command("preflight", "--json", "--only", "no-youpi", stdout=out)
    assert json.loads(out.getvalue())["findings"][0]["suggestions"] == ["Bravo"]


def test_a_check_that_breaks_is_named_and_silences_nobody(added):
    (added / "check.py").write_text("def check(manuscript):\n    yield 1 / 0\n")
    forget()
    read = relire(Manuscript("Voyez http://localhost/"))
    assert read.failed == ("no-youpi",)
    assert "private" in [one.kind for one in read.findings]


def test_every_check_there_is_has_its_template_its_tests_and_a_name():
    for check in discovering.every():
        folder = next(path for path in checks.__path__) + "/" + check.name.replace("-", "_")
        assert get_template(check.template), folder
        with translation.override("fr"):
            assert all(one.check == check.name for one in check.look(Manuscript("Bonjour http://localhost/")))


def test_what_takes_time_comes_last_and_replaces_what_was_said_first():
    said = []

    def check(name, order, slowly=None):
        return discovering.Check(name, lambda _m: said.append(name) or [], order, "", None, None, slowly)

    slow = check("slow", 1, lambda _m: said.append("slow again") or [])
    names = [one.name for one, _found in progressively(Manuscript(), [slow, check("other", 2)])]
    assert names == ["slow", "other", "slow"]
    assert said == ["slow", "other", "slow again"]
    assert [one.name for one, _ in progressively(Manuscript(links="skip"), [slow])] == ["slow"]
