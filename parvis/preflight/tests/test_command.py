"""`bin/manage preflight`: what others automate it with."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from parvis.preflight import discovering

PHOTOS = Path(__file__).resolve().parents[5] / "shared" / "data" / "photos"


@pytest.fixture
def run(monkeypatch):
    def run(text: str | bytes, *options: str) -> tuple[list[dict], str]:
        """(answers, what went wrong)."""
        raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        out, wrong = io.StringIO(), ""
        try:
            call_command("preflight", *options, stdout=out)
        except CommandError as error:
            wrong = str(error)
        return [json.loads(line) for line in out.getvalue().splitlines()], wrong

    return run


def test_offsets_are_code_points_and_suggestions_fit_them(run):
    text = "🙂🙂 Voyez https://site.example/?utm_source=x&a=1 vite"
    [answer], wrong = run(json.dumps({"text": text, "links": "skip"}), "--json", "--only", "links")
    [found] = answer["findings"]
    assert text[found["start"] : found["end"]] == "https://site.example/?utm_source=x&a=1"
    assert found["suggestions"] == ["https://site.example/?a=1"]
    assert set(found) >= {"check", "severity", "start", "end", "message", "suggestions", "why", "kind"}
    assert (wrong, answer["ms"] >= 0) == ("", True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "JSON"), ("{", "JSON"), ("nope", "JSON"), ('{"text": 1e999999', "JSON"), ("[" * 100_000, "JSON"), ("1" * 5000, "JSON"), ("[]", "text"), ('"text"', "text"), ('{"text": 3}', "text"),
        ('{"text": "", "lang": "de"}', "lang"), ('{"text": "", "links": "maybe"}', "links"), ('{"text": "", "images": "a.jpg"}', "images"), ('{"text": "", "images": ["/nowhere.jpg"]}', "/nowhere.jpg"),
        ('{"text": "", "images": ["\\u0000"]}', "\0"), ('{"text": "", "videos": [3]}', "videos"), ('{"text": "", "on": "demain"}', "on"), ('{"text": "", "quiet": [{}]}', "quiet"),
        ('{"text": "", "pictures": [1]}', "pictures"), ('{"text": "", "rights": {"decided_on": "hier"}}', "decided_on"), (b"\xff\xfe{", "JSON"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_clear_error(run, given, words):
    [answer], wrong = run(given, "--json", "--only", "links")
    assert words in answer["error"]
    assert words in wrong


def test_an_unknown_check_is_named_with_those_there_are(run):
    answers, wrong = run('{"text": ""}', "--json", "--only", "nothing")
    assert answers == []
    assert "nothing" in wrong
    for check in discovering.every():
        assert check.name in wrong


def test_many_manuscripts_keep_their_ids_and_a_wrong_one_does_not_silence_the_others(run):
    lines = [
        '{"id": 1, "text": "http://localhost/"}',
        "{",
        "",
        '{"id": "b", "text": 3}',
        '{"id": 0, "text": "bonjour"}',
    ]
    answers, wrong = run("\n".join(lines), "--jsonl", "--only", "links")
    assert [answer.get("id") for answer in answers] == [1, None, "b", 0]
    assert ["error" in answer for answer in answers] == [False, True, True, False]
    assert len(answers[0]["findings"]) == 1
    assert "2" in wrong


def test_half_a_character_is_no_accident(run):
    answers, wrong = run('{"id": "\\ud83d", "text": "\\ud800 http://localhost/"}', "--jsonl", "--only", "links")
    assert answers[0]["findings"][0]["start"] == 2
    assert wrong == ""


def test_scores_are_added_on_demand(run):
    [answer], _wrong = run('{"text": "bonjour", "lang": "fr"}', "--json", "--only", "voice", "--scores")
    assert isinstance(answer["scores"]["voice"], float)
    [answer], _wrong = run('{"text": "bonjour", "lang": "fr"}', "--json", "--only", "voice")
    assert "scores" not in answer


def test_the_audience_may_be_a_name_or_facts(run):
    for audience in ("La place", {"name": "La place", "count": 12}):
        [answer], _wrong = run(json.dumps({"text": "", "audience": audience}), "--json", "--only", "audience")
        assert "La place" in answer["findings"][0]["message"] + answer["findings"][0]["why"]


@pytest.mark.skipif(not PHOTOS.exists(), reason="the photos of ../shared/data are not on this machine")
def test_images_come_by_their_path(run):
    given = {"text": "Le quai", "images": [str(PHOTOS / "good/home.jpg"), str(PHOTOS / "graded/home__blur_s6.jpg")]}
    [answer], _wrong = run(json.dumps(given), "--json", "--only", "photo", "--only", "rights")
    assert {(one["image"], one["kind"]) for one in answer["findings"] if "image" in one} >= {
        (1, "blurred"),
        (0, "people"),
    }
    assert (0, "blurred") not in {(one.get("image"), one["kind"]) for one in answer["findings"]}


def test_every_check_at_once_in_both_languages(run):
    given = {"text": "Voyez http://localhost/ et appelez le 06 12 34 56 78.", "links": "skip", "audience": {"count": 3}}
    said = {}
    for language in ("fr", "en"):
        [answer], _wrong = run(json.dumps(given), "--json", "--language", language)
        assert "failed" not in answer
        said[language] = {one["kind"]: one["message"] for one in answer["findings"]}
    assert said["fr"].keys() == said["en"].keys() >= {"private", "phone", "reach"}
    assert not set(said["fr"].values()) & set(said["en"].values())
