"""What spans several apps when something is changed."""

from uuid import UUID

from django.db import transaction

from podworko.accounts import actions as accounts
from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import User
from podworko.places.actions.areas import create_area
from podworko.places.models import Area
from podworko.resources.actions import create_default_categories


def found_area(  # noqa: PLR0913 – what an area is made of
    *, name: str, kind: str, by: User, parent: Area | None = None, slug: str = "", token: UUID | None = None
) -> Area:
    """Make an area ready to be used: with the usual categories, and with its founder as coordinator.

    `token` as in `core.submission`.
    """
    with transaction.atomic():
        area = create_area(name=name, kind=kind, parent=parent, slug=slug, by=by, token=token)
        create_default_categories(area, by=by)
        # Nobody gives themselves a role, so the system gives this one.
        accounts.grant_area_role(user=by, area=area, kind=AreaRoleKind.COORDINATOR, by=None)
    return area
