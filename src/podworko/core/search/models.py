from django.db import models
from django.db.models import Exists, OuterRef, Q

from podworko.core.prepared import Prepared
from podworko.core.visibility import VisibleQuerySet


class SearchDocumentQuerySet(VisibleQuerySet["SearchDocument"]):
    owner = "owner_id"
    areas = "areas__area_id"
    author = "author_id"

    def _in_areas(self, ids: frozenset[int]) -> Q:
        # Asked of each hit in turn: a list of all documents of a city would be made before the first hit.
        if not ids:
            return Q(pk__in=[])
        return Q(Exists(SearchDocumentArea.objects.filter(document=OuterRef("pk"), area_id__in=ids)))


class SearchDocument(models.Model):
    """One thing that can be found, made by `podworko.core.search.index` and never changed by hand."""

    id = models.BigIntegerField(primary_key=True)
    """Its place in the stored order of results; see `index.place_of`."""
    source = models.CharField(max_length=80)
    source_id = models.BigIntegerField()
    model = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    title_key = models.CharField(max_length=300)
    """The folded words of the title."""
    other_titles = models.JSONField(default=list)
    label = models.CharField(max_length=300, blank=True)
    address = models.TextField(blank=True)
    body = models.TextField(blank=True)
    numbers = models.JSONField(default=list)
    page = models.JSONField(default=dict)
    terms = models.TextField(blank=True)
    """What the full-text index holds of it, separated by spaces; see `podworko.core.search.fulltext`."""
    visibility = models.CharField(max_length=12)
    owner_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id", "model", "object_id"], name="found_once"),
        ]
        indexes = [models.Index(fields=["title_key"], name="document_by_title")]

    def __str__(self) -> str:
        return self.title


_titled = Prepared(lambda key: SearchDocument.objects.filter(title_key=key).order_by().values_list("pk")[:1], str)


class SearchDocumentArea(models.Model):
    """That a document counts in an area for the visibility table."""

    document = models.ForeignKey(SearchDocument, models.CASCADE, related_name="areas")
    area_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "area_id"], name="document_once_in_area")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.area_id}"


class SearchWord(models.Model):
    """A folded word that stands in documents; whether a person may know of it is asked of the documents."""

    word = models.CharField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.word


class SearchDebt(models.Model):
    """A row of a source whose documents are still to be made anew; see `podworko.core.search.later`."""

    source = models.CharField(max_length=80)
    source_id = models.BigIntegerField()
    wave = models.CharField(max_length=80, blank=True, db_index=True)
    """What was put off together, e.g. `import:12`."""
    wave_size = models.PositiveIntegerField(default=0)
    """How many rows were put off together."""

    def __str__(self) -> str:
        return f"{self.source}:{self.source_id}"


def is_title(key: str) -> bool:
    """Say whether anything, whoever may see it, bears a name, given as its folded words."""
    return bool(_titled.all(key))
