from uuid import uuid4

import pytest

from podworko.core import identity
from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from podworko.portal.hsds import ids
from tests.factories import ResourceFactory
from tests.portal import hsds


@pytest.mark.parametrize("kind", hsds.LISTS)
def test_every_listed_object_is_found_by_its_id_and_is_one_of_the_standard(client, azory, kind):
    for one in hsds.get(client, kind, per_page=12)["contents"]:
        whole = hsds.get(client, f"{kind}/{one['id']}")
        assert whole["id"] == one["id"]
        assert hsds.complaints(whole, hsds.OF_ITEM[kind]) == []


def test_organisation_names_its_services(client, make_entry):
    location = make_entry()
    ResourceFactory(organisation=location.organisation, name="Basen", kind="facility", visibility=Visibility.PUBLIC)
    path = f"organizations/{ids.of(ids.Kind.ORGANISATION, location.organisation_id)}"
    told = hsds.get(client, path)["services"]
    assert [set(one) for one in told] == [{"id", "organization_id", "name", "status"}] * 2
    for one in hsds.get(client, path, full_service="true")["services"]:
        assert hsds.complaints(one, "service") == []


def test_id_of_what_is_hidden_is_the_id_of_nothing(client, make_entry):
    hidden = make_entry("Ukryta", owner=Visibility.PARTNERS)
    place = make_entry("Miejsce", visibility=Visibility.PRIVATE)
    lent = ResourceFactory(organisation=place.organisation, kind="equipment", visibility=Visibility.PUBLIC)
    kept = ResourceFactory(organisation=place.organisation, kind="service", visibility=Visibility.PARTNERS)
    wanted = {
        "organizations": [(ids.Kind.ORGANISATION, hidden.organisation_id)],
        "services": [
            (ids.Kind.OWN_SERVICE, hidden.organisation_id),
            (ids.Kind.RESOURCE, lent.pk),
            (ids.Kind.RESOURCE, kept.pk),
        ],
        "service_at_locations": [(ids.Kind.OWN_AT_LOCATION, place.pk), (ids.Kind.OWN_AT_LOCATION, hidden.pk)],
    }
    nothing = client.get(f"/api/hsds/organizations/{uuid4()}")
    assert nothing.status_code == 404
    for kind, rows in wanted.items():
        for row in rows:
            response = client.get(f"/api/hsds/{kind}/{ids.of(*row)}")
            assert (response.status_code, response.content) == (404, nothing.content), (kind, row)


@pytest.mark.parametrize("pk", ["1", "nie-ma", "0" * 36, "%00", "urn:uuid:00000000-0000-8001-8000-000000000001"])
def test_what_is_no_id_is_not_found(client, area, pk):
    for kind in hsds.LISTS:
        response = client.get(f"/api/hsds/{kind}/{pk}")
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_closed_organisation_says_so(client, make_entry):
    organisation = make_entry().organisation
    Organisation.objects.filter(pk=organisation.pk).update(status="closed", status_note="zamknięta w maju")
    told = hsds.get(client, f"services/{ids.of(ids.Kind.OWN_SERVICE, organisation.pk)}")
    assert (told["status"], told["alert"]) == ("defunct", "zamknięta w maju")


def test_id_stays_and_is_found_again(db):
    made = identity.public_id(4, 123)
    assert made == identity.public_id(4, 123)
    assert identity.row_of(made) == (4, 123)
    assert identity.row_of(made.upper()) == (4, 123)
    assert identity.row_of(str(uuid4())) is None
    assert made[14] == "8"
    with pytest.raises(ValueError, match="4096"):
        identity.public_id(4096, 1)
