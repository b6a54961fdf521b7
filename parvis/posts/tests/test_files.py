"""Files of posts: sizes made by a job, served whole or in part, forgotten ones erased, everything refused in words."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from PIL import Image

from demo.drawing import draw
from demo.filming import film
from parvis.kernel import clock, pictures, videos
from parvis.kernel.refusals import Refused
from parvis.posts import attaching
from parvis.posts.attaching import erase_forgotten_files, keep_file
from parvis.posts.editing import withdraw
from parvis.posts.gathering import captioned
from parvis.posts.models import Attachment, Post, Rendition
from parvis.posts.publishing import Sheet, publish_new
from parvis.posts.resizing import resize

VIDEOS = Path(__file__).resolve().parents[4] / "shared" / "data" / "videos"
with_videos = pytest.mark.skipif(not VIDEOS.exists(), reason="../shared/data/videos is not beside the project")
decoding = pytest.mark.skipif(not videos.can_decode(), reason="PyAV (requirements/video.lock) is not installed")


def photo(name: str = "quai.png", seed: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, draw("quai", seed), content_type="image/png")


def video(path: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(Path(path).name, (VIDEOS / path).read_bytes())


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def posted(world, *files, **sheet):
    kept = [keep_file(file, by=world.nadia) for file in files]
    return publish_new(Sheet(body="voilà", attachments=tuple(row.pk for row in kept), **sheet), by=world.nadia)


# The sizes of a photo


@pytest.mark.django_db(transaction=True)
def test_before_and_after_the_job_the_same_address_shows_the_photo(world, signed_in):
    post = posted(world, photo())
    row, client = Attachment.objects.get(), signed_in("karim")
    drawn = Post.objects.get(pk=post.pk).embeds_html
    sizes = ["small", "large", "small-modern", "large-modern"]
    before = {size: client.get(f"/attachments/{row.pk}/{size}/") for size in sizes}
    assert {answer["Content-Type"] for answer in before.values()} == {row.media_type}
    assert {answer["Cache-Control"] for answer in before.values()} == {"private, no-cache"}
    call_command("work", until_empty=True)
    after = {size: client.get(f"/attachments/{row.pk}/{size}/") for size in sizes}
    assert after["small"]["ETag"] != before["small"]["ETag"]
    for size, answer in after.items():
        with Image.open(io.BytesIO(body_of(answer))) as shown:
            assert max(shown.size) <= pictures.SIZES[size.split("-")[0]]
            assert (answer["Content-Type"] == pictures.MODERN) == size.endswith("modern")
    assert Post.objects.get(pk=post.pk).embeds_html == drawn


def test_a_photo_is_lazy_sized_and_in_two_formats(world):
    drawn = posted(world, photo()).embeds_html
    row = Attachment.objects.get()
    for part in (
        f'<source type="{pictures.MODERN}"', f"/attachments/{row.pk}/small-modern/ 640w, /attachments/{row.pk}/large-modern/ 1200w",
        f"/attachments/{row.pk}/small/ 640w", 'width="1200" height="750"', 'loading="lazy"', "sizes=",
    ):  # fmt: skip
        assert part in drawn


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_leaves_the_photo_and_a_dead_letter(world, signed_in, monkeypatch):
    posted(world, photo())

    def broken(file):
        raise OSError("disque plein")

    monkeypatch.setattr(pictures, "renditions", broken)
    for _attempt in range(6):
        call_command("work", until_empty=True)
        DBTaskResult.objects.filter(status="READY").update(run_after=clock.now())
    assert DBTaskResult.objects.failed().count() == 1
    assert signed_in("karim").get(f"/attachments/{Attachment.objects.get().pk}/small/").status_code == 200
    assert "parvis.posts.resizing.resize" in signed_in("sofia").get("/admin/jobs/").content.decode()


def test_making_sizes_twice_makes_them_once(world):
    row = keep_file(photo(), by=world.nadia, at_once=True)
    made = set(Rendition.objects.values_list("pk", flat=True))
    resize(attachment_id=row.pk)
    assert set(Rendition.objects.values_list("pk", flat=True)) == made
    resize(attachment_id=1)  # gone meanwhile


def test_an_animation_plays_and_is_still_for_who_asks_for_less_motion(world, signed_in):
    out = io.BytesIO()
    pages = [Image.new("RGB", (60, 40), (n * 60, 9, 9)) for n in range(4)]
    pages[0].save(out, "GIF", save_all=True, append_images=pages[1:], duration=90, loop=0)
    drawn = posted(world, SimpleUploadedFile("danse.gif", out.getvalue())).embeds_html
    row = Attachment.objects.get()
    assert f'<img src="/attachments/{row.pk}/original/"' in drawn
    assert f'<source media="(prefers-reduced-motion: reduce)" srcset="/attachments/{row.pk}/small/"' in drawn
    with Image.open(io.BytesIO(body_of(signed_in("karim").get(f"/attachments/{row.pk}/original/")))) as shown:
        assert shown.n_frames == 4


# Served whole or in part


@pytest.fixture
def text(world):
    body = bytes(range(256)) * 40
    row = keep_file(SimpleUploadedFile("rapport d’été.bin", body), by=world.nadia)
    publish_new(Sheet(body="le rapport", attachments=(row.pk,)), by=world.nadia)
    return f"/attachments/{row.pk}/original/", body


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9), ("bytes=100-", 206, 100, 10_239), ("bytes=-10", 206, 10_230, 10_239), ("bytes=10000-99999", 206, 10_000, 10_239),
        ("bytes=-99999", 206, 0, 10_239), ("bytes=0-1,5-9", 200, 0, 10_239), ("bytes=9-5", 200, 0, 10_239), ("octets=0-1", 200, 0, 10_239),
        ("bytes=abc", 200, 0, 10_239), ("bytes=" + "9" * 100 + "-", 200, 0, 10_239),
    ],
)  # fmt: skip
def test_a_range_of_a_file(text, signed_in, asked, status, first, last):
    address, body = text
    response = signed_in("karim").get(address, headers={"range": asked})
    assert (response.status_code, body_of(response)) == (status, body[first : last + 1])
    assert response["Content-Length"] == str(last - first + 1)
    assert response.get("Content-Range") == (f"bytes {first}-{last}/10240" if status == 206 else None)


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_beyond_the_end(text, signed_in, asked):
    response = signed_in("karim").get(text[0], headers={"range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10240")


def test_a_range_of_another_version_is_the_whole(text, signed_in):
    client, (address, body) = signed_in("karim"), text
    etag = client.get(address)["ETag"]
    same = client.get(address, headers={"range": "bytes=0-9", "if-range": etag})
    other = client.get(address, headers={"range": "bytes=0-9", "if-range": '"autre"'})
    assert (same.status_code, other.status_code, body_of(other)) == (206, 200, body)


def test_a_known_version_is_not_sent_again(text, signed_in):
    client, (address, _body) = signed_in("karim"), text
    etag = client.get(address)["ETag"]
    for known in (etag, f'"autre", W/{etag}', "*"):
        assert client.get(address, headers={"if-none-match": known}).status_code == 304


def test_a_file_leaves_under_a_safe_name_in_a_box_of_its_own(text, signed_in, world):
    response = signed_in("karim").get(text[0])
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''rapport%20d%E2%80%99%C3%A9t%C3%A9.bin"
    assert (response["X-Content-Type-Options"], response["Accept-Ranges"]) == ("nosniff", "bytes")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    row = keep_file(SimpleUploadedFile('a"b\r\nX: y\u202egnp.exe.txt', b"bonjour"), by=world.nadia)
    said = signed_in("nadia").get(f"/attachments/{row.pk}/original/")["Content-Disposition"]
    assert "\n" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize(
    ("name", "body"),
    [("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), ("a.html", b"<script>alert(1)</script>"), ("a.pdf", b"%PDF-1.7 /JS")],
)  # fmt: skip
def test_what_could_run_is_only_downloaded(world, signed_in, name, body):
    row = keep_file(SimpleUploadedFile(name, body, content_type="image/png"), by=world.nadia)
    response = signed_in("nadia").get(f"/attachments/{row.pk}/original/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert signed_in("nadia").get(f"/attachments/{row.pk}/small/").status_code == 404


# Refused in words, the form kept


def send(client, *files, **fields):
    return client.post(
        "/posts/", {"kind": "note", "place": "la-place", "body": "mes mots", "files": list(files), **fields}
    )


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("photo.jpg", b"\xff\xd8\xff\xe0coupe", "abîmée"), ("film.mp4", b"du texte", "MP4 (H.264)"), ("film.mp4", b"\0\0\0\x20ftypisom" + bytes(500), "MP4 (H.264)"),
        ("outil.exe", b"MZ\x90\0", "programme"), ("film.avi", b"RIFF\0\0\0\0AVI ", "navigateurs ne lisent pas"),
    ],
)  # fmt: skip
def test_a_false_file_is_refused_in_the_readers_language(signed_in, name, body, words):
    response = send(signed_in("nadia"), SimpleUploadedFile(name, body))
    said = response.content.decode()
    assert response.status_code == 422
    assert words in said
    assert "mes mots" in said
    assert not Post.objects.exists()
    assert not Attachment.objects.exists()


def test_a_file_too_heavy_is_refused_and_the_others_kept(signed_in, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"upload_limit_mb": 1})
    heavy = SimpleUploadedFile("film brut.bin", bytes(1_200_000))
    response = send(signed_in("nadia"), photo(), heavy, photo("b.png", 2), alt=["le quai"], save="draft")
    said = response.content.decode()
    assert response.status_code == 422
    assert "film brut.bin" in said
    assert "limite de 1 Mo" in said
    assert "mes mots" in said
    assert said.count('name="kept"') == 2


def test_eleven_files_are_ten_and_a_sentence(signed_in):
    response = send(signed_in("nadia"), *[SimpleUploadedFile(f"n{n}.txt", b"bonjour") for n in range(11)])
    said = response.content.decode()
    assert response.status_code == 422
    assert "n10.txt" in said
    assert "est de trop" in said
    assert said.count('name="kept"') == 10


def test_the_sum_of_the_files_is_bounded(signed_in, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"form_limit_mb": 1})
    response = send(signed_in("nadia"), *[SimpleUploadedFile(f"n{n}.bin", bytes(600_000)) for n in range(3)])
    said = response.content.decode()
    assert "pèsent ensemble plus de 1 Mo" in said
    assert said.count('name="kept"') == 1


def test_nothing_of_a_stranger_is_received(world, client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    response = send(client, photo())
    assert response.status_code in (302, 401)
    assert list(tmp_path.glob("*.upload*")) == []


def test_a_hundred_and_one_files_are_a_page_for_people(signed_in):
    response = send(signed_in("nadia"), *[SimpleUploadedFile(f"n{n}.txt", b"x") for n in range(101)])
    assert response.status_code == 400
    assert "Envoyez" in response.content.decode()


# Erased


def test_files_attached_to_nothing_are_erased_after_a_week(world, django_capture_on_commit_callbacks):
    old, young, used = (keep_file(photo(seed=n), by=world.nadia, at_once=True) for n in range(3))
    publish_new(Sheet(body="avec", attachments=(used.pk,)), by=world.nadia)
    Attachment.objects.filter(pk__in=[old.pk, used.pk]).update(
        at=clock.now() - attaching.FORGOTTEN - dt.timedelta(hours=1)
    )
    files = [old.file, *[r.file for r in old.renditions.all()]]
    with django_capture_on_commit_callbacks(execute=True):
        erase_forgotten_files()
    assert set(Attachment.objects.values_list("pk", flat=True)) == {young.pk, used.pk}
    assert not any(file.storage.exists(file.name) for file in files)


def test_what_is_taken_back_leaves_no_file(world, django_capture_on_commit_callbacks):
    post = posted(world, photo())
    file = Attachment.objects.get().file
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(post, by=world.nadia)
    assert not file.storage.exists(file.name)


# Videos


@with_videos
@pytest.mark.parametrize("name", ["derived/landscape_audio_faststart.mp4", "derived/landscape_audio_moov_at_end.mp4", "derived/vp9_opus.webm", "real/pymediainfo_sample_1080p.mp4", "broken/mp4_named_as.webm"])  # fmt: skip
def test_a_video_is_kept_with_its_size(world, name):
    drawn = posted(world, video(name)).embeds_html
    row = Attachment.objects.get()
    assert row.kind == "video"
    assert (row.width or 0) > 0
    assert f'width="{row.width}" height="{row.height}"' in drawn
    assert 'preload="none"' in drawn


REFUSED = ["broken/audio_only.mp4", "broken/cut_after_moov_faststart.mp4", "broken/cut_before_moov.mp4", "broken/text_named.mp4", "broken/truncated-64bit.mp4",
           "broken/pentax_320x240.mov", "broken/matrix_ping_pong.wmv", "broken/breakdance.flv", "broken/sample.mkv", "real/10min.mkv", "real/flashmob.mkv", "real/quicktime.mp4"]  # fmt: skip


@with_videos
@pytest.mark.parametrize("decodes", [True, False])
@pytest.mark.parametrize("name", REFUSED)
def test_a_false_video_is_refused_with_or_without_a_decoder(world, monkeypatch, name, decodes):
    if not decodes:
        monkeypatch.setattr(videos, "can_decode", lambda: False)
    with pytest.raises(Refused) as no:
        keep_file(video(name), by=world.nadia)
    assert Path(name).name in str(no.value.message)


@with_videos
@decoding
def test_rubbish_in_a_good_container_is_refused(world):
    body = bytearray((VIDEOS / "derived/landscape_audio_faststart.mp4").read_bytes())
    start = body.index(b"mdat") + 4
    body[start:] = bytes(n * 7 % 251 for n in range(len(body) - start))
    with pytest.raises(Refused):
        keep_file(SimpleUploadedFile("film.mp4", bytes(body)), by=world.nadia)


@with_videos
@decoding
def test_a_video_has_a_poster_once_the_job_has_run(world, signed_in):
    row = keep_file(video("derived/vp9_opus.webm"), by=world.nadia)
    client = signed_in("nadia")
    waiting = client.get(f"/attachments/{row.pk}/large/")
    assert (waiting["Content-Type"], waiting["Cache-Control"]) == ("image/png", "private, no-cache")
    resize(attachment_id=row.pk)
    with Image.open(io.BytesIO(body_of(client.get(f"/attachments/{row.pk}/large/")))) as poster:
        assert (poster.format, poster.size) == ("JPEG", (row.width, row.height)) or poster.width == 640


@with_videos
def test_a_video_loses_its_position_and_still_plays(world):
    source = (VIDEOS / "derived/with_gps_and_title.mp4").read_bytes()
    assert b"+48.8566" in source
    row = keep_file(video("derived/with_gps_and_title.mp4"), by=world.nadia)
    with row.file.open("rb") as kept:
        body = kept.read()
    assert b"48.8566" not in body
    assert len(body) == len(source)
    assert videos.check(ContentFile(body, name="film.mp4"), is_webm=False).width == 480


@with_videos
def test_a_video_is_read_in_ranges(world, signed_in):
    row = keep_file(video("derived/landscape_audio_faststart.mp4"), by=world.nadia)
    response = signed_in("nadia").get(f"/attachments/{row.pk}/original/", headers={"range": "bytes=0-1"})
    assert (response.status_code, response["Content-Type"], len(body_of(response))) == (206, "video/mp4", 2)


# Captions

SRT = "1\n00:00:00,000 --> 00:00:01,000\nBonjour à tous, voici l’atelier <script>alert(1)</script>\n".encode()


@decoding
def test_captions_go_with_their_video_and_are_read_by_whoever_may_read_it(world, signed_in):
    place = world.place("relation-client")
    client = signed_in("nadia")
    files = [SimpleUploadedFile("atelier.srt", SRT), SimpleUploadedFile("atelier.webm", film("atelier"))]
    answer = client.post(
        "/posts/", {"kind": "video", "place": place.slug, "body": "Deux minutes d’atelier", "files": files}
    )
    assert answer.status_code == 303
    row = Attachment.objects.get(kind="captions")
    drawn = Post.objects.get().embeds_html
    assert (
        f'<track kind="captions" src="/attachments/{row.pk}/original/" srclang="fr" label="Français" default>' in drawn
    )
    assert drawn.count("<a ") == 1  # the video itself: captions are not a file to download beside it
    served = client.get(f"/attachments/{row.pk}/original/")
    assert served["Content-Type"].startswith("text/vtt")
    assert "attachment" not in served["Content-Disposition"]
    text = body_of(served).decode()
    assert text.startswith("WEBVTT\n")
    assert "<script>" not in text
    assert "Bonjour à tous" in text


@decoding
def test_captions_that_are_none_are_refused_and_the_video_kept(signed_in):
    files = [SimpleUploadedFile("film.webm", film("atelier")), SimpleUploadedFile("film.vtt", b"rien")]
    page = signed_in("nadia").post("/posts/", {"kind": "video", "place": "la-place", "body": "voilà", "files": files})
    assert page.status_code == 422
    assert "Aucun sous-titre" in page.content.decode()
    assert [row.kind for row in Attachment.objects.all()] == ["video"]


@decoding
def test_preflight_no_longer_asks_for_captions_that_are_there(world):
    rows = [keep_file(SimpleUploadedFile("film.webm", film("atelier")), by=world.nadia)]
    sheet = Sheet(body="voilà", attachments=tuple(row.pk for row in rows))
    assert captioned(sheet, world.nadia) == (False,)
    rows.append(keep_file(SimpleUploadedFile("autre.srt", SRT), by=world.nadia))
    assert captioned(Sheet(body="voilà", attachments=tuple(row.pk for row in rows)), world.nadia) == (True,)
