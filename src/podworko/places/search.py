"""What can be found of places: areas, communities and streets; all of it is public."""

from collections.abc import Iterator, Sequence

from podworko.core.search.documents import About, Audience, Document, Source
from podworko.core.visibility import Visibility
from podworko.places.models import Area, Community, Street

EVERYBODY = Audience(Visibility.PUBLIC)


def _areas(ids: Sequence[int]) -> Iterator[Document]:
    for area in Area.objects.filter(pk__in=ids).prefetch_related("names"):
        names = dict.fromkeys([area.full_label, *(name.name for name in area.names.all())])
        names.pop(area.name, None)
        yield Document(
            source_id=area.pk,
            about=About("places.area", area.pk),
            kind="area",
            title=area.name,
            other_titles=tuple(names),
            hidden=area.get_kind_display(),
            body=area.description,
            page={"area_slug": area.slug, "area_kind": area.kind},
            audience=EVERYBODY,
            area_paths=frozenset([tuple(area.path_ids)]),
            order=0,
        )


def _communities(ids: Sequence[int]) -> Iterator[Document]:
    rows = Community.objects.filter(pk__in=ids).prefetch_related("names", "areas", "extents")
    for community in rows:
        former = dict.fromkeys(name.name for name in community.names.all() if name.name != community.name)
        extents = [extent.description for extent in community.extents.all()]
        streets = [street for extent in community.extents.all() for street in extent.street_names]
        areas = community.areas.all()
        yield Document(
            source_id=community.pk,
            about=About("places.community", community.pk),
            kind="community",
            title=community.name,
            other_titles=tuple(former),
            hidden=" ".join([*streets, "program aktywności lokalnej PAL" if community.is_programme else ""]),
            body="\n".join(dict.fromkeys(filter(None, [community.description, *extents]))),
            page={"slug": community.slug, "area_slug": areas[0].slug if areas else ""},
            audience=EVERYBODY,
            area_paths=frozenset(tuple(area.path_ids) for area in areas),
            order=1,
        )


def _streets(ids: Sequence[int]) -> Iterator[Document]:
    for street in Street.objects.filter(pk__in=ids).select_related("area"):
        yield Document(
            source_id=street.pk,
            about=About("places.street", street.pk),
            kind="street",
            title=street.name,
            page={"area_slug": street.area.slug, "area_label": street.area.full_label},
            audience=EVERYBODY,
            area_paths=frozenset([tuple(street.area.path_ids)]),
            order=6,
        )


def _streets_of(area: Area) -> list[int]:
    return list(area.streets.values_list("pk", flat=True)) if area.pk else []


def _communities_of(area: Area) -> list[int]:
    return list(area.communities.values_list("pk", flat=True)) if area.pk else []


SOURCES = [
    Source("places.area", _areas),
    Source("places.community", _communities),
    Source("places.street", _streets),
]
FOLLOWS = [
    ("places.area", "places.street", _streets_of),
    ("places.area", "places.community", _communities_of),
    ("places.areaname", "places.area", "area_id"),
    ("places.communityname", "places.community", "community_id"),
    ("places.communityextent", "places.community", "community_id"),
]
