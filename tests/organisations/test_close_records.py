from podworko.core.models import AuditEntry
from podworko.organisations.actions.membership import open_records
from podworko.organisations.choices import OpeningPurpose
from podworko.organisations.models import Opening, Organisation
from podworko.organisations.reach import reach_of
from tests.factories import AdministratorFactory, OrganisationFactory


def opening_of(user, organisation):
    return open_records(organisation, purpose=OpeningPurpose.REPAIR, reason="Zgubił się numer", by=user)


def test_closing_ends_reading_at_once(client, azory):
    administrator = AdministratorFactory()
    hidden = OrganisationFactory(home_area=azory, visibility="private")
    opening = opening_of(administrator, hidden)
    client.force_login(administrator)
    for _ in range(2):
        assert client.post(f"/accounts/open-records/{opening.pk}/close/").url == "/accounts/open-records/"
    assert not Organisation.objects.visible_to(reach_of(administrator)).contains(hidden)
    assert AuditEntry.objects.filter(verb="close_records").count() == 1


def test_nobody_closes_what_somebody_else_opened(client, azory):
    opening = opening_of(AdministratorFactory(), OrganisationFactory(home_area=azory))
    client.force_login(AdministratorFactory())
    assert client.post(f"/accounts/open-records/{opening.pk}/close/").status_code == 404
    assert Opening.objects.open().exists()
