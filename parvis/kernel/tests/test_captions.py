"""Captions: read as they come, written plain; what is none is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from parvis.kernel import captions
from parvis.kernel.refusals import Refused

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "videos" / "subtitles"
shared = pytest.mark.skipif(not DATA.exists(), reason="../shared/data/videos/subtitles is not beside the project")
HOSTILE = b"""WEBVTT - <script>alert(1)</script>

STYLE
::cue { background-image: url(https://elsewhere.example/spy) }

NOTE a note --> not a cue

one
00:01.000 --> 00:02.500 position:10% line:0
<v Anne>Bonjour <b onclick="x()">&agrave;</b> <img src=x onerror=alert(1)> tous</v>
<script>alert(1)</script>

00:00:03.000 --> 00:00:02.000
Backwards
"""


def read(body: bytes, name: str = "film.vtt") -> str:
    return captions.clean(ContentFile(body, name=name)).decode()


def test_only_times_and_words_are_written_anew():
    assert read(HOSTILE) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nBonjour à  tous\nalert(1)\n"


def test_what_html_writes_as_signs_stays_words():
    written = read(b"1\r\n00:00:01,5 --> 00:00:02,000\r\n1 &lt; 2 &amp; 3\r\n", "film.srt")
    assert written == "WEBVTT\n\n00:00:01.500 --> 00:00:02.000\n1 &lt; 2 &amp; 3\n"
    assert captions.words_of(written.encode()) == "1 < 2 & 3"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_come_through_in_the_encodings_people_have(encoding):
    body = "1\n00:00:01,000 --> 00:00:02,000\nL’été déjà\n".encode(encoding)
    assert "L’été déjà" in read(body, "film.srt")


@pytest.mark.parametrize("body", [b"", b"WEBVTT\n", b"\0\1\2\3" * 50, b"un texte, sans un seul temps"])
def test_what_holds_no_caption_is_refused_in_words(body):
    with pytest.raises(Refused) as no:
        read(body)
    assert ".srt" in str(no.value.message)


@shared
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("sample.srt", 5), ("one_caption.srt", 1), ("missing_timeframe.srt", 4), ("captions_with_bom.vtt", 4),
        ("using_identifiers.vtt", 6), ("styles_with_comments.vtt", 1), ("invalid_timeframe.vtt", 6), ("missing_caption_text.vtt", 4),
    ],
)  # fmt: skip
def test_files_of_others(name, count):
    written = read((DATA / name).read_bytes(), name)
    assert written.startswith("WEBVTT\n\n")
    assert "STYLE" not in written
    assert "NOTE" not in written
    assert written.count("-->") == count
