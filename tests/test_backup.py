"""A backup is made while Parvis runs, everything is damaged, then put back: on SQLite, and on PostgreSQL when it answers."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path

import psycopg
import pytest

pytestmark = pytest.mark.own_house
ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("PARVIS_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
MAKE = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from demo import cast
world = cast.build()
from parvis.posts.publishing import Sheet, draft, publish_new
publish_new(Sheet(body="Avant la panne, avec un œil"), by=world.nadia)
draft(Sheet(body="Brouillon gardé"), by=world.karim)
default_storage.save("attachments/plan.pdf", ContentFile(b"%PDF plan"))
"""
DAMAGE = """
import django; django.setup()
from django.conf import settings
from parvis.posts.models import Post
from parvis.people.models import Person
Post.objects.all().delete()
Person.objects.filter(handle="nadia").update(name="Abîmé")
(settings.PARVIS.data_dir / "files/attachments/plan.pdf").unlink()
(settings.PARVIS.data_dir / "files/intrus.txt").write_text("x")
"""
LOOK = """
import django; django.setup()
from django.conf import settings
from parvis.posts.models import Post
from parvis.people.models import Person
print(sorted(Post.objects.values_list("body_text", flat=True)), Person.objects.get(handle__in=["nadia", "n"]).name, Person.objects.count(),
      sorted(path.name for path in (settings.PARVIS.data_dir / "files").rglob("*") if path.is_file()))
"""
ERASE = """
import django; django.setup()
from parvis.people.models import Person
from parvis.people.erasing import erase
erase(Person.objects.get(handle="hana"), by=None)
"""
WHOLE = "['Avant la panne, avec un œil', 'Brouillon gardé'] Nadia Belkacem 11 ['plan.pdf']"


class House:
    """An installation of its own: a folder, a database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.env = {
            **os.environ, "PARVIS_MODE": "trial", "PARVIS_DEMO": "0", "PARVIS_DATA_DIR": str(folder), "DATABASE_URL": database_url,
            "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip

    def manage(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "django", *words], env=self.env, cwd=ROOT, capture_output=True, text=True
        )
        assert bool(done.returncode) is fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def do(self, code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], env=self.env, cwd=ROOT, capture_output=True, text=True)
        assert not done.returncode, done.stderr
        return done.stdout.strip()


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """Of each kind of database: an organisation with posts and a file, and its backup; made once, each test has a copy. (folder, database)"""
    made: dict[str, tuple[Path, str]] = {}

    def model_of(kind: str) -> tuple[Path, str]:
        if kind not in made:
            folder, name = tmp_path_factory.mktemp(kind) / "house", f"parvis_backup_{uuid.uuid4().hex[:8]}"
            folder.mkdir()
            if kind == "postgresql":
                on_server(f"CREATE DATABASE {name}")
            made[kind] = folder, name
            first = House(folder, address_of(kind, folder, name))
            first.manage("migrate", "--verbosity=0")
            first.manage("createcachetable")
            first.do(MAKE)
            first.manage("backup")
        return made[kind]

    yield model_of
    if "postgresql" in made:
        on_server(f"DROP DATABASE {made['postgresql'][1]} WITH (FORCE)")


def address_of(kind: str, folder: Path, name: str) -> str:
    return f"{SERVER}/{name}" if kind == "postgresql" else f"sqlite:///{folder}/parvis.sqlite3"


def on_server(statement: str) -> None:
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=2) as server:
        server.execute(statement)


@pytest.fixture
def house(request, tmp_path, models):
    """An organisation with posts and a file, and its backup."""
    kind, name = request.param, f"parvis_backup_{uuid.uuid4().hex[:8]}"
    try:
        folder, model = models(kind)
    except psycopg.OperationalError:
        pytest.skip(f"PostgreSQL does not answer at {SERVER}")
    shutil.copytree(folder, tmp_path / "house")
    if kind == "postgresql":
        on_server(f"CREATE DATABASE {name} TEMPLATE {model}")
    made = House(tmp_path / "house", address_of(kind, tmp_path / "house", name))
    [made.copy] = map(str, (tmp_path / "house").rglob("parvis-*.tar"))
    yield made
    if kind == "postgresql":
        on_server(f"DROP DATABASE {name} WITH (FORCE)")


both = pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)


@both
def test_what_was_damaged_comes_back(house):
    assert house.do(LOOK) == WHOLE
    house.do(DAMAGE)
    assert "Abîmé" in house.do(LOOK)
    said = house.manage("restore", house.copy, fails=True)
    assert "--yes" in said
    assert "Abîmé" in house.do(LOOK), "without --yes nothing is replaced"
    said = house.manage("restore", house.copy, "--yes")
    assert house.do(LOOK) == WHOLE
    kept = list((house.folder / "before-restore").glob("*.tar"))
    assert len(kept) == 1, "what was there is kept"
    house.manage("restore", str(kept[0]), "--yes")
    assert "Abîmé" in house.do(LOOK)


@both
def test_a_damaged_backup_changes_nothing(house):
    broken = house.folder / "coupe.tar"
    whole = Path(house.copy).read_bytes()
    broken.write_bytes(whole[: len(whole) // 2])
    assert "nothing was changed" in house.manage("restore", str(broken), "--yes", fails=True)
    middle = len(whole) // 3
    broken.write_bytes(
        whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 64]) + whole[middle + 64 :]
    )
    house.manage("restore", str(broken), "--yes", fails=True)
    assert "not a whole backup" in house.manage("restore", str(house.folder / "absente.tar"), "--yes", fails=True)
    assert house.do(LOOK) == WHOLE


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_erased_people_stay_erased_and_old_backups_go(house):
    house.do(ERASE)
    said = house.manage("restore", house.copy, "--yes")
    assert "Erased again since the backup: 1" in said
    folder = Path(house.copy).parent
    for number in range(3):
        (folder / f"parvis-2001-01-0{number + 1}-000000.tar").write_text("")
    house.manage("backup", "--keep", "2")
    assert len(list(folder.glob("parvis-*.tar"))) == 2
    assert Path(house.copy).stat().st_mode & 0o077 == 0, "a backup is for its owner alone"
    assert '"at"' in (house.folder / "last_backup.json").read_text()


REMEMBER = """
import django; django.setup()
from django.core.cache import cache
cache.set("asked:door:1", ("canari-sel", {"canari-jeton": 1}), None)
cache.set("asked:door:2", ("canari-jadis", {}), None)
cache.delete("asked:door:2")
print(cache.get("asked:door:1")[0])
"""
RECALL = "import django; django.setup()\nfrom django.core.cache import cache\nprint(cache.get('asked:door:1'))"


def held_by(copy: Path, folder: Path) -> bytes:
    """All that the database of a backup says, as bytes: of SQLite every page, freed ones too."""
    with tarfile.open(copy) as archive:
        [name] = [name for name in archive.getnames() if name.startswith("database.")]
        archive.extract(name, folder, filter="data")
    if name.endswith(".gz"):
        return gzip.decompress((folder / name).read_bytes())
    return subprocess.run(["pg_restore", "--file=-", str(folder / name)], capture_output=True, check=True).stdout


@both
def test_the_cache_is_not_in_the_copy(house, tmp_path):
    """While a door is open, the salt behind questions without a name is in the cache: a backup must not keep it."""
    assert house.do(REMEMBER) == "canari-sel"
    copy = Path(house.manage("backup").split(": ")[0].strip())
    held = held_by(copy, tmp_path)
    assert "Avant la panne, avec un œil".encode() in held
    assert b"kernel_cache" in held  # the table is there, empty
    assert b"asked:door:" not in held
    house.manage("restore", str(copy), "--yes")
    assert house.do(RECALL) == "None"
    assert house.do(REMEMBER) == "canari-sel"
    assert house.do(LOOK) == WHOLE
