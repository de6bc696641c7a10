"""One run of every action of `organisations`; see tests/test_actions_are_recorded.py."""

from datetime import date

from podworko.accounts.choices import AreaRoleKind
from podworko.core.restoring import VERB
from podworko.core.visibility import Visibility
from podworko.organisations.actions import contact as contacts
from podworko.organisations.actions import location as locations
from podworko.organisations.actions import membership, restoring
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.choices import LegalBasis, MembershipRole, OpeningPurpose
from tests.factories import (
    AreaFactory,
    ContactFactory,
    ContactFieldFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
)

MEMBERSHIP = "organisations/actions/membership.py::"
NOT_RECORDED = {
    "organisations/actions/writing.py": "what the actions share",
}
PHONE = {
    "kind": "phone",
    "value": "12 000 00 01",
    "visibility": Visibility.PUBLIC,
    "legal_basis": LegalBasis.NOT_PERSONAL,
    "notice_date": date(2026, 1, 2),
}


def delete_location(by):
    return locations.delete_location(LocationFactory(), by=by)


def bring_back(by):
    restoring.bring_back(delete_location(by=None), by=by, verb=VERB)


def change_contact_field(by):
    contacts.change_contact_field(ContactFieldFactory(), values={"value": "12 000 00 02"}, by=by)


def invitation(by):
    return membership.invite_member(organisation=OrganisationFactory(), role=MembershipRole.MEMBER, by=by)[0]


def accept_invitation(by):
    kept = MembershipFactory(role=MembershipRole.EDITOR)
    offered, _ = membership.invite_member(organisation=kept.organisation, role=MembershipRole.MEMBER, by=kept.user)
    membership.accept_invitation(offered, by=by)


def open_records(by):
    return membership.open_records(
        OrganisationFactory(), purpose=OpeningPurpose.REPAIR, reason="Zgubił się numer", by=by
    )


SCENARIOS = {
    "organisations/actions/organisation.py::add_organisation": lambda by: organisations.add_organisation(
        area=AreaFactory(), values={"name": "Klub"}, by=by
    ),
    "organisations/actions/organisation.py::change_organisation": lambda by: organisations.change_organisation(
        OrganisationFactory(), values={"name": "Klub"}, by=by
    ),
    "organisations/actions/organisation.py::assure_organisation": lambda by: organisations.assure_organisation(
        OrganisationFactory(), assured_by="organizacja", by=by
    ),
    "organisations/actions/organisation.py::close_organisation": lambda by: organisations.close_organisation(
        OrganisationFactory(), reason="zamknięta", by=by
    ),
    "organisations/actions/organisation.py::delete_organisation": lambda by: organisations.delete_organisation(
        OrganisationFactory(), by=by
    ),
    "organisations/actions/restoring.py::bring_back": bring_back,
    "organisations/actions/location.py::add_location": lambda by: locations.add_location(
        organisation=(made := OrganisationFactory()), values={"area_id": made.home_area_id}, by=by
    ),
    "organisations/actions/location.py::change_location": lambda by: locations.change_location(
        LocationFactory(), values={"street_name": "Weissa"}, by=by
    ),
    "organisations/actions/location.py::delete_location": delete_location,
    "organisations/actions/contact.py::add_contact": lambda by: contacts.add_contact(
        organisation=OrganisationFactory(), values={"role": "dyrekcja"}, ways=contacts.Ways(added=[PHONE]), by=by
    ),
    "organisations/actions/contact.py::change_contact": lambda by: contacts.change_contact(
        ContactFactory(), values={"role": "dyrekcja"}, by=by
    ),
    "organisations/actions/contact.py::change_contact_field": change_contact_field,
    "organisations/actions/contact.py::hand_over_contact": lambda by: contacts.hand_over_contact(
        ContactFactory(),
        holder_name="Anna",
        held_from=date(2026, 9, 1),
        holder_visibility=Visibility.ORGANISATION,
        kept=[],
        by=by,
    ),
    "organisations/actions/contact.py::end_contact": lambda by: contacts.end_contact(ContactFactory(), by=by),
    "organisations/actions/contact.py::delete_contact": lambda by: contacts.delete_contact(ContactFactory(), by=by),
    f"{MEMBERSHIP}invite_member": invitation,
    f"{MEMBERSHIP}invite_to_area": lambda by: membership.invite_to_area(
        area=AreaFactory(), kind=AreaRoleKind.ANALYST, by=by
    ),
    f"{MEMBERSHIP}revoke_invitation": lambda by: membership.revoke_invitation(invitation(by), by=by),
    f"{MEMBERSHIP}accept_invitation": accept_invitation,
    f"{MEMBERSHIP}change_membership": lambda by: membership.change_membership(
        MembershipFactory(), role=MembershipRole.EDITOR, by=by
    ),
    f"{MEMBERSHIP}remove_membership": lambda by: membership.remove_membership(MembershipFactory(), by=by),
    f"{MEMBERSHIP}open_records": open_records,
    f"{MEMBERSHIP}close_records": lambda by: membership.close_records(open_records(by), by=by),
}
