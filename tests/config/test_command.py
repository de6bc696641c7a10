"""The command `podworko` as its keeper meets it."""

import json
import re
import subprocess

import pytest

from podworko.config import command
from tests.instances import ROOT, free_port


def test_overview_names_every_subcommand(capsys):
    assert command.main([]) == 0
    text = capsys.readouterr().out
    assert all(f"  {word} " in text for word in command.SUBCOMMANDS)


def test_unknown_subcommand_is_answered_in_polish(capsys):
    assert command.main(["exprt"]) == 2
    assert "Nie ma polecenia „exprt”" in capsys.readouterr().err


def test_version_is_told(capsys):
    assert command.main(["--version"]) == 0
    assert re.fullmatch(r"Podwórko \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PODWORKO_URL", "podworko.example"),
        ("DATABASE_URL", "mysql://localhost/podworko"),
        ("EMAIL_URL", "poczta"),
        ("PODWORKO_WORKERS", "many"),
        ("PODWORKO_WROKERS", "2"),
    ],
)
def test_wrong_setting_is_a_sentence_that_names_it(bare, name, value):
    done = bare.run("check", expect=2, **{name: value})
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_data_folder_that_cannot_be_made_is_a_sentence(bare):
    (bare.folder / "taken").write_text("a file")
    done = bare.run("check", expect=2, PODWORKO_DATA=str(bare.folder / "taken" / "data"))
    assert "PODWORKO_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_database_that_is_away_is_a_sentence(bare):
    away = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    done = bare.run("demo", expect=1, DATABASE_URL=away)
    assert "Baza danych" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "wrong", [{"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}, {"PODWORKO_URL": "podworko.example"}]
)
def test_mail_that_cannot_be_taken_in_now_stays_with_the_mail_server(bare, wrong):
    done = bare.run("receive-mail", "azory", expect=75, **wrong)
    assert "Traceback" not in done.stderr


def test_database_that_nobody_has_made_yet_is_a_sentence(bare):
    assert "podworko serve" in bare.run("harvest", expect=1).stderr


def test_check_of_an_empty_folder_says_what_is_missing(bare):
    done = bare.run("check", expect=1)
    assert "pusta" in done.stdout
    assert "Traceback" not in done.stderr


def test_check_of_a_sound_instance_finds_no_error(instance):
    done = instance.run("check")
    assert "BŁĄD" not in done.stdout
    assert "dziennik wal" in done.stdout or "PostgreSQL" in done.stdout
    assert "Nie ma administratora" in done.stdout


def test_check_tells_a_dead_mail_server(instance):
    port = free_port()
    done = instance.run("check", expect=1, EMAIL_URL=f"smtp://anna:secret@127.0.0.1:{port}")
    assert f"127.0.0.1:{port} nie odpowiada" in done.stdout
    assert "secret" not in done.stdout + done.stderr


def test_check_of_a_public_instance_without_encryption_is_an_error(instance):
    done = instance.run("check", expect=1, PODWORKO_URL="http://podworko.example")
    assert "nie jest szyfrowany" in done.stdout


def test_check_of_a_public_instance_finds_what_is_missing(instance):
    done = instance.run("check", PODWORKO_URL="https://podworko.example")
    assert "EMAIL_URL" in done.stdout
    assert "PODWORKO_TRUSTED_PROXIES" in done.stdout


def test_link_for_whom_no_mail_reaches(instance):
    instance.shell("from podworko.accounts.models import User\nUser.objects.create(email='anna@poczta.example')")
    done = instance.run("sign-in-link", "anna@poczta.example")
    assert re.search(r"http://localhost:8000/accounts/link/[\w-]{20,}/", done.stdout)
    assert "nie ma konta" in instance.run("sign-in-link", "nikt@poczta.example", expect=1).stderr


def test_register_and_map_are_exported(demo_instance, tmp_path):
    demo_instance.run("export", "azory", "-o", str(tmp_path / "azory.csv"))
    assert (tmp_path / "azory.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    demo_instance.run("export", "azory", "-o", str(tmp_path / "azory.geojson"))
    assert len(json.loads((tmp_path / "azory.geojson").read_text())["features"]) >= 25
    assert sorted(file.name for file in tmp_path.glob("azory.*")) == ["azory.csv", "azory.geojson"]


def test_export_that_cannot_be_done_says_why(demo_instance, tmp_path):
    assert "Są:" in demo_instance.run("export", "azroy", "-o", str(tmp_path / "x.csv"), expect=1).stderr
    assert "--format" in demo_instance.run("export", "azory", "-o", str(tmp_path / "x.doc"), expect=1).stderr
    nowhere = str(tmp_path / "nowhere" / "x.csv")
    assert "Nie da się zapisać" in demo_instance.run("export", "azory", "-o", nowhere, expect=1).stderr


def test_boundary_is_imported(demo_instance, tmp_path):
    file = tmp_path / "granica.geojson"
    ring = [[19.90, 50.08], [19.92, 50.08], [19.92, 50.09], [19.90, 50.09], [19.90, 50.08]]
    file.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}))
    done = demo_instance.run("import", "boundary", "azory", str(file), "--since", "2026-11-01", "--source", "uchwała")
    assert "nowa granica zapisana" in done.stdout
    count = "from podworko.places.models import *\nprint(Boundary.objects.filter(source='uchwała').count())"
    assert demo_instance.shell(count) == "1"


def test_file_that_is_no_boundary_changes_nothing(demo_instance, tmp_path):
    (tmp_path / "x.geojson").write_text("{}")
    before = demo_instance.shell("from podworko.places.models import *\nprint(Boundary.objects.count())")
    done = demo_instance.run("import", "boundary", "azory", str(tmp_path / "x.geojson"), expect=1)
    assert "nie ma żadnego obszaru" in done.stderr
    assert demo_instance.shell("from podworko.places.models import *\nprint(Boundary.objects.count())") == before


def test_scripts_are_sound_shell():
    for script in [*ROOT.glob("script/*"), ROOT / ".ci" / "run"]:
        if script.is_file() and script.read_text().startswith("#!/usr/bin/env bash"):
            assert script.stat().st_mode & 0o111, script
            subprocess.run(["bash", "-n", script], check=True)


def test_terminal_without_polish_letters_gets_an_answer_all_the_same(instance):
    assert "backups" in instance.run("check", PYTHONIOENCODING="ascii").stdout


def test_lease_that_is_over_at_once_is_refused(instance):
    assert "--lease" in instance.run("work", "--lease", "0", expect=1).stderr


def test_address_that_is_no_text_has_no_account(instance):
    assert "nie ma konta" in instance.run("sign-in-link", "\udcff@podworko.example", expect=1).stderr
