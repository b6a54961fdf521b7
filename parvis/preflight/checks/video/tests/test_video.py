"""Videos nobody here made (../shared/data/videos), and a few made on the spot."""

import math
from pathlib import Path

import pytest

from parvis.kernel import videos
from parvis.preflight.checks.video.check import check, lasting
from parvis.preflight.checks.video.reading import Film, read
from parvis.preflight.manuscript import OK, STOP, Manuscript

FILMS = Path(__file__).resolve().parents[6] / "shared" / "data" / "videos"
with_films = pytest.mark.skipif(not FILMS.exists(), reason="the videos of ../shared/data are not on this machine")
decoding = pytest.mark.skipif(not videos.can_decode(), reason="PyAV is not installed")


def kinds(*names, **given):
    return [one.kind for one in check(Manuscript(videos=tuple(FILMS / name for name in names), **given))]


@with_films
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("derived/landscape_audio_faststart.mp4", ["captions"]),
        ("derived/landscape_audio_moov_at_end.mp4", ["captions"]),
        ("derived/vp9_opus.webm", ["captions"]),
        ("derived/with_gps_and_title.mp4", ["captions", "position"]),
        ("broken/mp4_named_as.webm", ["mute"]),
        ("broken/cut_before_moov.mp4", ["unplayable"]),
        ("broken/cut_after_moov_faststart.mp4", ["unplayable"]),
        ("broken/audio_only.mp4", ["unplayable"]),
        ("broken/text_named.mp4", ["unplayable"]),
        ("broken/breakdance.flv", ["unplayable"]),
        ("broken/matrix_ping_pong.wmv", ["unplayable"]),
        ("real/flashmob.mkv", ["unplayable"]),
    ],
)
def test_what_is_said_of_a_video(name, said):
    assert kinds(name) == said


@with_films
def test_captions_beside_a_video_are_enough_and_each_video_is_named():
    names = ("derived/landscape_audio_faststart.mp4", "derived/vp9_opus.webm")
    found = list(check(Manuscript(videos=tuple(FILMS / name for name in names), captioned=(True, False))))
    assert [(one.video, one.kind) for one in found] == [(1, "captions")]


@with_films
def test_a_video_among_the_images_is_read_as_a_video():
    [found] = check(Manuscript(images=(FILMS / "derived/vp9_opus.webm",)))
    assert (found.image, found.kind) == (0, "captions")


@with_films
def test_a_film_of_ten_minutes_is_long():
    assert read(FILMS / "real/10min.mkv").seconds == 600
    assert [said[1] for said in lasting(Film(seconds=600), 1000)] == ["long"]
    assert [said[1] for said in lasting(Film(seconds=8), 150_000_000)] == ["heavy"]
    assert list(lasting(Film(seconds=170), 1000)) == []


def test_a_page_under_the_name_of_a_video_stops_and_nothing_breaks_on_any_bytes(tmp_path):
    page = tmp_path / "film.mp4"
    page.write_bytes(b"<html><script>alert(1)</script>")
    [found] = check(Manuscript(videos=(page,)))
    assert (found.severity, found.kind) == (STOP, "unsafe")
    for content in (b"", b"\0" * 64, b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\xff" * 9, b"\0\0\0\x08ftyp" * 3, b"\0\0\0\x20moov\0\0\0\x18mvhd"):  # fmt: skip
        page.write_bytes(content)
        assert [one.kind for one in check(Manuscript(videos=(page,)))] == ["unplayable"]


def film(path, loudness):
    """A second of grey pictures with a tone of that loudness."""
    av = pytest.importorskip("av")
    with av.open(str(path), "w") as container:
        picture, sound = container.add_stream("libx264", rate=10), container.add_stream("aac", rate=16000)
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        sound.layout = "mono"
        from PIL import Image

        for _n in range(10):
            container.mux(picture.encode(av.VideoFrame.from_image(Image.new("RGB", (64, 64), "grey"))))
        for start in range(0, 16000, 1000):
            frame = av.AudioFrame("s16", "mono", 1000)
            tone = [int(32767 * loudness * math.sin((start + n) / 8)) for n in range(1000)]
            frame.planes[0].update(b"".join(value.to_bytes(2, "little", signed=True) for value in tone))
            frame.sample_rate, frame.pts = 16000, start
            container.mux(sound.encode(frame))
        container.mux(picture.encode(None))
        container.mux(sound.encode(None))


@decoding
@pytest.mark.parametrize(("loudness", "said"), [(0.0, ["silent"]), (0.3, ["captions"])])
def test_a_sound_track_in_which_nothing_is_heard(tmp_path, loudness, said):
    film(tmp_path / "a.mp4", loudness)
    assert [one.kind for one in check(Manuscript(videos=(tmp_path / "a.mp4",)))] == said


@with_films
def test_what_is_taken_out_is_said_and_is_no_reproach():
    found = list(check(Manuscript(videos=(FILMS / "derived/with_gps_and_title.mp4",), captioned=(True,))))
    assert [(one.severity, one.kind) for one in found] == [(OK, "position")]
