"""Which organisations the demo accounts belong to: one of Azory and one of Trzepakowo, where these are loaded."""

from podworko.accounts import demo as accounts
from podworko.accounts.models import User
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership, Organisation

ROLES = {accounts.MEMBER: MembershipRole.MEMBER, accounts.EDITOR: MembershipRole.EDITOR}
IN_AZORY = "Towarzystwo Przyjaciół Dzieci"


def load() -> None:
    """Make the memberships that are missing; a second call changes nothing."""
    azory = Organisation.objects.filter(home_area__slug="azory", name__startswith=IN_AZORY).first()
    sample = Organisation.objects.filter(home_area__slug="trzepakowo").order_by("pk").first()
    for email, role in ROLES.items():
        user = User.objects.get(email=email)
        for organisation in filter(None, (azory, sample)):
            Membership.objects.get_or_create(user=user, organisation=organisation, defaults={"role": role})
