from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from podworko.core.text import fold, sort_key
from podworko.core.visibility import Reach
from podworko.places import validity
from podworko.places.choices import AreaKind, CommunityKind

DatedT = TypeVar("DatedT", bound="Dated")

OLDEST_FIRST = (F("starts_earliest").asc(nulls_first=True), "pk")
"""What began nobody knows when comes first, on both databases."""


class Dated(models.Model):
    """Something that holds from one date to another, each as exact as its source; see `places.validity`."""

    starts = models.CharField(_("od"), max_length=12, blank=True)
    ends = models.CharField(_("do"), max_length=12, blank=True)
    starts_earliest = models.DateField(null=True, editable=False)
    ends_latest = models.DateField(null=True, editable=False)
    date_note = models.CharField(_("uwaga o datach"), max_length=300, blank=True)
    source = models.CharField(_("źródło"), max_length=300, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def dates(starts: str = "", ends: str = "") -> dict[str, Any]:
        """Return the four date fields for two dates in EDTF."""
        first, last = validity.parse(starts), validity.parse(ends)
        return {
            "starts": starts,
            "ends": ends,
            "starts_earliest": first.earliest if first else None,
            "ends_latest": last.latest if last else None,
        }


def oldest_first(rows: Iterable[DatedT]) -> list[DatedT]:
    """Return rows in the order in which they held, as far as anybody knows.

    A row without dates stays behind the one that was entered before it: „later”, says the source, and not when.
    """
    keyed = []
    latest = date.min
    for row in sorted(rows, key=lambda row: row.pk):
        latest = row.starts_earliest or row.ends_latest or latest
        keyed.append((latest, row))
    return [row for _known, row in sorted(keyed, key=lambda pair: pair[0])]


class AreaQuerySet(models.QuerySet["Area"]):
    def below(self, area: "Area") -> "AreaQuerySet":
        """Keep an area and all areas inside it."""
        return self.filter(path__startswith=area.path)

    def above(self, area: "Area") -> "AreaQuerySet":
        """Keep an area and all areas round it, the widest first."""
        return self.filter(pk__in=area.path_ids).order_by("path")

    def able_to_hold(self, area: "Area") -> "AreaQuerySet":
        """Keep the areas in which an area may lie: of a wider kind, not inside it, and invented only if it is."""
        kinds = list(AreaKind)
        wider = kinds[: kinds.index(AreaKind(area.kind))]
        return self.filter(kind__in=wider, is_sample=area.is_sample).exclude(path__startswith=area.path)

    def open_to_move(self, area: "Area", reach: Reach) -> "AreaQuerySet":
        """Keep the areas into which a person may move an area: those they keep, too, for a move gives rights there."""
        kept = Area.objects.editable_by(reach).values("pk")
        return self.able_to_hold(area).filter(models.Q(pk=area.parent_id) | models.Q(pk__in=kept))

    def editable_by(self, reach: Reach) -> "AreaQuerySet":
        """Keep the areas whose names, boundaries and streets a person may change."""
        if reach.is_administrator:
            return self
        return self.filter(pk__in=reach.coordinator_of)


class Area(models.Model):
    """A metropolitan area, municipality, district or neighbourhood; areas form a tree."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("leży w")
    )
    kind = models.CharField(_("rodzaj"), max_length=20, choices=AreaKind)
    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    name = models.CharField(_("nazwa"), max_length=120)
    """The name in force; all names with their dates stand in `AreaName`."""
    label = models.CharField(_("nazwa z rodzajem"), max_length=160, blank=True)
    """The kind and the name as people write them together, e.g. „dzielnica IV Prądnik Biały”; never declined."""
    sort_key = models.CharField(max_length=240, editable=False)
    path = models.CharField(max_length=200, db_index=True, editable=False)
    """Ids from the root to this area, `/1/4/9/`: everything inside begins alike."""
    official_code = models.CharField(_("kod TERYT"), max_length=12, blank=True)
    """TERYT code of a municipality; districts and estates have none."""
    description = models.TextField(_("charakter miejsca"), blank=True)
    description_source = models.CharField(_("skąd to wiemy"), max_length=500, blank=True)
    is_sample = models.BooleanField(default=False)
    """An area that does not exist and says so on every page and print."""
    version = models.PositiveIntegerField(default=1)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["path"]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.pk}"

    @property
    def path_ids(self) -> list[int]:
        """The ids of the areas from the root down to this one."""
        return [int(part) for part in self.path.strip("/").split("/")]

    @property
    def full_label(self) -> str:
        """The label, or the name where none was given."""
        return self.label or self.name


class FormerSlug(models.Model):
    """An address that an area once had; it redirects."""

    slug = models.SlugField(max_length=60, unique=True)
    area = models.ForeignKey(Area, models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class AreaName(Dated):
    """A name that an area bore for a time."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="names")
    name = models.CharField(_("nazwa"), max_length=120)

    class Meta:
        ordering = OLDEST_FIRST

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"


class Street(models.Model):
    """A street known in an area. The list is never taken for complete."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="streets")
    name = models.CharField(_("nazwa"), max_length=160)
    """In full and normalised, without „ul.”, e.g. „Walerego Eljasza-Radzikowskiego”."""
    folded = models.CharField(max_length=160, editable=False)
    sort_key = models.CharField(max_length=240, editable=False)
    source = models.CharField(_("źródło"), max_length=300, blank=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["area", "folded"], name="street_once_per_area")]

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"

    @staticmethod
    def named(name: str) -> dict[str, str]:
        """Return the three fields that hold a street's name."""
        return {"name": name, "folded": fold(name), "sort_key": sort_key(name)}


class BoundaryQuerySet(models.QuerySet["Boundary"]):
    def in_force(self, day: date) -> "BoundaryQuerySet":
        """Keep what may hold on a day, the latest of each area last."""
        begun = Q(starts_earliest=None) | Q(starts_earliest__lte=day)
        return self.filter(begun, Q(ends_latest=None) | Q(ends_latest__gte=day)).order_by(*OLDEST_FIRST)


class Boundary(Dated):
    """How far an area reached for a time: a polygon, a list of streets, or words alone."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="boundaries")
    geometry = models.JSONField(null=True, blank=True)
    """A GeoJSON Polygon or MultiPolygon in WGS 84, valid, or empty."""
    light_geometry = models.JSONField(null=True, blank=True, editable=False)
    """The same with fewer points, where there are too many to draw on every page."""
    description = models.CharField(_("opis granic"), max_length=500, blank=True)
    attribution = models.CharField(_("czyje dane"), max_length=300, blank=True)
    streets = models.ManyToManyField(Street, blank=True, related_name="boundaries")

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        ordering = OLDEST_FIRST
        verbose_name_plural = "boundaries"

    def __str__(self) -> str:
        return f"{self.area} {self.starts}"

    @property
    def drawn_geometry(self) -> dict[str, Any] | None:
        """The geometry to draw: light enough for a page."""
        return self.light_geometry or self.geometry

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"area:{self.area_id}"


class BoundaryDraft(models.Model):
    """A boundary that was read and waits for somebody to look at it and confirm."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="drafts")
    made_by = models.BigIntegerField()
    """Id of the user who read it; nobody else sees it."""
    file_name = models.CharField(max_length=200, blank=True)
    outlines = models.JSONField()
    """A list of `{"name", "geometry", "remarks"}`, as `imports.FoundOutline`."""
    remarks = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "made_by"], name="one_draft_per_person")]

    def __str__(self) -> str:
        return self.file_name


class CommunityQuerySet(models.QuerySet["Community"]):
    def around(self, area: Area) -> "CommunityQuerySet":
        """Keep the communities of an area, of those inside it and of those round it."""
        inside_or_round = Area.objects.filter(Q(path__startswith=area.path) | Q(pk__in=area.path_ids))
        return self.filter(pk__in=Community.areas.through.objects.filter(area__in=inside_or_round).values("community"))

    def editable_by(self, reach: Reach) -> "CommunityQuerySet":
        """Keep the communities that a person may change: of an area that is theirs to change."""
        areas = Area.objects.editable_by(reach)
        return self.filter(pk__in=Community.areas.through.objects.filter(area__in=areas).values("community"))


class Community(models.Model):
    """People of a place or of an interest; may span areas and have no boundary at all."""

    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("rodzaj"), max_length=20, choices=CommunityKind)
    name = models.CharField(_("nazwa"), max_length=200)
    """The latest name; all names stand in `CommunityName`."""
    sort_key = models.CharField(max_length=240, editable=False)
    is_programme = models.BooleanField(_("Program Aktywności Lokalnej"), default=False)
    """Reached by a Local Activity Programme (PAL – Program, not Punkt)."""
    description = models.TextField(_("kogo obejmuje"), blank=True)
    character = models.TextField(_("charakter społeczności"), blank=True)
    areas = models.ManyToManyField(Area, related_name="communities", blank=True)
    source = models.CharField(_("źródło"), max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"community:{self.pk}"


class CommunityName(Dated):
    """A name that a community bore for a time."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="names")
    name = models.CharField(_("nazwa"), max_length=200)

    class Meta:
        ordering = OLDEST_FIRST

    def __str__(self) -> str:
        return self.name

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"community:{self.community_id}"


class CommunityExtent(Dated):
    """How far a community reached for a time, in words, with the areas and streets that the words name."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="extents")
    description = models.CharField(_("zasięg"), max_length=400)
    area = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="extents", verbose_name=_("całe miejsce")
    )
    street_names = models.JSONField(_("ulice"), default=list, blank=True)
    """Names of streets, as in `Street.name`; the street itself need not be on any list."""
    geometry = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = OLDEST_FIRST
        constraints = [models.CheckConstraint(condition=~Q(description=""), name="extent_says_what")]

    def __str__(self) -> str:
        return self.description

    @property
    def history_of(self) -> str:
        """The record whose history tells of this row."""
        return f"community:{self.community_id}"
