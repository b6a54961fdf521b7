"""Photos nobody here made (../shared/data/photos) with the labels people gave them."""

import json
from pathlib import Path

import pytest
from django.utils import translation
from PIL import Image, ImageDraw

from parvis.preflight.checks.photo.check import check
from parvis.preflight.checks.photo.fingerprints import distance, fingerprint, is_same
from parvis.preflight.manuscript import LOOK, OK, STOP, Manuscript, Seen
from parvis.preflight.viewing import view

PHOTOS = Path(__file__).resolve().parents[6] / "shared" / "data" / "photos"
pytestmark = pytest.mark.skipif(not PHOTOS.exists(), reason="the photos of ../shared/data are not on this machine")
DEFECTS = {"blurred", "dark", "burnt", "small", "screen", "unreadable", "unsafe", "huge", "empty"}
GRADED = {"blur": "blurred", "motion": "blurred", "under": "dark", "over": "burnt", "small": "small"}


def said(*paths, **given):
    return list(check(Manuscript(images=tuple(PHOTOS / path for path in paths), **given)))


def kinds(path):
    return {one.kind for one in said(path)} & DEFECTS


def lines(group):
    return [photo for photo in map(json.loads, (PHOTOS / "photos.jsonl").open()) if photo["group"] == group]


def test_graded_photos_get_the_remark_of_their_grade_and_no_other():
    photos, wrong = lines("graded"), []
    for photo in photos:
        wanted = {kind for grade, kind in GRADED.items() if photo["label"].startswith(grade)}
        if kinds(photo["file"]) != wanted:
            wrong.append((photo["file"], kinds(photo["file"])))
    assert len(photos) > 50
    assert len(wrong) <= 0.05 * len(photos), wrong


def test_good_photos_are_left_alone():
    assert [photo["file"] for photo in lines("good") if kinds(photo["file"])] == []


def test_screens_are_told_from_photos():
    assert [photo["file"] for photo in lines("screenshots") if "screen" not in kinds(photo["file"])] == []
    others = [*lines("good"), *lines("graded"), *lines("metadata"), *lines("real_defects")]
    wrong = [photo["file"] for photo in others if photo.get("width", 0) > 100 and "screen" in kinds(photo["file"])]
    assert wrong == []


def test_the_place_and_the_device_are_said_to_be_removed():
    for photo in lines("metadata"):
        if photo["file"].startswith("metadata/gps/"):
            [found] = [one for one in said(photo["file"]) if one.kind == "position"]
            assert found.severity == OK
    assert "device" in {one.kind for one in said("metadata/exiftool/Nikon.jpg")}


def test_a_photo_held_sideways_is_said_to_be_put_upright():
    for number in (3, 4, 7):
        assert "sideways" in {one.kind for one in said(f"metadata/orientation/landscape_{number}.jpg")}
    assert "sideways" not in {one.kind for one in said("metadata/orientation/landscape_1.jpg")}
    assert view(PHOTOS / "metadata/orientation/portrait_6.jpg").small.size == (450, 600)


@pytest.mark.parametrize(
    ("path", "kind", "severity"),
    [
        ("hostile_svg/ssrf_iframe.svg", "unsafe", STOP),
        ("hostile_svg/SSRF_expect.svg", "unsafe", STOP),
        ("broken/truncated.jpg", "unreadable", LOOK),
        ("broken/png_truncated.png", "unreadable", LOOK),
        ("heic/corrupted.heic", "unreadable", LOOK),
        ("heic/200MP.heic", "huge", LOOK),
    ],
)
def test_what_cannot_be_a_picture_is_said_with_what_to_do(path, kind, severity):
    [found] = said(path)
    assert (found.kind, found.severity) == (kind, severity)
    assert severity == LOOK or "nobody can lift" in found.message or "personne ne peut lever" in found.message


def test_no_photo_of_the_collection_breaks_the_check():
    for photo in map(json.loads, (PHOTOS / "photos.jsonl").open()):
        assert {one.check for one in said(photo["file"])} == {"photo"}


@pytest.mark.parametrize(("words", "asked"), [("", 1), ("IMG_2034.jpg", 1), ("photo", 1), ("image 3", 1), ("Samira rit devant la presse", 0)])  # fmt: skip
def test_a_missing_description_is_asked_kindly(words, asked):
    found = [one for one in said("good/home.jpg", descriptions=(words,)) if one.kind == "description"]
    assert len(found) == asked
    with translation.override("fr"):
        for one in said("good/home.jpg", descriptions=(words,)):
            assert one.message.endswith("?")
            assert "Une phrase suffit" in one.why


def test_a_photo_published_before_is_recognised_resized_or_lightened_and_another_is_not():
    seen = Seen(fingerprint(view(PHOTOS / "graded/coffee__blur_s1.5.jpg").small), "Le café du lundi", "/posts/3/")
    [found] = [one for one in said("graded/coffee__small_160px.jpg", pictures=(seen,)) if one.kind == "again"]
    assert "Le café du lundi" in found.message
    assert "again" not in {one.kind for one in said("good/home.jpg", pictures=(seen, Seen("nonsense")))}


def test_fingerprints_part_pictures_and_keep_versions_together():
    prints = {}
    for photo in lines("graded"):
        prints.setdefault(photo["file"].split("/")[1].split("__")[0], []).append(
            fingerprint(view(PHOTOS / photo["file"]).small)
        )
    same = [is_same(one, other) for group in prints.values() for one in group for other in group if one != other]
    assert sum(same) >= 0.9 * len(same)
    for name, group in prints.items():
        for other, others in prints.items():
            assert name == other or all(distance(one, two) > 150 for one in group for two in others)


def test_a_drawing_on_white_is_no_burnt_photo(tmp_path):
    drawing = Image.new("RGB", (900, 600), "white")
    ImageDraw.Draw(drawing).line((10, 10, 880, 500), fill="black", width=4)
    drawing.save(tmp_path / "plan.png")
    assert {one.kind for one in check(Manuscript(images=(tmp_path / "plan.png",)))} == {"screen", "description"}
