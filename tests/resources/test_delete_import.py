"""A file that is not written can be forgotten at any time, and is after 30 days."""

from datetime import timedelta

from django.utils import timezone

from podworko.resources.import_jobs import forget_imports
from podworko.resources.models import ImportedFile, ImportRow, RegisterImport
from tests.resources.importing import IMPORTS, committed, previewed

TABLE = "Nazwa\nKlub Sowa\n\n;x\n"


def test_file_and_its_rows_go(signed_in):
    client = signed_in("coordinator")
    made = previewed(client, TABLE)
    client.post(f"{IMPORTS}{made.pk}/delete/")
    assert not RegisterImport.objects.exists()
    assert not ImportRow.objects.exists()
    assert not ImportedFile.objects.exists()


def test_written_import_stays_so_that_it_can_be_undone(signed_in):
    client = signed_in("coordinator")
    made = committed(client, previewed(client, TABLE))
    client.post(f"{IMPORTS}{made.pk}/delete/")
    assert RegisterImport.objects.filter(pk=made.pk).exists()


def test_what_nobody_wrote_is_forgotten_after_thirty_days(signed_in):
    client = signed_in("coordinator")
    written = committed(client, previewed(client, TABLE))
    previewed(client, TABLE)
    RegisterImport.objects.update(changed_at=timezone.now() - timedelta(days=31))
    assert forget_imports.call() == 1
    assert list(RegisterImport.objects.all()) == [written]
    assert not ImportRow.objects.exists()
    assert not ImportedFile.objects.exists()
