"""A newer program over an older database: a backup first, then the change, once."""

import subprocess
import zipfile

AHEAD = (
    "from django.db.migrations.recorder import MigrationRecorder\nfrom django.db import connection\n"
    "MigrationRecorder(connection).record_applied('core', '0999_from_the_future')"
)


def go_back(instance):
    instance.run("manage", "migrate", "django_tasks_database", "0020", "-v0")


def automatic(instance):
    return sorted((instance.folder / "backups").glob("before-upgrade-*.zip"))


def test_database_is_backed_up_before_it_is_changed(instance):
    go_back(instance)
    for file in automatic(instance):
        file.unlink()
    done = instance.run("manage", "migrate", "-v0")
    assert "Kopia bazy przed zmianą" in done.stderr
    (backup,) = automatic(instance)
    instance.run("restore", str(backup), "--check-only")
    assert "0021_conditional_partial_index_ordering" not in zipfile.ZipFile(backup).read("manifest.json").decode()


def test_database_that_fits_is_left_alone(instance):
    instance.run("manage", "migrate", "-v0")
    assert automatic(instance) == []


def test_processes_that_start_at_once_upgrade_once(instance):
    go_back(instance)
    for file in automatic(instance):
        file.unlink()
    both = [
        subprocess.Popen(
            instance.command("manage", "migrate", "-v0"), env=instance.environment, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    errors = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert len(automatic(instance)) == 1


def test_database_of_a_newer_program_is_refused(instance):
    instance.shell(AHEAD)
    done = instance.run("serve", expect=1)
    assert "0999_from_the_future" in done.stderr
    assert "Traceback" not in done.stderr
