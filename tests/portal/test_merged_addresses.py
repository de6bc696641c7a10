"""Where addresses and ids lead that somebody keeps of an entry that was merged, or of a place that was joined."""

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.actions.location import change_location
from podworko.organisations.actions.merging import merge_organisations, undo_merge
from podworko.organisations.models import Organisation
from podworko.portal.hsds import ids
from podworko.portal.hsds.ids import Kind
from tests.factories import EventFactory, LocationFactory, MembershipFactory, OrganisationFactory
from tests.portal.api import Program, location_id, organisation_id
from tests.portal.pairs import make_pair


@pytest.fixture
def two(area):
    pair = make_pair(area)
    return pair.first, pair.second


def join(kept, merged):
    one, other = merged.locations.get(), kept.locations.get()
    return merge_organisations(merged=merged, kept=kept, values={}, joined_places={one.pk: other.pk}, by=None)


def addresses(organisation):
    place = organisation.locations.get()
    return [
        f"/api/hsds/organizations/{organisation_id(organisation)}",
        f"/api/hsds/services/{ids.of(Kind.OWN_SERVICE, organisation.pk)}",
        f"/api/hsds/service_at_locations/{ids.of(Kind.OWN_AT_LOCATION, place.pk)}",
    ]


def test_ids_that_programs_keep_lead_to_what_stands(client, two):
    kept, merged = two
    old, new = addresses(merged), addresses(kept)
    made = join(kept, merged)
    for before, after in zip(old, new, strict=True):
        response = client.get(f"{before}?full_service=true")
        assert (response.status_code, response["Location"]) == (308, f"http://localhost:8000{after}?full_service=true")
        assert response["Cache-Control"] == "no-store"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert client.get(response["Location"].removeprefix("http://localhost:8000")).status_code == 200
    undo_merge(made, by=None)
    assert [client.get(address).status_code for address in old] == [200] * 3


def test_ids_lead_to_nothing_that_not_everybody_sees(client, two):
    kept, merged = two
    old = addresses(merged)
    join(kept, merged)
    Organisation.objects.filter(pk=kept.pk).update(visibility=Visibility.PARTNERS)
    assert [client.get(address).status_code for address in old] == [404] * 3


def test_who_keeps_the_entry_goes_on_writing_under_its_old_ids(two):
    kept, merged = two
    old, place = organisation_id(merged), location_id(merged.locations.get())
    join(kept, merged)
    keeper = Program(MembershipFactory(organisation=kept, role="editor").user)
    base = f"http://localhost:8000/api/organisations/{organisation_id(kept)}"
    for response in (
        keeper.get(f"organisations/{old}"),
        keeper.patch(f"organisations/{old}", {"description": "Leki i zioła."}),
    ):
        assert (response.status_code, response["Location"]) == (308, base)
    assert keeper.post(f"organisations/{old}/contacts/", {})["Location"] == f"{base}/contacts/"
    hours = keeper.ask("PUT", f"organisations/{organisation_id(kept)}/locations/{place}/hours", {})
    assert hours["Location"] == f"{base}/locations/{location_id(kept.locations.get())}/hours"
    stranger = Program(MembershipFactory(organisation=OrganisationFactory(), role="editor").user)
    assert stranger.get(f"organisations/{old}").status_code == 404


def calendar_of(client, place):
    return client.get(f"/podworze/calendar.ics?place={place}").text


def test_calendars_subscribed_to_a_joined_place_or_a_merged_entry_go_on(client, area, two):
    kept, merged = two
    old, slug = merged.locations.get().pk, merged.slug
    place = merged.locations.get()
    EventFactory(area=area, title="Dzień zdrowia", location=place, organisation=merged, visibility=Visibility.PUBLIC)
    join(kept, merged)
    last = OrganisationFactory(home_area=area, name="Trzecia", visibility=Visibility.PUBLIC)
    there = LocationFactory(organisation=last, area=area, visibility=Visibility.PUBLIC, name="Sala na górze")
    # The place that stayed is joined to another one later.
    later = join(last, kept)
    for asked in (old, slug):
        assert "Dzień zdrowia" in calendar_of(client, asked)
        assert "Dzień zdrowia" in client.get(f"/podworze/calendar/?place={asked}&day=2026-12-08").text
    assert "Dzień zdrowia" not in calendar_of(client, 999_999)
    assert "Sala na górze" in calendar_of(client, old)
    change_location(there, values={"visibility": Visibility.PARTNERS}, by=None)
    assert "Sala na górze" not in calendar_of(client, old)
    undo_merge(later, by=None)
    assert "Dzień zdrowia" in calendar_of(client, old)
