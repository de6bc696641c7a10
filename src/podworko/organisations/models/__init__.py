from podworko.organisations.models.membership import Invitation, Membership, Opening
from podworko.organisations.models.register import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)

__all__ = [
    "Activity",
    "Contact",
    "ContactField",
    "Invitation",
    "Location",
    "Membership",
    "Opening",
    "Organisation",
    "OrganisationIdentifier",
]
