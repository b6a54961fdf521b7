"""Portraits and the logo: cleaned, square or fitted, replaced without leaving files, read by any browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from demo.drawing import draw
from parvis.kernel.refusals import Refused
from parvis.people.frame import forget_organisation
from parvis.people.models import Organisation, Portrait
from parvis.people.organising import put_logo


def photo(name: str = "moi.png", seed: int = 1) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, draw("quai", seed))


def logo(mode: str = "RGBA", size: tuple[int, int] = (1200, 300)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new(mode, size, (20, 60, 120, 90) if mode == "RGBA" else (20, 60, 120)).save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue())


def shown(response) -> Image.Image:
    picture = Image.open(io.BytesIO(response.content))
    picture.load()
    return picture


@pytest.fixture(autouse=True)
def _fresh_frame():
    forget_organisation()
    yield
    forget_organisation()


def files_in(folder: Path) -> int:
    return sum(1 for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db(transaction=True)
def test_a_portrait_is_put_replaced_and_removed(world, signed_in, tmp_path):
    client, other = signed_in("nadia"), signed_in("karim")
    for seed in (1, 2):
        assert client.post("/people/nadia/photo/", {"photo": photo(seed=seed)}).status_code == 303
    assert files_in(tmp_path / "files" / "portraits") == 2
    for size, points in (("small", 96), ("large", 512)):
        picture = shown(other.get(f"/people/nadia/portrait/{size}/", headers={"accept": "image/avif,image/webp,*/*"}))
        assert (picture.format, picture.size) == ("WEBP", (points, points))
        old = other.get(f"/people/nadia/portrait/{size}/", headers={"accept": "image/png,image/*;q=0.8"})
        assert (shown(old).format, "Accept" in old["Vary"]) == ("JPEG", True)
    client.post("/people/nadia/photo/", {"_method": "DELETE", "confirmed": "1"})
    assert (Portrait.objects.count(), files_in(tmp_path / "files" / "portraits")) == (0, 0)


def test_a_portrait_refused_says_why(world, signed_in, settings):
    client = signed_in("nadia")
    for file, words in [
        (SimpleUploadedFile("moi.jpg", b"\xff\xd8\xffcoupe"), "abîmée"),
        (SimpleUploadedFile("moi.pdf", b"%PDF-1.7"), "n’est pas une image"),
    ]:
        response = client.post("/people/nadia/photo/", {"photo": file})
        assert response.status_code == 422
        assert words in response.content.decode()
    settings.PARVIS = settings.PARVIS.model_copy(update={"upload_limit_mb": 1})
    heavy = client.post("/people/nadia/photo/", {"photo": SimpleUploadedFile("moi.jpg", bytes(1_100_000))})
    assert "limite de 1 Mo" in heavy.content.decode()
    assert "champ est obligatoire" not in heavy.content.decode()


def test_the_logo_is_in_the_frame_and_at_the_door_for_everybody(world, signed_in, client):
    assert client.get("/logo/").status_code == 404
    signed_in("sofia").post("/admin/organisation/logo/", {"logo": logo()})
    address = Organisation.objects.get().logo_address
    for page in (client.get("/sign-in/"), signed_in("nadia").get("/drafts/")):
        assert f'<img src="{address}" width="480" height="120" alt="">' in page.content.decode()
    response = client.get(address, headers={"accept": "image/webp"})
    assert (shown(response).size, response["Cache-Control"]) == ((480, 120), "public, max-age=86400")
    assert client.get(address, headers={"if-none-match": response["ETag"], "accept": "image/webp"}).status_code == 304
    assert shown(client.get(address, headers={"accept": "image/png"})).mode == "RGBA"


def test_only_an_administrator_changes_the_logo(world, signed_in):
    assert signed_in("nadia").post("/admin/organisation/logo/", {"logo": logo()}).status_code == 404
    with pytest.raises(Refused):
        put_logo(Organisation.objects.get(), logo(), by=world.nadia)


@pytest.mark.parametrize(
    "body", [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"\x89PNG\r\n\x1a\nrien"]
)
def test_a_logo_that_is_no_picture_is_refused(world, signed_in, body):
    response = signed_in("sofia").post("/admin/organisation/logo/", {"logo": SimpleUploadedFile("logo.svg", body)})
    assert response.status_code == 422
    assert not Organisation.objects.get().logo


def test_the_logo_is_removed(world, signed_in):
    client = signed_in("sofia")
    client.post("/admin/organisation/logo/", {"logo": logo("RGB")})
    client.post("/admin/organisation/logo/", {"_method": "DELETE", "confirmed": "1"})
    assert "<img" not in Client().get("/sign-in/").content.decode()
