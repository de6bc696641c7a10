"""The visibility table of `docs/architecture.md`, cell by cell, for every model that has a visibility."""

from itertools import product

import pytest

from podworko.accounts.choices import AreaRoleKind
from podworko.core.visibility import Reach, Visibility
from podworko.organisations.actions.membership import close_records, open_records
from podworko.organisations.choices import LegalBasis, MembershipRole, OpeningPurpose
from podworko.organisations.models import Contact, ContactField, Location, Organisation
from podworko.organisations.reach import NOBODY, reach_of
from podworko.resources.models import Resource
from tests.factories import (
    AdministratorFactory,
    AreaFactory,
    AreaRoleFactory,
    ContactFactory,
    ContactFieldFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TABLE = """
                                    public  partners  organisation  private
passer-by                           read    -         -             -
account without any role            read    -         -             -
member                              read    read      read          -
editor                              edit    edit      edit          edit
member of another in the area       read    read      -             -
editor of another in the area       read    read      -             -
member of another below the area    read    read      -             -
member of another above the area    read    -         -             -
member of another elsewhere         read    -         -             -
coordinator                         edit    edit      edit          -
coordinator above the area          edit    edit      edit          -
coordinator below the area          read    -         -             -
coordinator elsewhere               read    -         -             -
coordinator who entered it          edit    edit      edit          edit
facilitator                         read    read      -             -
analyst                             read    read      -             -
analyst elsewhere                   read    -         -             -
officer                             read    read      -             -
officer who has opened it           read    read      read          read
officer who has closed it again     read    read      -             -
administrator                       read    -         -             -
administrator who has opened it     read    read      read          read
administrator who is a member       read    read      read          -
"""
HEAD, *LINES = [line for line in TABLE.splitlines() if line]
CELLS = [
    (line[:36].strip(), visibility, right)
    for line in LINES
    for visibility, right in zip(HEAD.split(), line[36:].split(), strict=True)
]


@pytest.fixture
def city():
    return AreaFactory(name="Kraków")


@pytest.fixture
def area(city):
    return AreaFactory(name="Azory", parent=city)


@pytest.fixture
def below(area):
    return AreaFactory(name="Podwórko", parent=area)


@pytest.fixture
def elsewhere(city):
    return AreaFactory(name="Zachód", parent=city)


def organisation(area, visibility, author):
    return OrganisationFactory(home_area=area, visibility=visibility, entered_by=author)


def location(area, visibility, author):
    owner = organisation(area, Visibility.PUBLIC, None)
    return LocationFactory(organisation=owner, visibility=visibility, entered_by=author)


def contact_field(area, visibility, author):
    contact = ContactFactory(organisation=organisation(area, Visibility.PUBLIC, None))
    basis = {"legal_basis": LegalBasis.CONSENT, "notice_date": "2026-01-02"}
    return ContactFieldFactory(contact=contact, visibility=visibility, entered_by=author, **basis)


def resource(area, visibility, author):
    owner = organisation(area, Visibility.PUBLIC, None)
    return ResourceFactory(organisation=owner, visibility=visibility, entered_by=author)


MODELS = {organisation: Organisation, location: Location, contact_field: ContactField, resource: Resource}


def owner_of(row):
    return row if isinstance(row, Organisation) else getattr(row, "organisation", None) or row.contact.organisation


def member_in(area, role=MembershipRole.MEMBER):
    return MembershipFactory(organisation=OrganisationFactory(home_area=area), role=role).user


def role_in(area, kind=AreaRoleKind.COORDINATOR):
    return AreaRoleFactory(area=area, kind=kind).user


def with_opening(user, row, *, is_closed=False):
    opening = open_records(owner_of(row), purpose=OpeningPurpose.EXPORT, reason="wniosek osoby", by=user)
    if is_closed:
        close_records(opening, by=user)
    return user


@pytest.fixture
def people(area, below, city, elsewhere):
    """Role → function that makes its person for a row."""
    officer = AreaRoleKind.DATA_PROTECTION_OFFICER
    return {
        "account without any role": lambda _: UserFactory(),
        "member": lambda row: MembershipFactory(organisation=owner_of(row)).user,
        "editor": lambda row: MembershipFactory(organisation=owner_of(row), role=MembershipRole.EDITOR).user,
        "member of another in the area": lambda _: member_in(area),
        "editor of another in the area": lambda _: member_in(area, MembershipRole.EDITOR),
        "member of another below the area": lambda _: member_in(below),
        "member of another above the area": lambda _: member_in(city),
        "member of another elsewhere": lambda _: member_in(elsewhere),
        "coordinator": lambda _: role_in(area),
        "coordinator above the area": lambda _: role_in(city),
        "coordinator below the area": lambda _: role_in(below),
        "coordinator elsewhere": lambda _: role_in(elsewhere),
        "coordinator who entered it": lambda row: AreaRoleFactory(area=area, user=row.entered_by).user,
        "facilitator": lambda _: role_in(area, AreaRoleKind.FACILITATOR),
        "analyst": lambda _: role_in(area, AreaRoleKind.ANALYST),
        "analyst elsewhere": lambda _: role_in(elsewhere, AreaRoleKind.ANALYST),
        "officer": lambda _: role_in(area, officer),
        "officer who has opened it": lambda row: with_opening(role_in(area, officer), row),
        "officer who has closed it again": lambda row: with_opening(role_in(area, officer), row, is_closed=True),
        "administrator": lambda _: AdministratorFactory(),
        "administrator who has opened it": lambda row: with_opening(AdministratorFactory(), row),
        "administrator who is a member": lambda row: (
            MembershipFactory(organisation=owner_of(row), user=AdministratorFactory()).user
        ),
    }


@pytest.mark.parametrize("role", dict.fromkeys(role for role, _visibility, _right in CELLS))
def test_row_of_the_visibility_table(role, area, people):
    wrong = []
    for make, model in MODELS.items():
        for visibility, right in [(visibility, right) for name, visibility, right in CELLS if name == role]:
            row = make(area, Visibility(visibility), UserFactory() if "entered" in role else None)
            reach = NOBODY if role == "passer-by" else reach_of(people[role](row))
            if model.objects.visible_to(reach).filter(pk=row.pk).exists() != (right in {"read", "edit"}):
                wrong.append(f"{model.__name__} {visibility}: not “{right}” to read")
            if model.objects.editable_by(reach).filter(pk=row.pk).exists() != (right == "edit"):
                wrong.append(f"{model.__name__} {visibility}: not “{right}” to change")
    assert wrong == []


def test_the_table_names_every_role_and_visibility(people):
    assert {role for role, _visibility, _right in CELLS} == set(people) | {"passer-by"}
    assert HEAD.split() == list(Visibility)


@pytest.mark.parametrize("make", [location, contact_field, resource])
@pytest.mark.parametrize(
    ("narrow", "role"),
    [
        (Visibility.PARTNERS, "account without any role"),
        (Visibility.ORGANISATION, "member of another in the area"),
        (Visibility.PRIVATE, "member"),
        (Visibility.PRIVATE, "coordinator"),
        (Visibility.PRIVATE, "coordinator who entered it"),
    ],
)
def test_a_public_part_of_a_hidden_organisation_is_neither_seen_nor_changed(make, narrow, role, area, people):
    row = make(area, Visibility.PUBLIC, UserFactory())
    Organisation.objects.filter(pk=owner_of(row).pk).update(visibility=narrow)
    rows = MODELS[make].objects
    for reach in (NOBODY, reach_of(people[role](row))):
        assert not rows.visible_to(reach).filter(pk=row.pk).exists()
        assert not rows.editable_by(reach).filter(pk=row.pk).exists()
    assert rows.editable_by(reach_of(people["editor"](row))).filter(pk=row.pk).exists()


@pytest.mark.parametrize("make", MODELS)
def test_whoever_may_change_a_row_also_sees_it(make, area, people):
    row, model = make(area, Visibility.PUBLIC, UserFactory()), MODELS[make]
    reaches = {role: reach_of(person(row)) for role, person in people.items()}
    for visibility, hidden in product(Visibility, Visibility):
        Organisation.objects.filter(pk=owner_of(row).pk).update(visibility=hidden)
        model.objects.filter(pk=row.pk).update(visibility=visibility)
        for role, reach in reaches.items():
            rows = model.objects.filter(pk=row.pk)
            assert set(rows.editable_by(reach)) <= set(rows.visible_to(reach)), (role, visibility, hidden)


def test_a_contact_at_a_hidden_place_is_hidden_with_it(area, people):
    place = location(area, Visibility.ORGANISATION, None)
    contact = ContactFactory(organisation=place.organisation, location=place)
    number = ContactFieldFactory(contact=contact, public=True)
    for reach, is_shown in (
        (NOBODY, False),
        (reach_of(people["member of another in the area"](place)), False),
        (reach_of(people["member"](place)), True),
    ):
        assert Contact.objects.visible_to(reach).contains(contact) == is_shown
        assert ContactField.objects.visible_to(reach).contains(number) == is_shown


@pytest.mark.parametrize("visibility", Visibility)
def test_the_name_of_a_holder_has_a_visibility_of_its_own(visibility, area, people):
    owner = organisation(area, Visibility.PUBLIC, None)
    contact = ContactFactory(organisation=owner, holder_name="Anna", holder_visibility=visibility)
    rights = {role: right for role, level, right in CELLS if level == visibility and "entered" not in role}
    for role, right in rights.items():
        reach = NOBODY if role == "passer-by" else reach_of(people[role](contact))
        assert Contact.objects.visible_to(reach).contains(contact)
        assert Contact.objects.naming_holder_to(reach).contains(contact) == (right != "-"), role


def test_an_organisation_active_in_two_areas_comes_once(area, elsewhere):
    both = OrganisationFactory(home_area=area, active_in=[area, elsewhere], visibility=Visibility.PARTNERS)
    user = role_in(area)
    AreaRoleFactory(area=elsewhere, user=user)
    assert list(Organisation.objects.visible_to(reach_of(user))) == [both]


def test_a_coordinator_keeps_the_places_of_their_own_area_only(area, elsewhere):
    chain = OrganisationFactory(home_area=area, active_in=[area, elsewhere], visibility=Visibility.PUBLIC)
    here = LocationFactory(organisation=chain, area=area)
    there = LocationFactory(organisation=chain, area=elsewhere)
    reach = reach_of(role_in(area))
    assert set(Location.objects.editable_by(reach)) == {here}
    assert not Location.objects.visible_to(reach).contains(there)


def test_new_rows_are_for_their_organisation_only():
    for model in (Organisation, Location, ContactField, Resource):
        assert model._meta.get_field("visibility").default == Visibility.ORGANISATION


def test_reach_is_built_with_few_questions_whatever_one_belongs_to(area, elsewhere, django_assert_max_num_queries):
    user = role_in(area)
    for _ in range(3):
        MembershipFactory(user=user, organisation__home_area=area)
    AreaRoleFactory(user=user, area=elsewhere, kind=AreaRoleKind.ANALYST)
    with django_assert_max_num_queries(6):
        first = reach_of(user)
    with django_assert_max_num_queries(0):
        assert reach_of(user) is first
    assert first != Reach()
