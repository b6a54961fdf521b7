"""The credit of pictures, on files nobody here made."""

from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import Base

from parvis.preflight.checks.rights.check import check
from parvis.preflight.manuscript import OK, Manuscript

PHOTOS = Path(__file__).resolve().parents[6] / "shared" / "data" / "photos"
with_photos = pytest.mark.skipif(not PHOTOS.exists(), reason="the photos of ../shared/data are not on this machine")


@with_photos
@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("metadata/exiftool/XMP.jpg", "Phil Harvey"),
        ("metadata/exiftool/MWG.jpg", "RIGHT1of2-EXIF-Creator"),
        ("metadata/exiftool/PhotoMechanic.jpg", "Photographer"),
        ("real_defects/32-lens_data.jpeg", "Ilya Kurikhin"),
        ("good/30-type_error.jpg", "Francisco Gonzalez"),
    ],
)
def test_the_author_written_in_a_photo_is_named_and_can_be_added_in_one_tap(name, named):
    text = "Le quai ce matin"
    [found] = [one for one in check(Manuscript(text, images=(PHOTOS / name,))) if one.kind == "credit"]
    assert named in found.message
    assert (found.image, found.start, found.end) == (0, len(text), len(text))
    assert named in found.suggestions[0]


@with_photos
def test_an_author_already_named_in_the_text_is_not_asked_again():
    given = Manuscript("Le quai, photo d'Ilya KURIKHIN", images=(PHOTOS / "real_defects/32-lens_data.jpeg",))
    assert "credit" not in [one.kind for one in check(given)]


@with_photos
def test_people_are_asked_about_once_and_only_for_photos():
    photos = tuple(sorted((PHOTOS / "metadata" / "gps").glob("*.jpg")))
    said = list(check(Manuscript("Au quai", images=photos)))
    assert [one.kind for one in said] == ["people", "clear"]
    assert said[-1].severity == OK
    screens = tuple(sorted((PHOTOS / "screenshots").glob("*.png")))
    assert [one.kind for one in check(Manuscript("Au quai", images=screens))] == ["clear"]


@pytest.mark.parametrize(
    ("notice", "licence"),
    [
        ("© Ada, CC BY-SA 4.0", "CC BY-SA 4.0"),
        ("https://creativecommons.org/licenses/by/2.0/", "CC BY 2.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC 0 1.0"),
    ],
)
def test_a_licence_is_read(tmp_path, notice, licence):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[Base.Artist], exif[Base.Copyright] = "Ada L.", notice
    Image.effect_noise((400, 300), 80).convert("RGB").save(path, exif=exif)
    [found] = [one for one in check(Manuscript("Au quai", images=(path,))) if one.kind == "credit"]
    assert licence in found.message
    assert "Ada L." in found.message
