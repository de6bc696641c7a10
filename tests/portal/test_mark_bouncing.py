import pytest
from django.utils import timezone

from podworko.organisations.models import ContactField
from tests.factories import ContactFactory, ContactFieldFactory, OrganisationFactory


@pytest.fixture
def email(area):
    club = OrganisationFactory(home_area=area, name="Klub", visibility="public")
    contact = ContactFactory(organisation=club)
    return ContactFieldFactory(contact=contact, kind="email", value="klub@example.org")


def url_of(email):
    return f"/podworze/organisations/{email.contact.organisation.slug}/emails/{email.pk}/bouncing/"


def test_coordinator_writes_down_that_mails_come_back_and_takes_it_back(keeper, email):
    keeper.post(url_of(email), {"bouncing": "1"})
    assert ContactField.objects.get(pk=email.pk).bounced_on == timezone.localdate()
    page = keeper.get(f"/podworze/organisations/{email.contact.organisation.slug}/keep/").text
    assert "Maile na ten adres wracają od:" in page
    assert "mail wraca" in page
    keeper.post(url_of(email), {})
    assert ContactField.objects.get(pk=email.pk).bounced_on is None


def test_nobody_else_does(email, is_closed_to_others):
    assert is_closed_to_others(url_of(email))
