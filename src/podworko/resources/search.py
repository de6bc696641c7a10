"""What can be found of resources: each by itself, and the categories with what stands under them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from podworko.core.search.documents import About, Audience, Contribution, Document, Extra
from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from podworko.organisations.search import area_paths, audience_of, page_of
from podworko.resources.choices import Audience as ForWhom
from podworko.resources.models import Category, Listing, Resource

ORGANISATION = "organisations.organisation"


def _resources(ids: Sequence[int]) -> Iterator[Document]:
    organisations = {
        organisation.pk: organisation
        for organisation in Organisation.objects.filter(pk__in=ids)
        .select_related("home_area")
        .prefetch_related("activities__area")
    }
    rows = Resource.objects.filter(organisation__in=ids).select_related("location").prefetch_related("categories")
    for resource in rows:
        organisation = organisations[resource.organisation_id]
        around = audience_of(organisation)
        own = Audience(resource.visibility, organisation.pk, around.areas, resource.entered_by_id)
        place = resource.location
        is_place_shown = place is not None and place.visibility == Visibility.PUBLIC
        for_whom = [str(ForWhom(code).label) for code in resource.audiences if code in ForWhom.values]
        categories = [category.name for category in resource.categories.all()]
        yield Document(
            source_id=organisation.pk,
            about=About("resources.resource", resource.pk),
            kind="resource",
            title=resource.name,
            label=" · ".join(categories),
            address=place.public_address if place and is_place_shown else "",
            hidden=f"{organisation.name} {resource.get_kind_display()}",
            body="\n".join(filter(None, [resource.description, resource.how_to_use, ", ".join(for_whom)])),
            page={**page_of(organisation), "resource_kind": resource.kind},
            audience=own.hidden_with(around),
            area_paths=area_paths(organisation),
            order=4,
        )


def _categories(ids: Sequence[int]) -> Iterator[Extra]:
    of_organisation: dict[int, dict[str, None]] = defaultdict(dict)
    of_place: dict[int, dict[str, None]] = defaultdict(dict)
    listings = Listing.objects.filter(location__organisation__in=ids).select_related("category", "location")
    for listing in listings.order_by("-is_primary", "category__position"):
        of_place[listing.location_id][listing.category.name] = None
        if listing.location.visibility == Visibility.PUBLIC:
            of_organisation[listing.location.organisation_id][listing.category.name] = None
    for pk, names in of_organisation.items():
        yield Extra(about=About(ORGANISATION, pk), label=" · ".join(names))
    for pk, names in of_place.items():
        yield Extra(about=About("organisations.location", pk), label=" · ".join(names))


def _organisations_under(category: Category) -> set[int]:
    listed = Listing.objects.filter(category=category).values_list("location__organisation", flat=True)
    offered = Resource.objects.filter(categories=category).values_list("organisation", flat=True)
    return {*listed, *offered}


CONTRIBUTIONS = [Contribution(ORGANISATION, extras=_categories, documents=_resources)]
FOLLOWS = [
    ("resources.resource", ORGANISATION, "organisation_id"),
    ("resources.listing", ORGANISATION, "location.organisation_id"),
    ("resources.category", ORGANISATION, _organisations_under),
]
