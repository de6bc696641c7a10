"""Steps of an import as tests take them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from podworko.core.jobs import queue
from podworko.resources.models import RegisterImport

IMPORTS = "/azory/imports/"


def brought(client, content, name="spis.csv", **said):
    """Send a file; return the import and the page that comes next."""
    data = content.encode() if isinstance(content, str) else content
    answer = client.post(f"{IMPORTS}new/", {"file": SimpleUploadedFile(name, data), **said})
    made = RegisterImport.objects.order_by("-pk").first()
    return made, answer


def columns_form(client, made):
    """Return what the form of columns would send unchanged."""
    page = client.get(f"{IMPORTS}{made.pk}/columns/")
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def previewed(client, content, name="spis.csv", **said):
    """Send a file and accept its columns; `said` overrides what the form of columns says."""
    made, _answer = brought(client, content, name)
    answer = client.post(f"{IMPORTS}{made.pk}/columns/", {**columns_form(client, made), **said})
    assert answer.status_code == 302, answer.context["form"].errors
    worked()
    made.refresh_from_db()
    return made


def committed(client, made):
    client.post(f"{IMPORTS}{made.pk}/commit/")
    worked()
    made.refresh_from_db()
    return made


def undone(client, made):
    client.post(f"{IMPORTS}{made.pk}/undo/")
    worked()
    made.refresh_from_db()
    return made


def worked():
    """Do the jobs that wait, as a worker would."""
    while (job := queue.claim("test")) is not None:
        assert queue.perform(job, "test"), job.lease.last_error


def verdicts(made):
    return {row.number: row.verdict for row in made.rows.all()}
