"""The fast entry: an organisation, its place, its category and its telephone in one go."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from podworko.core.audit import Actor, Values
from podworko.organisations.actions.contact import Ways, add_contact
from podworko.organisations.actions.location import add_location
from podworko.organisations.actions.organisation import add_organisation
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.actions.listing import set_categories


def add_entry(  # noqa: PLR0913 – the parts of an entry
    *,
    area: Area,
    organisation: Values,
    location: Values | None,
    category_ids: Sequence[int],
    contact: Values,
    ways: Sequence[Values],
    by: Actor | None,
    is_kept_by_author: bool = False,
    token: UUID | None = None,
) -> Organisation:
    """Enter an organisation with what is known of it, or nothing at all. `token` as in `core.submission`.

    `location` is empty for an organisation without a place; `ways` may be empty: then there is no contact.
    """
    with transaction.atomic():
        made = add_organisation(
            area=area, values=organisation, by=by, is_kept_by_author=is_kept_by_author, token=token
        )
        if location is not None:
            place = add_location(organisation=made, values={"area_id": area.pk, **location}, by=by)
            if category_ids:
                set_categories(place, category_ids=category_ids, by=by)
        if ways:
            add_contact(organisation=made, values=contact, ways=Ways(added=ways), by=by)
    return made
