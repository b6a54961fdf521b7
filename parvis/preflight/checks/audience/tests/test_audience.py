import json
from pathlib import Path

import pytest
from django.utils import translation

from parvis.preflight.checks.audience.check import check
from parvis.preflight.manuscript import LOOK, OK, Manuscript

COMPANY = Path(__file__).resolve().parents[6] / "shared" / "data" / "demo_company" / "people.jsonl"


def said(**audience):
    return {one.kind: one for one in check(Manuscript("Bonjour", audience=audience))}


def test_words_and_number_in_both_languages():
    with translation.override("fr"):
        found = said(count=4000, words="tout le monde")["reach"]
        assert (
            found.message == "4\u202f000 personnes pourront lire ceci\u00a0: tout le monde."
            or found.message.replace("\xa0", "\u202f").startswith("4\u202f000 personnes pourront lire ceci")
        )
        assert found.severity == OK
    with translation.override("en"):
        assert said(count=1, words="Ada")["reach"].message == "1 person will be able to read this: Ada."


def test_far_from_ones_usual_audience():
    with translation.override("fr"):
        found = said(count=4000, usual=12)["distance"]
        assert "12" in found.message
        assert found.severity == LOOK
    assert "distance" not in said(count=40, usual=12)
    assert "distance" not in said(count=110, usual=12)
    assert "distance" not in said(count=4000)
    assert "distance" not in said(count=4000, usual=900)


def test_guests_and_leaders_are_named():
    found = said(count=30, guests=["Jeanne (Acme)", "Paul (Acme)", "Lou", "Ana", "Bo"], leaders=["Ada"])
    assert found["guests"].severity == LOOK
    for name in ("Jeanne (Acme)", "Paul (Acme)", "Lou", "2"):
        assert name in found["guests"].why
    assert "Ana" not in found["guests"].why
    assert (found["leaders"].severity, found["leaders"].why) == (OK, "Ada")
    assert said(count=30, guests=2)["guests"].why == ""


def test_the_rule_of_a_community_is_said():
    assert "seuls ses animateurs y publient" in said(name="Le quai", restricts="seuls ses animateurs y publient.")["restricts"].message  # fmt: skip


def test_nobody_reads_and_nothing_known():
    assert said(count=0)["reach"].severity == LOOK
    assert said() == {}


@pytest.mark.parametrize("wrong", [{"count": "beaucoup"}, {"count": [1]}, {"count": None, "usual": "x"}, {"guests": {"a": 1}}, {"leaders": 1e400}, {"count": float("nan")}, {"count": True}])  # fmt: skip
def test_facts_that_are_none_are_left_out(wrong):
    assert {"distance", "guests", "leaders"} & set(said(**wrong)) == set()


@pytest.mark.skipif(not COMPANY.exists(), reason="the company of ../shared/data is not on this machine")
def test_a_whole_company_named_by_its_people():
    names = [" ".join(str(value) for value in json.loads(line).values())[:40] for line in COMPANY.open()]
    found = said(count=len(names), usual=12, guests=names)
    assert len(found["guests"].why) < 300
    assert "distance" in found
