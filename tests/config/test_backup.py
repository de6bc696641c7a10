"""The drill: back up while others write, restore elsewhere, compare."""

import json
import os
import subprocess
import urllib.request
import zipfile

import pytest

from tests.instances import POSTGRES, Instance, answers, wait_for

WRITER = """
import itertools, pathlib
from django.db import transaction
from podworko.core import versions
stop = pathlib.Path(r'{folder}') / 'stop'
for number in itertools.count(2):
    with transaction.atomic():
        versions.bump(['left'])
        versions.bump([f'row:{{number}}'])
        versions.bump(['right'])
    if stop.exists():
        break
"""


ADD_PICTURE = """
from podworko.agenda import links
from podworko.agenda.actions.picture import add_picture
from podworko.agenda.models import Event
from podworko.core import pictures
from tests.pictures import jpeg, said
event = Event.objects.public().select_related("area").first()
file = pictures.keep(pictures.take_in(jpeg()))
poster = add_picture(event, kind="poster", file=file, values=said(), by=None)
print(links.picture(event, poster, "large"), poster.name)
"""


def counted(instance):
    """How often the two counters were bumped, and how many rows there are."""
    bumped = "SELECT number FROM core_version WHERE name = '{}'"
    rows = "SELECT COUNT(*) FROM core_version WHERE name LIKE 'row:%'"
    return [instance.sql(bumped.format("left")), instance.sql(bumped.format("right")), instance.sql(rows)]


def rewrite_manifest(file, change):
    """Make a backup that is whole but tells something else."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(parts["manifest.json"])
    change(manifest)
    parts["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.fixture
def filled(demo_instance):
    """An instance with the demo, a counter and an upload."""
    demo_instance.sql("INSERT INTO core_version (name, number) VALUES ('left', 1), ('right', 1), ('row:1', 1)")
    (demo_instance.folder / "uploads" / "photos").mkdir(parents=True)
    (demo_instance.folder / "uploads" / "photos" / "trzepak.jpg").write_bytes(bytes(range(256)) * 100)
    return demo_instance


@pytest.fixture
def sqlite_instance(tmp_path):
    (tmp_path / "sqlite").mkdir()
    made = Instance(tmp_path / "sqlite")
    yield made
    made.end()


def test_backup_made_while_others_write_is_one_moment(filled, bare, tmp_path):
    writer = filled.start("manage", "shell", "--no-imports", "-c", WRITER.format(folder=filled.folder))
    wait_for(lambda: counted(filled)[0] > 20, writer)
    file = tmp_path / "backup.zip"
    filled.run("backup", str(file))
    moment = counted(filled)
    (filled.folder / "stop").touch()
    assert writer.wait(60) == 0
    assert counted(filled)[0] > moment[0] > 20, "nobody wrote while the backup was made"

    bare.run("restore", str(file))
    left, right, rows = counted(bare)
    assert left == right == rows
    assert 20 < left <= moment[0]
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    assert manifest["rows"]["core_version"] > left
    assert (bare.folder / "uploads" / "photos" / "trzepak.jpg").read_bytes() == bytes(range(256)) * 100
    organisations = "from podworko.organisations.models import *\nprint(Organisation.objects.count())"
    assert bare.shell(organisations) == filled.shell(organisations)
    assert answers(f"{bare.serve()}/azory/map/")


def test_pictures_come_back_with_what_they_belong_to(filled, bare, tmp_path):
    path, name = filled.shell(ADD_PICTURE).split()
    filled.run("backup", str(tmp_path / "backup.zip"))
    bare.run("restore", str(tmp_path / "backup.zip"))
    original = (filled.folder / "uploads" / "pictures" / name[:2] / name / "large.jpg").read_bytes()
    with urllib.request.urlopen(bare.serve() + path, timeout=10) as response:  # noqa: S310 – our own address
        assert response.headers["Content-Type"] == "image/jpeg"
        assert response.read() == original
    assert original.startswith(b"\xff\xd8\xff")


def test_restored_instance_is_the_same_and_goes_on(filled, bare, tmp_path):
    filled.run("backup", str(tmp_path / "backup.zip"))
    bare.run("restore", str(tmp_path / "backup.zip"))
    same = (
        "from podworko.organisations.models import *\nfrom podworko.core.models import SearchDocument\n"
        "print(SearchDocument.objects.count())\n"
        # To the microsecond.
        "print(*Organisation.objects.order_by('pk').values_list('created_at', flat=True))"
    )
    assert bare.shell(same) == filled.shell(same)
    number = bare.shell(
        "from podworko.places.models import Area\n"
        "last = Area.objects.order_by('-pk')[0].pk\n"
        "print(Area.objects.create(slug='nowe', name='Nowe', kind='neighbourhood', path='/x/').pk > last)"
    )
    assert number == "True"


def test_former_content_is_moved_aside(filled, tmp_path):
    file = tmp_path / "backup.zip"
    filled.run("backup", str(file))
    filled.sql("UPDATE core_version SET number = 2 WHERE name IN ('left', 'right')")
    filled.sql("INSERT INTO core_version (name, number) VALUES ('row:2', 1)")
    done = filled.run("restore", str(file))
    assert counted(filled) == [1, 1, 1]
    assert "before-restore" in done.stdout
    aside = next(filled.folder.glob("before-restore-*"))
    assert (aside / "uploads" / "photos" / "trzepak.jpg").exists()
    if not POSTGRES:
        former = Instance(aside)
        assert counted(former) == [2, 2, 2]


def data_of(file, name):
    """Where the packed content of a member begins, and how long it is: headers hold bytes that say nothing."""
    with zipfile.ZipFile(file) as archive:
        entry = archive.getinfo(name)
    header = file.read_bytes()[entry.header_offset :][:30]
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return entry.header_offset + 30 + lengths, entry.compress_size


@pytest.mark.parametrize("place", ["start", "content", "manifest", "end"])
def test_damaged_file_is_refused_and_nothing_changes(filled, demo_backup, place):
    file = demo_backup
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda entry: entry.compress_size).filename
    start, length = data_of(file, "manifest.json" if place == "manifest" else largest)
    position = {"start": 0, "end": len(content) - 30}.get(place, start + length // 2)
    content[position : position + 20] = b"\0" * 20
    file.write_bytes(content)
    refused = filled.run("restore", str(file), expect=1)
    assert "uszkodzon" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert counted(filled) == [1, 1, 1]


def test_backup_whose_counts_do_not_match_is_taken_back(filled, demo_backup):
    file = demo_backup
    filled.sql("UPDATE core_version SET number = 2 WHERE name IN ('left', 'right')")
    filled.sql("INSERT INTO core_version (name, number) VALUES ('row:2', 1)")
    rewrite_manifest(file, lambda manifest: manifest["rows"].update(core_version=999))
    refused = filled.run("restore", str(file), expect=1)
    assert "core_version" in refused.stderr
    assert counted(filled) == [2, 2, 2]
    assert (filled.folder / "uploads" / "photos" / "trzepak.jpg").exists()
    assert list(filled.folder.glob("before-restore-*")) == []


def test_backup_of_a_newer_program_is_refused(filled, demo_backup):
    file = demo_backup
    rewrite_manifest(file, lambda manifest: manifest["migrations"].append(["core", "0999_from_the_future"]))
    refused = filled.run("restore", str(file), expect=1)
    assert "core.0999_from_the_future" in refused.stderr
    assert counted(filled) == [1, 1, 1]


def test_file_that_would_be_written_outside_is_refused(filled, demo_backup):
    file = demo_backup

    def smuggle(manifest):
        manifest["members"]["uploads/../../outside"] = {"size": 0, "sha256": ""}

    rewrite_manifest(file, smuggle)
    assert "niedozwolonej nazwie" in filled.run("restore", str(file), expect=1).stderr


def test_running_instance_is_not_replaced(filled, demo_backup):
    file = demo_backup
    filled.serve()
    assert "Zatrzymaj" in filled.run("restore", str(file), expect=1).stderr


def test_secret_key_travels_only_if_asked(filled, bare, tmp_path):
    filled.run("backup", str(tmp_path / "without.zip"))
    assert "secret.key" not in zipfile.ZipFile(tmp_path / "without.zip").namelist()
    filled.run("backup", str(tmp_path / "with.zip"), "--with-secret-key")
    bare.run("restore", str(tmp_path / "with.zip"))
    assert (bare.folder / "secret.key").read_text() == (filled.folder / "secret.key").read_text()
    assert (bare.folder / "secret.key").stat().st_mode & 0o077 == 0


def test_existing_file_is_not_written_over(instance, tmp_path):
    file = tmp_path / "mine.zip"
    file.write_text("mine")
    assert "już istnieje" in instance.run("backup", str(file), expect=1).stderr
    assert file.read_text() == "mine"


def test_full_disk_leaves_no_half_backup(filled):
    (filled.folder / "uploads" / "film.bin").write_bytes(os.urandom(4_000_000))
    command = " ".join(["ulimit -f 500; exec", *filled.command("backup")])
    done = subprocess.run(
        ["bash", "-c", command], env=filled.environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "nie da się zapisać" in done.stderr
    assert "Traceback" not in done.stderr
    assert [file.name for file in (filled.folder / "backups").iterdir()] == []


def test_old_backups_make_room_if_asked(instance):
    for number in range(3):
        (instance.folder / "backups" / f"podworko-2026-01-0{number + 1}-000000.zip").touch()
    instance.run("backup", "--keep", "2")
    names = sorted(file.name for file in (instance.folder / "backups").iterdir())
    assert len(names) == 2
    assert names[0] == "podworko-2026-01-03-000000.zip"


@pytest.mark.skipif(not POSTGRES, reason="needs both databases")
@pytest.mark.parametrize("direction", ["into PostgreSQL", "into SQLite"])
def test_backup_of_one_database_is_restored_into_the_other(filled, bare, sqlite_instance, tmp_path, direction):
    other = sqlite_instance
    source, target = (other, bare) if direction == "into PostgreSQL" else (filled, other)
    if source is other:
        other.run("manage", "migrate", "-v0")
        other.run("demo")
    source.run("backup", str(tmp_path / "backup.zip"))
    target.run("restore", str(tmp_path / "backup.zip"))
    everything = (
        "from django.apps import apps\nfrom podworko.core.backup import tables\n"
        "print(sorted(tables.count_rows(apps, 'default').items()))"
    )
    assert target.shell(everything) == source.shell(everything)
    names = (
        "from podworko.organisations.models import *\n"
        "print(*Organisation.objects.order_by('pk').values_list('pk', 'name', 'created_at', 'assured_date'))"
    )
    assert target.shell(names) == source.shell(names)
    assert answers(f"{target.serve()}/azory/map/")
