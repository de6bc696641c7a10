"""What spans several apps when something is changed."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from podworko.accounts import actions as accounts
from podworko.accounts.choices import AreaRoleKind
from podworko.accounts.models import User
from podworko.agenda.actions.finding_mails import choose_mails
from podworko.core import audit
from podworko.needs.actions import offer_mails as about_offers
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


def change_account(  # noqa: PLR0913 – what the page of an account holds
    user: User, *, name: str, language: str, mails: str = "", offer_mails: str = "", by: User
) -> User:
    """Change a person's own account, and which mails come about their events and offers; empty leaves that alone."""
    with transaction.atomic():
        changed = accounts.change_account(user, name=name, language=language, by=by)
        if mails:
            choose_mails(user, wanted=mails, by=by)
        if offer_mails:
            about_offers.choose_mails(user, wanted=offer_mails, by=by)
    return changed


def record_hand_over(area: Area, *, by: User) -> None:
    """Write down in the area's history that somebody has made its hand-over book, which holds contacts of others."""
    today = timezone.localdate().isoformat()
    about = f"area:{area.pk}"
    audit.record(by, verb="make_hand_over", before={"hand_over": ""}, after={"hand_over": today}, by=by, about=about)
