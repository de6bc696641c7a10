"""Jobs of imports: reading, comparing, writing and taking back what takes longer than anybody waits for a page."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from podworko.accounts.models import User
from podworko.core import progress
from podworko.core.jobs.schedule import daily
from podworko.core.search import later
from podworko.resources.actions import import_reading, import_undoing, importing
from podworko.resources.actions.importing import StaleImportError
from podworko.resources.import_models import KEPT, ImportRow, ImportState, RegisterImport


def _found(pk: int) -> RegisterImport | None:
    return RegisterImport.objects.select_related("area", "entered_by").filter(pk=pk).first()


@task()
def read(pk: int) -> str:
    """Read a file; return what state it is in."""
    found = _found(pk)
    return import_reading.read_import(found).state if found else ""


@task()
def compare(pk: int) -> str:
    """Compare the rows of a file with the register; return what state it is in."""
    found = _found(pk)
    return import_reading.compare_import(found).state if found else ""


@task()
def write(pk: int, user_id: int | None) -> str:
    """Write what was shown; where the register has changed meanwhile, show it anew."""
    found = _found(pk)
    if found is None or found.state != ImportState.WRITING:
        return ""
    done = write_or_show_anew(found, User.objects.filter(pk=user_id or 0).first())
    # Whoever is killed from here on leaves it to the job that stands in the queue since the transaction.
    later.catch_up(done.search_wave)
    return done.state


def write_or_show_anew(found: RegisterImport, by: User | None) -> RegisterImport:
    """Write what was shown, or compare anew and say which rows have become different."""
    try:
        with progress.telling(found.search_wave) as teller:
            return importing.commit_import(found, by=by, tell=teller.tell)
    except StaleImportError as error:
        problem = " ".join(error.messages)
        RegisterImport.objects.filter(pk=found.pk).update(state=ImportState.COMPARING, problem=problem)
    except ValidationError as error:
        problem = " ".join(error.messages)
        RegisterImport.objects.filter(pk=found.pk, state=ImportState.WRITING).update(
            state=ImportState.PREVIEW, problem=problem
        )
    found.refresh_from_db()
    return import_reading.compare_import(found)


@task()
def undo(pk: int, user_id: int | None) -> str:
    """Take back what was written."""
    found = _found(pk)
    if found is None or found.state != ImportState.UNDOING:
        return ""
    with progress.telling(found.search_wave) as teller:
        person = User.objects.filter(pk=user_id or 0).first()
        undone = import_undoing.undo_import(found, by=person, tell=teller.tell)
    later.catch_up(undone.search_wave)
    return undone.state


def percent_done(found: RegisterImport) -> int | None:
    """Return how far a job is with an import, or after it the search; nothing where nobody works on it."""
    wave = found.search_wave
    if found.state in {ImportState.WRITING, ImportState.UNDOING}:
        return progress.told(wave) or 0
    return found.progress if found.is_under_way else later.percent_done(wave)


@task()
def forget_imports() -> int:
    """Delete files that nobody has written in 30 days, and the rows that were left out of the others."""
    old = timezone.now() - KEPT
    ImportRow.objects.filter(register_import__changed_at__lt=old).delete()
    unwritten = RegisterImport.objects.filter(changed_at__lt=old, done_at=None)
    count = unwritten.count()
    unwritten.delete()
    return count


SCHEDULE = [daily(forget_imports, 2, 20, says=_("Kasuje pliki spisu, których nikt nie zapisał przez 30 dni"))]
