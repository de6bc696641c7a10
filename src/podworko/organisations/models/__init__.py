from podworko.organisations.models.membership import Invitation, Membership, Opening
from podworko.organisations.models.merging import Merge, Pair
from podworko.organisations.models.register import (
    Activity,
    Contact,
    ContactField,
    Location,
    Organisation,
    OrganisationIdentifier,
)
from podworko.organisations.models.stakeholders import Assessment, AssessmentAxes, Link, NetworkImport

__all__ = [
    "Activity",
    "Assessment",
    "AssessmentAxes",
    "Contact",
    "ContactField",
    "Invitation",
    "Link",
    "Location",
    "Membership",
    "Merge",
    "NetworkImport",
    "Opening",
    "Organisation",
    "OrganisationIdentifier",
    "Pair",
]
