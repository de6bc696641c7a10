"""Files that look like a backup and are none, or are a broken one: a sentence each, and everything as it was."""

import hashlib
import json
import zipfile

import pytest

from podworko.core.backup import archive

SOUND = {"program": "1", "made_at": "", "database": "sqlite", "migrations": [], "rows": {}, "members": {}, "format": 1}


def archive_of(file, manifest, parts=()):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in dict(parts).items():
            made.writestr(name, content)
        made.writestr("manifest.json", manifest if isinstance(manifest, str) else json.dumps(manifest))
    return file


def told(content):
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def replace(file, change):
    """Change the parts of a backup, and let its manifest tell the truth about them."""
    with zipfile.ZipFile(file) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    parts = change(parts, manifest)
    manifest["members"] = {name: told(content) for name, content in parts.items()}
    return archive_of(file, manifest, parts)


@pytest.mark.parametrize(
    "manifest",
    [
        "[" * 100_000,
        "[]",
        json.dumps(SOUND).replace('"format": 1', '"format": Infinity'),
        SOUND | {"format": "NaN"},
        SOUND | {"rows": []},
        SOUND | {"rows": {"core_version": "many"}},
        SOUND | {"members": []},
        SOUND | {"members": {"uploads/a": {"size": "big", "sha256": ""}}},
        SOUND | {"migrations": [["core"]]},
        SOUND | {"more": 1},
    ],
)
def test_manifest_that_is_none_is_refused(tmp_path, manifest):
    file = archive_of(tmp_path / "backup.zip", manifest)
    with pytest.raises(archive.BackupError, match="nie jest kopią"), archive.reading(file):
        pass


def test_part_that_swells_is_not_read_to_its_end(tmp_path):
    manifest = SOUND | {"members": {"uploads/a": {"size": 10, "sha256": ""}}}
    file = archive_of(tmp_path / "backup.zip", manifest, {"uploads/a": b"\0" * 50_000_000})
    read = []
    with archive.reading(file) as reader, pytest.raises(archive.BackupError, match="uszkodzony"):
        reader.check(read.append)
    assert sum(read) <= 2 * archive.CHUNK


@pytest.mark.parametrize("name", ["uploads/.", f"uploads/{'x' * 300}", "uploads/file/in/file"])
def test_upload_that_cannot_be_written_is_a_sentence(tmp_path, name):
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "file").touch()
    file = archive_of(tmp_path / "backup.zip", SOUND | {"members": {name: told(b"x")}}, {name: b"x"})
    with archive.reading(file) as reader, pytest.raises(archive.BackupError, match="Nie da się zapisać"):
        reader.extract(name, tmp_path / name, len)


def without_database(parts, manifest):
    return {name: content for name, content in parts.items() if not name.startswith(("database", "tables"))}


def with_other_rows(content):
    def change(parts, manifest):
        rows = dict.fromkeys(manifest["rows"], 0)
        manifest["rows"] = rows
        return {f"tables/{name}.jsonl": content if name == "places_area" else b"[]\n" for name in rows}

    return change


def with_spoilt_database(parts, manifest):
    return {"database.sqlite3": b"spoilt" * 5000}


def without_rows(parts, manifest):
    manifest["rows"] = {}
    return parts


@pytest.mark.parametrize(
    "change",
    [
        without_database,
        without_rows,
        with_spoilt_database,
        with_other_rows(b"junk\n"),
        with_other_rows(b""),
        with_other_rows(b'["id","nothing"]\n[1,2]\n'),
        with_other_rows(b'["id","name"]\n[1]\n'),
        with_other_rows(b'["id"]\n["first"]\n'),
    ],
)
def test_backup_without_readable_rows_changes_nothing(demo_instance, demo_backup, change):
    refused = demo_instance.run("restore", str(replace(demo_backup, change)), expect=1)
    assert "Traceback" not in refused.stderr
    assert refused.stderr.startswith("CommandError: ")
    assert demo_instance.sql("SELECT COUNT(*) FROM places_area") == 5
    assert list(demo_instance.folder.glob("before-restore-*")) == []


def test_nothing_is_no_backup(bare, instance):
    refused = bare.run("backup", expect=1)
    assert str(bare.folder) in refused.stderr
    assert list((bare.folder / "backups").iterdir()) == []
    assert "co najmniej jedna" in instance.run("backup", "--keep", "-1", expect=1).stderr
