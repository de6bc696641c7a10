from datetime import date
from threading import Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from podworko.core.audit import StaleVersionError
from podworko.core.models import AuditEntry
from podworko.core.restoring import restore_version
from podworko.core.submission import AlreadySubmittedError
from podworko.core.visibility import Visibility
from podworko.organisations.actions.contact import Ways, add_contact, change_contact, end_contact, hand_over_contact
from podworko.organisations.actions.location import change_location, delete_location
from podworko.organisations.actions.organisation import (
    add_organisation,
    change_organisation,
    close_organisation,
    delete_organisation,
)
from podworko.organisations.choices import LegalBasis, Status
from podworko.organisations.models import Contact, ContactField, Location, Membership, Organisation
from podworko.resources.actions import hours, listing
from podworko.resources.models import Category, Resource
from tests.factories import (
    AreaFactory,
    CategoryFactory,
    ContactFactory,
    ContactFieldFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_new_organisation_is_seen_by_itself_alone_and_active_in_its_area():
    area = AreaFactory()
    organisation = add_organisation(area=area, values={"name": "Łąka"}, by=None)
    assert organisation.visibility == Visibility.ORGANISATION
    assert list(organisation.active_in.all()) == [area]
    assert organisation.slug == "laka"


def test_slug_is_free_and_no_word_of_an_address():
    area = AreaFactory()
    slugs = [add_organisation(area=area, values={"name": name}, by=None).slug for name in ("Łąka", "LAKA", "New", "?")]
    assert slugs == ["laka", "laka-2", "new-2", "organizacja"]


def test_rename_keeps_the_address_and_moves_the_place_in_the_list():
    place = LocationFactory(organisation__name="Żabka")
    organisation = change_organisation(place.organisation, values={"name": "Agawa"}, by=None)
    place.refresh_from_db()
    assert organisation.slug == place.organisation.slug == "zabka"
    assert place.sort_key == organisation.sort_key


def test_second_of_two_people_is_told():
    organisation = OrganisationFactory(name="Klub")
    change_organisation(organisation, values={"description": "szachy"}, by=None, version=1)
    with pytest.raises(StaleVersionError):
        change_organisation(organisation, values={"description": "brydż"}, by=None, version=1)
    organisation.refresh_from_db()
    assert organisation.description == "szachy"


def test_saving_the_same_changes_nothing():
    organisation = OrganisationFactory(name="Klub")
    change_organisation(organisation, values={"name": "Klub"}, by=None, version=1)
    organisation.refresh_from_db()
    assert organisation.version == 1
    assert not AuditEntry.objects.exists()


def test_closing_needs_a_reason():
    organisation = OrganisationFactory()
    with pytest.raises(ValidationError, match="skąd wiadomo"):
        close_organisation(organisation, reason=" ", by=None)
    close_organisation(organisation, reason="kartka na drzwiach", by=None)
    organisation.refresh_from_db()
    assert organisation.status == Status.CLOSED


def test_organisation_cannot_belong_to_its_own_part():
    whole = OrganisationFactory()
    part = OrganisationFactory(parent=whole, parent_role="branch")
    with pytest.raises(ValidationError, match="samej siebie"):
        change_organisation(whole, values={"parent_id": part.pk, "parent_role": "unit"}, by=None)


def test_form_sent_twice_makes_one():
    area, user, token = AreaFactory(), UserFactory(), uuid4()
    made = add_organisation(area=area, values={"name": "Klub"}, by=user, token=token)
    with pytest.raises(AlreadySubmittedError) as caught:
        add_organisation(area=area, values={"name": "Klub"}, by=user, token=token)
    assert caught.value.made_id == made.pk
    assert Organisation.objects.count() == 1


def test_token_of_somebody_else_tells_nothing():
    area, token = AreaFactory(), uuid4()
    add_organisation(area=area, values={"name": "Klub"}, by=UserFactory(), token=token)
    with pytest.raises(AlreadySubmittedError) as caught:
        add_organisation(area=area, values={"name": "Klub"}, by=UserFactory(), token=token)
    assert caught.value.made_id is None


@pytest.mark.django_db(transaction=True)
def test_form_sent_twice_at_the_same_moment_makes_one():
    area, user, token = AreaFactory(), UserFactory(), uuid4()
    outcomes = []

    def send():
        try:
            outcomes.append(add_organisation(area=area, values={"name": "Klub"}, by=user, token=token).pk)
        except AlreadySubmittedError as error:
            outcomes.append(error.made_id)
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 4
    assert Organisation.objects.count() == 1
    assert set(outcomes) == {Organisation.objects.get().pk}


def full_organisation():
    place = LocationFactory(street_name="Weissa", organisation__name="Klub Seniora")
    organisation = place.organisation
    category = CategoryFactory(area=place.area)
    listing.set_categories(place, category_ids=[category.pk], by=None)
    hours.set_opening_hours(place, table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None)
    contact = ContactFactory(organisation=organisation, location=place)
    ContactFieldFactory(contact=contact, public=True)
    resource = ResourceFactory(organisation=organisation, location=place)
    resource.categories.add(category)
    member = MembershipFactory(organisation=organisation)
    branch = OrganisationFactory(parent=organisation, parent_role="branch", home_area=organisation.home_area)
    return organisation, place, member, branch


def test_deleted_organisation_comes_back_whole():
    organisation, place, member, branch = full_organisation()
    other = ListingFactory()
    entry = delete_organisation(organisation, by=None)
    assert not Location.objects.filter(pk=place.pk).exists()
    assert not ContactField.objects.exists()
    branch.refresh_from_db()
    assert branch.parent is None

    restored = restore_version(entry, by=UserFactory(name="Ewa"))
    assert restored.pk == organisation.pk
    assert restored.slug == organisation.slug
    back = Location.objects.get(pk=place.pk)
    assert back.street_name == "Weissa"
    assert back.listings.get().is_primary
    assert back.opening_hours.get().closes.hour == 16
    assert ContactField.objects.get().contact.location == back
    assert Resource.objects.get().categories.count() == 1
    assert Membership.objects.get().user == member.user
    branch.refresh_from_db()
    assert branch.parent_id == organisation.pk
    assert list(restored.active_in.all()) == [organisation.home_area]
    assert other.location.listings.count() == 1


def test_deleted_organisation_comes_back_once():
    entry = delete_organisation(OrganisationFactory(), by=None)
    restore_version(entry, by=None)
    with pytest.raises(ValidationError, match="już wrócił"):
        restore_version(entry, by=None)


def test_what_belonged_to_somebody_erased_meanwhile_stays_away():
    organisation, _place, member, _branch = full_organisation()
    entry = delete_organisation(organisation, by=None)
    member.user.delete()
    restore_version(entry, by=None)
    assert Organisation.objects.filter(pk=organisation.pk).exists()
    assert not Membership.objects.exists()


def test_organisation_whose_address_was_taken_comes_back_under_another():
    organisation = OrganisationFactory(name="Klub")
    entry = delete_organisation(organisation, by=None)
    add_organisation(area=organisation.home_area, values={"name": "Klub"}, by=None)
    assert restore_version(entry, by=None).slug == "klub-2"


def test_category_removed_meanwhile_is_not_missed():
    place = LocationFactory()
    category = CategoryFactory(area=place.area)
    listing.set_categories(place, category_ids=[category.pk], by=None)
    entry = delete_location(place, by=None)
    Category.objects.all().delete()
    restore_version(entry, by=None)
    assert Location.objects.get().listings.count() == 0


def test_earlier_version_comes_back_as_a_new_one():
    organisation = OrganisationFactory(name="Klub")
    change_organisation(organisation, values={"description": "szachy", "role_in_area": "klub"}, by=None)
    change_organisation(organisation, values={"description": "brydż"}, by=None)
    first, second = AuditEntry.objects.filter(verb="change_organisation").order_by("pk")
    restore_version(second, by=None)
    organisation.refresh_from_db()
    assert (organisation.description, organisation.role_in_area, organisation.version) == ("szachy", "klub", 4)
    restore_version(first, by=None)
    organisation.refresh_from_db()
    assert (organisation.description, organisation.role_in_area) == ("", "")


def test_earlier_hours_and_categories_come_back():
    _organisation, place, _member, _branch = full_organisation()
    emptied = hours.set_opening_hours(place, table={}, by=None)
    listing.set_categories(emptied, category_ids=[], by=None)
    for entry in AuditEntry.objects.filter(object_id=place.pk, model="organisations.location").order_by("-pk")[:2]:
        restore_version(entry, by=None)
    assert place.opening_hours.count() == 1
    assert place.listings.get().is_primary


def test_what_has_been_deleted_since_must_come_back_first():
    place = LocationFactory()
    change_location(place, values={"street_name": "Weissa"}, by=None)
    change = AuditEntry.objects.get(verb="change_location")
    delete_location(place, by=None)
    with pytest.raises(ValidationError, match="Najpierw przywróć"):
        restore_version(change, by=None)


def test_confirmation_of_a_flat_does_not_pass_to_another_flat():
    place = LocationFactory(flat_number="3", is_flat_confirmed=True)
    changed = change_location(place, values={"flat_number": "4"}, by=None)
    assert not changed.is_flat_confirmed


def test_public_contact_needs_basis_and_notice_in_words():
    way = {"kind": "phone", "value": "12 000 00 00", "visibility": Visibility.PUBLIC}
    with pytest.raises(ValidationError, match="podaj podstawę i dzień"):
        add_contact(organisation=OrganisationFactory(), values={"role": "biuro"}, ways=Ways(added=[way]), by=None)
    assert not Contact.objects.exists()


def test_handing_a_role_over_keeps_who_held_it_and_withdraws_what_was_theirs():
    contact = ContactFactory(holder_name="Anna", held_from=date(2020, 9, 1))
    office = ContactFieldFactory(contact=contact, public=True)
    mobile = ContactFieldFactory(contact=contact, public=True, value="600 000 000")
    successor = hand_over_contact(
        contact,
        holder_name="Ewa",
        held_from=date(2026, 9, 1),
        holder_visibility=Visibility.PUBLIC,
        kept=[office.pk],
        by=None,
    )
    contact.refresh_from_db()
    assert contact.holder_name == "Anna"
    assert contact.held_until == successor.held_from
    assert successor.previous == contact
    assert list(successor.fields.all()) == [office]
    mobile.refresh_from_db()
    assert mobile.contact == contact
    assert mobile.visibility == Visibility.ORGANISATION
    with pytest.raises(ValidationError, match="już przekazana"):
        hand_over_contact(
            contact, holder_name="Iga", held_from=date(2026, 10, 1), holder_visibility="public", kept=[], by=None
        )


def test_role_that_ends_is_no_longer_shown():
    way = ContactFieldFactory(public=True)
    end_contact(way.contact, by=None)
    way.refresh_from_db()
    assert way.visibility == Visibility.ORGANISATION


def test_private_telephone_does_not_widen_when_its_holder_leaves():
    way = ContactFieldFactory(visibility=Visibility.PRIVATE)
    end_contact(way.contact, by=None)
    way.refresh_from_db()
    assert way.visibility == Visibility.PRIVATE


def test_changed_telephone_is_noticed_by_the_other_form():
    way = ContactFieldFactory(legal_basis=LegalBasis.NOT_PERSONAL)
    change_contact(way.contact, values={}, ways=Ways(changed={way.pk: {"value": "12 000 00 09"}}), by=None, version=1)
    with pytest.raises(StaleVersionError):
        change_contact(way.contact, values={"role": "biuro"}, by=None, version=1)
