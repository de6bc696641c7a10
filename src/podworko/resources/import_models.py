"""Imports of the register: a file, what its columns mean, what each of its rows would do, and what was written.

Kept beside `resources.models`, which is full; imported there, so that Django finds them.
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from podworko.places.models import Area

KEPT = timedelta(days=30)
"""How long a file that nobody has written stays, and the rows that were left out of one that was."""


class ImportState(models.TextChoices):
    READING = "reading", _("czytamy plik")
    UNREADABLE = "unreadable", _("nie da się odczytać")
    COLUMNS = "columns", _("do ustalenia: co jest w kolumnach")
    COMPARING = "comparing", _("porównujemy ze spisem")
    PREVIEW = "preview", _("do przejrzenia")
    WRITING = "writing", _("zapisujemy")
    DONE = "done", _("zapisano")
    UNDOING = "undoing", _("cofamy")
    UNDONE = "undone", _("cofnięto")


class RegisterImport(models.Model):
    """A file that a coordinator brings into the register of an area."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, blank=True)
    """As in `core.tables.sheet.Tables`."""
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.READING)
    progress = models.PositiveSmallIntegerField(default=0)
    """Percent of the step that is under way."""
    problem = models.TextField(blank=True)
    """Why it cannot go on, or why it must be looked at anew: a sentence for a person."""
    remarks = models.JSONField(default=list, blank=True)
    """Sentences about the file as a whole."""
    columns = models.JSONField(default=dict, blank=True)
    """`sheet`, `header`, `fields`, as in `importing.columns.Columns`."""
    options = models.JSONField(default=dict, blank=True)
    """What holds for all rows: who sees them, where they come from; see `importing.options`."""
    counts = models.JSONField(default=dict, blank=True)
    """Verdict → number of rows."""
    made = models.JSONField(default=dict, blank=True)
    """What was written: `added`, `places`, `changed`, `left` → number; after undoing `removed`, `restored`."""
    touched = models.JSONField(default=list, blank=True)
    """Ids of the organisations that were added or changed."""
    kept = models.JSONField(default=list, blank=True)
    """Names of entries that undoing left alone, since others have changed them since."""
    first_entry = models.BigIntegerField(null=True, blank=True)
    """The history of what was written lies between these two, the first not included."""
    last_entry = models.BigIntegerField(null=True, blank=True)
    entered_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    undone_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["area", "-created_at"], name="imports_of_area")]

    def __str__(self) -> str:
        # Goes into the history, which outlives it: so without the name of the file.
        return f"{self.area_id}: {self.pk}"

    @property
    def search_wave(self) -> str:
        """The name under which what it has changed waits for the search; see `core.search.later`."""
        return f"import:{self.pk}"

    @property
    def is_under_way(self) -> bool:
        """Say whether a job works on it."""
        return self.state in {
            ImportState.READING,
            ImportState.COMPARING,
            ImportState.WRITING,
            ImportState.UNDOING,
        }


class ImportedFile(models.Model):
    """The file itself; goes as soon as its rows are written, and after 30 days at the latest."""

    register_import = models.OneToOneField(
        RegisterImport, models.CASCADE, primary_key=True, related_name="imported_file"
    )
    content = models.BinaryField(default=bytes)
    """As it came; empty once it has been read."""
    tables = models.BinaryField(default=bytes)
    """What was read, as JSON, compressed by zlib."""

    def __str__(self) -> str:
        return str(self.register_import_id)


class ImportRow(models.Model):
    """What one row of the file would do, as it was shown."""

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    """Among the rows below the header, from 0."""
    rank = models.PositiveSmallIntegerField()
    """Place of the verdict in the order in which people look at them."""
    verdict = models.CharField(max_length=10)
    decision = models.CharField(max_length=30, blank=True)
    """What a person has said: see `importing.comparing`."""
    sheet = models.CharField(max_length=100, blank=True)
    number = models.PositiveIntegerField()
    """Of the row in the file."""
    name = models.CharField(max_length=300, blank=True)
    cells = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    """Mappings with `cell`, `field`, `reason`."""
    remarks = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    """As in `importing.comparing.Outcome.essence`; what must be true still when it is written."""

    class Meta:
        ordering = ["rank", "position"]
        constraints = [models.UniqueConstraint(fields=["register_import", "position"], name="import_row_once")]
        indexes = [models.Index(fields=["register_import", "rank", "position"], name="import_rows_in_order")]

    def __str__(self) -> str:
        return f"{self.register_import_id}: {self.number}"


class RememberedColumns(models.Model):
    """What somebody has said that the columns under a set of headings mean, for the next file of the same kind."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    headings_digest = models.CharField(max_length=64)
    fields = models.JSONField(default=list)
    categories = models.JSONField(default=dict)
    """What the file calls a category, folded → id of ours."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "headings_digest"], name="columns_remembered_once")]
        verbose_name_plural = "remembered columns"

    def __str__(self) -> str:
        return self.headings_digest[:8]
