"""One run of every action of `organisations`; see tests/test_actions_are_recorded.py."""

from datetime import date

from podworko.accounts.choices import AreaRoleKind
from podworko.core.restoring import VERB
from podworko.core.visibility import Visibility
from podworko.organisations.actions import contact as contacts
from podworko.organisations.actions import lapsing, membership, merging, network_import, pair, restoring, stakeholders
from podworko.organisations.actions import link as links
from podworko.organisations.actions import location as locations
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.choices import LegalBasis, LinkLevel, MembershipRole, OpeningPurpose, PairAnswer
from podworko.organisations.models import Pair
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
    "organisations/actions/pair.py::look_for_duplicates": "compares, and decides nothing",
    "organisations/actions/writing.py": "what the actions share",
    "organisations/actions/link.py::check_link": "refuses, and writes nothing",
    "organisations/actions/network_import.py::keep_network": "kept until somebody decides, seen by nobody else",
    "organisations/actions/network_import.py::forget_networks": "of files that nobody took in",
}
PHONE = {
    "kind": "phone",
    "value": "12 000 00 01",
    "visibility": Visibility.PUBLIC,
    "legal_basis": LegalBasis.NOT_PERSONAL,
    "notice_date": date(2026, 1, 2),
}


def organisation_with_public_contact(**values):
    return ContactFieldFactory(
        public=True, contact__organisation__visibility=Visibility.PUBLIC, **values
    ).contact.organisation


def put_contacts_back(by):
    made = organisation_with_public_contact()
    way = made.contacts.get().fields.get()
    lapsing.put_contacts_back(made, values={way.pk: {"value": "12 000 00 09"}}, verb="undo_reply", by=by)


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


def assess(by=None):
    organisation = OrganisationFactory()
    placement = stakeholders.Placement(1, 5, "support")
    return stakeholders.assess(
        organisation, area=organisation.home_area, placement=placement, assessor="warsztat", by=by
    )


def assess_many(by):
    organisation = OrganisationFactory()
    rows = [(organisation, stakeholders.Placement(1, 5))]
    stakeholders.assess_many(rows, area=organisation.home_area, assessor="warsztat", by=by)


def add_link(by=None):
    first = OrganisationFactory()
    second = OrganisationFactory(home_area=first.home_area)
    return links.add_link(area=first.home_area, first=first, second=second, values={"level": LinkLevel.ACTIONS}, by=by)


def import_network(by):
    first = OrganisationFactory()
    content = {
        "nodes": [{"name": first.name}, {"name": "Nowa grupa"}],
        "links": [{"first": first.name, "second": "Nowa grupa", "level": "actions"}],
    }
    file = network_import.keep_network(area=first.home_area, name="siec.xlsx", content=content, by=by)
    choices = {first.name: str(first.pk), "Nowa grupa": network_import.NEW}
    return network_import.import_network(
        file, choices=choices, known={first.pk: first}, visibility=Visibility.PARTNERS, by=by
    )


LINK, GRID = "organisations/actions/link.py::", "organisations/actions/stakeholders.py::"
NETWORK = "organisations/actions/network_import.py::"


def merge(by):
    kept, merged = OrganisationFactory(), OrganisationFactory()
    return merging.merge_organisations(merged=merged, kept=kept, values={}, joined_places={}, by=by)


def settle_pair(by):
    first, second = OrganisationFactory(), OrganisationFactory()
    pair.settle_pair(Pair.objects.create(first=first, second=second, strength=80), answer=PairAnswer.DIFFERENT, by=by)


SCENARIOS = {
    f"{GRID}assess": assess,
    f"{GRID}assess_many": assess_many,
    f"{GRID}withdraw_assessment": lambda by: stakeholders.withdraw_assessment(assess(), by=by),
    f"{GRID}reinstate_assessment": lambda by: stakeholders.reinstate_assessment(
        stakeholders.withdraw_assessment(assess(), by=None), by=by
    ),
    f"{GRID}set_axes": lambda by: stakeholders.set_axes(
        AreaFactory(), values={"scale": 3}, is_same_question=True, by=by
    ),
    f"{LINK}add_link": add_link,
    f"{LINK}change_link": lambda by: links.change_link(add_link(), values={"note": "festyn"}, by=by),
    f"{LINK}step_link": lambda by: links.step_link(add_link(), level=LinkLevel.PARTNERSHIP, since="2025", by=by),
    f"{LINK}delete_link": lambda by: links.delete_link(add_link(), by=by),
    f"{LINK}bring_back_link": lambda by: links.bring_back_link(links.delete_link(add_link(), by=None), by=by),
    f"{NETWORK}import_network": import_network,
    f"{NETWORK}undo_network": lambda by: network_import.undo_network(import_network(by), by=by),
    "organisations/actions/merging.py::merge_organisations": merge,
    "organisations/actions/merging.py::undo_merge": lambda by: merging.undo_merge(merge(by=None), by=by),
    "organisations/actions/pair.py::name_pair": lambda by: pair.name_pair(
        OrganisationFactory(), OrganisationFactory(), by=by
    ),
    "organisations/actions/pair.py::settle_pair": settle_pair,
    "organisations/actions/contact.py::mark_bouncing": lambda by: contacts.mark_bouncing(
        ContactFieldFactory(kind="email", value="a@example.org"), is_bouncing=True, by=by
    ),
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
    "organisations/actions/lapsing.py::announce_lapse": lambda by: lapsing.announce_lapse(
        organisation_with_public_contact(notice_date=date(2020, 1, 2)), by=by
    ),
    "organisations/actions/lapsing.py::lapse_contacts": lambda by: lapsing.lapse_contacts(
        organisation_with_public_contact(notice_date=date(2020, 1, 2), lapse_notice_date=date(2021, 1, 2)), by=by
    ),
    "organisations/actions/lapsing.py::confirm_contacts": lambda by: lapsing.confirm_contacts(
        organisation_with_public_contact(), verb="assure_organisation", by=by
    ),
    "organisations/actions/lapsing.py::put_contacts_back": put_contacts_back,
}
