import pytest

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions import membership
from podworko.organisations.choices import LegalBasis
from tests.factories import (
    AdministratorFactory,
    ContactFactory,
    ContactFieldFactory,
    OrganisationFactory,
    ProblemFactory,
)
from tests.portal.pdf_reading import open_pdf, text_of


@pytest.fixture
def address(area):
    return f"/{area.slug}/print/hand-over/"


@pytest.fixture
def filled(area):
    school = OrganisationFactory(home_area=area, name="Szkoła nr 5", visibility=Visibility.PUBLIC)
    for visibility, value in (("organisation", "+48 600 100 201"), ("private", "+48 600 100 202")):
        contact = ContactFactory(organisation=school, role=f"rola {visibility}", holder_name="", location=None)
        ContactFieldFactory(contact=contact, kind="phone", value=value, visibility=visibility)
    quiet = OrganisationFactory(home_area=area, name="Cicha grupa", visibility=Visibility.PRIVATE)
    contact = ContactFactory(organisation=quiet, role="prezes")
    ContactFieldFactory(
        contact=contact,
        kind="phone",
        value="+48 600 100 203",
        visibility="public",
        legal_basis=LegalBasis.NOT_PERSONAL,
        notice_date="2026-01-02",
    )
    ProblemFactory(area=area, title="Ciemny przystanek")
    return school


def read(client, address):
    return text_of(open_pdf(client.post(address).content))


def test_book_holds_what_the_next_coordinator_needs(keeper, address, filled, area):
    said = read(keeper, address)
    for word in (
        "Książka przekazania",
        "+48 600 100 201",
        "Ciemny przystanek",
        f"/{area.slug}/calendar.ics",
        "Szkoła nr 5",
    ):
        assert word in said.replace("/ ", "/"), word


def test_private_things_stay_out_even_for_who_keeps_them(keeper, address, filled, area):
    user = membership_of(keeper, filled)
    assert user
    said = read(keeper, address)
    assert "600 100 202" not in said
    assert "Cicha grupa" not in said
    assert "600 100 203" not in said


def membership_of(client, organisation):
    from podworko.accounts.models import User
    from tests.factories import MembershipFactory

    user = User.objects.get(pk=client.session["_auth_user_id"])
    return MembershipFactory(user=user, organisation=organisation, role="editor")


def test_making_it_is_written_down_and_looking_is_not(keeper, address, filled):
    keeper.get(address)
    assert not AuditEntry.objects.filter(verb="make_hand_over").exists()
    keeper.post(address)
    entry = AuditEntry.objects.get(verb="make_hand_over")
    assert entry.actor_label
    assert (
        "wydruk książki przekazania"
        in keeper.get(f"{address[: -len('print/hand-over/')]}settings/changes/").text.lower()
    )


def test_book_says_who_made_it_and_is_tagged(keeper, address, filled):
    reader = open_pdf(keeper.post(address).content)
    assert "Kto zrobił:" in text_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "pl"


def test_administrator_gets_what_they_may_read(client, address, filled):
    client.force_login(AdministratorFactory())
    said = read(client, address)
    assert "600 100 201" not in said


def test_empty_area_makes_a_book_too(keeper, address):
    assert "Książka przekazania" in read(keeper, address)


def test_hostile_names_change_nothing_of_the_print(keeper, address, area):
    OrganisationFactory(home_area=area, name="#panic() $x$ *[@a] <script>", visibility=Visibility.PUBLIC)
    assert "#panic()" in read(keeper, address)


def test_invitation_is_named_without_its_address(keeper, address, area, filled):
    from tests.factories import UserFactory

    membership.invite_to_area(
        area=area, kind="analyst", email="zofia@example.org", label="pani Zofia", by=UserFactory()
    )
    said = read(keeper, address)
    assert "pani Zofia" in said
    assert "zofia@example.org" not in said


def test_others_do_not_find_it(address, is_closed_to_others):
    assert is_closed_to_others(address)
