"""Pictures: cleaned at upload, bounded, every hostile or broken file refused in words."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from parvis.kernel import animations, pictures, portraits, uploads
from parvis.kernel.refusals import Refused

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
shared = pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not beside the project")


def image(size=(800, 600), mode="RGB", kind="JPEG", **options) -> ContentFile:
    out = io.BytesIO()
    picture = Image.effect_noise(size, 60).convert(mode)
    picture.save(out, kind, **options)
    return ContentFile(out.getvalue(), name=f"image.{kind.lower()}")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *before: bytes, data: bytes = b"") -> ContentFile:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = b"\x89PNG\r\n\x1a\n" + head + b"".join(before) + chunk(b"IDAT", data or zlib.compress(bytes(1000)))
    return ContentFile(body + chunk(b"IEND", b""), name="image.png")


def animation(frames: int, kind: str = "GIF", **options) -> ContentFile:
    out = io.BytesIO()
    pages = [Image.new("RGB", (60, 40), (n * 37 % 256, n % 256, 99)) for n in range(frames)]
    pages[0].save(out, kind, save_all=True, append_images=pages[1:], duration=80, loop=0, **options)
    return ContentFile(out.getvalue(), name=f"image.{kind.lower()}")


def test_what_hides_in_a_picture_is_gone():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Appareil secret"
    exif.get_ifd(0x8825)[1] = "N"
    made = pictures.clean(image((800, 600), exif=exif.tobytes(), comment=b"secret"))
    with Image.open(io.BytesIO(made.body)) as kept:
        assert (kept.size, dict(kept.getexif()), "comment" in kept.info) == ((600, 800), {}, False)
    assert b"secret" not in made.body


def test_what_is_kept_is_bounded():
    made = pictures.clean(image((5000, 3000)))
    assert (made.width, made.height, made.media_type) == (2560, 1536, "image/jpeg")


def test_a_transparent_drawing_stays_one():
    out = io.BytesIO()
    Image.new("RGBA", (900, 900), (10, 20, 30, 120)).save(out, "PNG")
    made = pictures.clean(ContentFile(out.getvalue(), name="a.png"))
    assert made.media_type == "image/png"
    kinds = {(r.size, r.picture.media_type) for r in pictures.renditions(ContentFile(made.body, name="a.png"))}
    assert ("small", "image/png") in kinds


def test_sizes_come_in_two_formats():
    made = {(r.size, r.is_modern): r.picture for r in pictures.renditions(image((2000, 1000)))}
    assert (made["small", False].width, made["large", False].width) == (640, 1600)
    assert {p.media_type for (_size, modern), p in made.items() if modern} <= {pictures.MODERN}
    assert made["small", False].media_type == "image/jpeg"
    assert [r.size for r in pictures.renditions(image((300, 200)))].count("large") == 0


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_keeps_playing_without_what_hides_in_it(kind):
    source = animation(5, kind, **({"comment": b"secret"} if kind == "GIF" else {"exif": b"Exif\0\0secret"}))
    made = pictures.clean(ContentFile(source.read() + b"<script>secret</script>", name=source.name))
    assert made.moves
    assert b"secret" not in made.body
    with Image.open(io.BytesIO(made.body)) as kept:
        assert (kept.n_frames, kept.size) == (5, (60, 40))


def test_an_endless_animation_is_refused(monkeypatch):
    monkeypatch.setattr(animations, "MOST_FRAMES", 40)
    with pytest.raises(Refused, match="bouge trop longtemps"):
        pictures.clean(animation(60))


def test_an_animation_of_one_frame_is_a_photo():
    assert not pictures.clean(animation(1)).moves


BOMBS = {
    "30,000 × 30,000 points": lambda: png(30_000, 30_000),
    "a text that unfolds to 200 MB": lambda: png(9, 9, chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))),
    "a profile that unfolds to 100 MB": lambda: png(9, 9, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))),
    "data that unfold to 100 MB": lambda: png(20_000, 1_900, data=zlib.compress(bytes(100_000), 9)),
    "a truncated JPEG": lambda: ContentFile(image().read()[:5000], name="a.jpg"),
    "a JPEG of rubbish": lambda: ContentFile(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40, name="a.jpg"),
    "a GIF that ends early": lambda: ContentFile(animation(6).read()[:400], name="a.gif"),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_and_broken_files_are_refused_in_words(name):
    file = BOMBS[name]()
    if "profile" in name:  # Pillow reads no more than a megabyte of it: the picture itself is refused for being cut
        assert file.size < 200_000
    with pytest.raises(Refused, match=r"«\s?(image|a\.)"):
        pictures.clean(file)


def test_a_huge_exif_costs_nothing():
    info = PngImagePlugin.PngInfo()
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "x" * 3_000_000
    Image.effect_noise((50, 50), 20).save(out, "PNG", exif=exif.tobytes(), pnginfo=info)
    made = pictures.clean(ContentFile(out.getvalue(), name="a.png"))
    assert len(made.body) < 20_000


@pytest.mark.parametrize("name", ["photo.jpg", "film.mp4", "film.webm", "dessin.PNG", "film.avi", "film.mkv"])
def test_a_name_that_lies_is_refused(name):
    with pytest.raises(Refused, match="«"):
        uploads.check(SimpleUploadedFile(name, b"du texte, rien de plus" * 20))


def test_hostile_text_is_a_file_to_download_only():
    for name, body in [("a.svg", b"<svg onload=alert(1)>"), ("a.html", b"<script>alert(1)</script>")]:
        assert uploads.check(SimpleUploadedFile(name, body)).kind == "file"


@shared
def test_every_broken_picture_at_hand_is_kept_or_refused_in_words():
    tried, refused = 0, []
    for folder in ("photos/broken", "photos/heic", "payloads/images", "photos/metadata", "photos/real_defects"):
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file() and path.stat().st_size:
                file = SimpleUploadedFile(path.name, path.read_bytes())
                try:
                    if uploads.check(file).kind == "photo":
                        made = pictures.clean(file)
                        list(pictures.renditions(ContentFile(made.body, name="x")))
                        assert b"GPS" not in made.body[:2000]
                except Refused as no:
                    refused.append((path.name, str(no.message)))
                tried += 1
    assert tried > 30
    assert [name for name, said in refused if name not in said] == []


@shared
def test_photos_come_out_upright():
    for number in range(1, 9):
        path = DATA / "photos" / "metadata" / "orientation" / f"landscape_{number}.jpg"
        if path.exists():
            made = pictures.clean(SimpleUploadedFile(path.name, path.read_bytes()))
            assert made.width > made.height, path


def test_portraits_are_square_and_read_by_old_browsers():
    made = portraits.square(image((3000, 2000)), (2000, 100, 900))
    body, media_type = portraits.for_old_browsers(made.small)
    with Image.open(io.BytesIO(body)) as small:
        assert (media_type, small.size, small.format) == ("image/jpeg", (96, 96), "JPEG")
