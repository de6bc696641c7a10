import gzip
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from podworko.agenda.actions import cancel_event, cancel_occurrence, change_event, change_occurrence
from podworko.agenda.actions.private_calendar import make_private_calendar, revoke_private_calendar
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import PrivateCalendar
from podworko.core.visibility import Visibility
from podworko.organisations.actions.membership import remove_membership
from podworko.organisations.choices import MembershipRole
from podworko.organisations.models import Membership
from tests.factories import AreaFactory, EventFactory, LocationFactory, MembershipFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def member(organisation):
    return MembershipFactory(organisation=organisation, role=MembershipRole.MEMBER).user


@pytest.fixture
def private(area):
    """A function that gives the address of a new private calendar of somebody."""

    def made(user):
        key = make_private_calendar(user, area=area, name="telefon", by=user).key
        return f"/podworze/calendar/private/{key}.ics"

    return made


@pytest.fixture
def draft(organisation):
    def make(title="Narada", **values):
        common = {"organisation": organisation, "visibility": Visibility.ORGANISATION}
        return EventFactory(**{**common, "title": title, **values})

    return make


def events(address):
    """What a program without cookies reads: summary → event."""
    calendar = Calendar.from_ical(Client().get(address).content)
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_member_reads_what_is_not_announced_yet_as_tentative(draft, make, member, private):
    draft(description="Kto przyniesie ciasto?")
    make("Jawny festyn")
    found = events(private(member))
    assert list(found) == ["Narada"]
    event = found["Narada"]
    assert event["STATUS"] == "TENTATIVE"
    assert event["CLASS"] == "PRIVATE"
    assert event["DTSTART"].dt == datetime(2026, 12, 8, 17, tzinfo=ZoneInfo("Europe/Warsaw"))
    assert str(event["DESCRIPTION"]) == "Kto przyniesie ciasto?"


def test_each_reads_what_is_theirs(area, draft, member, editor, private):
    draft("Dla członków")
    draft("Dla prowadzących", visibility=Visibility.PRIVATE)
    neighbour = MembershipFactory(organisation=OrganisationFactory(home_area=area, active_in=[area])).user
    draft("Dla partnerów", visibility=Visibility.PARTNERS)
    assert set(events(private(member))) == {"Dla członków", "Dla partnerów"}
    assert set(events(private(editor))) == {"Dla członków", "Dla partnerów", "Dla prowadzących"}
    assert set(events(private(neighbour))) == {"Dla partnerów"}


def test_who_loses_a_role_loses_what_it_showed_at_once(draft, organisation, member, editor, private):
    draft()
    address = private(member)
    response = Client().get(address)
    assert "Narada" in response.text
    remove_membership(Membership.objects.get(user=member), by=editor)
    again = Client().get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 200
    assert events(address) == {}


def test_pencilled_days_are_whole_days_each_with_a_name_of_its_own(draft, member, private):
    days = ["2027-05-08", "2027-05-09"]
    event = draft("Piknik", starts=None, ends=None, pencil="weekend w maju", candidate_days=days)
    calendar = Calendar.from_ical(Client().get(private(member)).content)
    found = calendar.walk("VEVENT")
    assert [one["DTSTART"].dt for one in found] == [date(2027, 5, 8), date(2027, 5, 9)]
    local = event.uid.partition("@")[0]
    assert [str(one["UID"]) for one in found] == [f"{local}-20270508@podworko", f"{local}-20270509@podworko"]
    for one in found:
        assert str(one["SUMMARY"]) == "Piknik (ołówkiem: weekend w maju)"
        assert one["STATUS"] == "TENTATIVE"
        assert one["TRANSP"] == "TRANSPARENT"


def test_sure_and_cancelled_are_said_as_they_are(draft, member, private):
    draft("Pewne", status=EventStatus.CONFIRMED)
    cancel_event(draft("Odwołane"), reason="choroba", by=None)
    found = events(private(member))
    assert found["Pewne"]["STATUS"] == "CONFIRMED"
    assert found["Odwołane"]["STATUS"] == "CANCELLED"


def test_change_of_one_day_is_seen_by_whom_it_concerns(draft, member, editor, private):
    series = draft("Zajęcia", rule="FREQ=WEEKLY;COUNT=4")
    cancel_occurrence(series, datetime(2026, 12, 15, 17, tzinfo=UTC), reason="święto", by=None)
    secret = {"title": "Tajna zmiana", "visibility": Visibility.PRIVATE}
    change_occurrence(series, datetime(2026, 12, 22, 17, tzinfo=UTC), values=secret, by=None)
    text = Client().get(private(member)).text
    assert "STATUS:CANCELLED" in text
    assert "Tajna zmiana" not in text
    assert "Tajna zmiana" in events(private(editor))


def test_place_that_the_person_may_not_see_is_not_named(draft, organisation, member, editor, private):
    hidden = LocationFactory(organisation=organisation, name="Tajna sala", visibility=Visibility.PRIVATE)
    draft(location=hidden)
    assert "Tajna" not in Client().get(private(member)).text
    assert "Tajna sala" in str(events(private(editor))["Narada"]["LOCATION"])


def test_what_is_announced_moves_over_to_the_public_calendar_under_the_same_name(client, draft, member, private):
    event, address = draft(), private(member)
    before = events(address)["Narada"]["UID"]
    change_event(event, values={"visibility": Visibility.PUBLIC}, by=None)
    assert events(address) == {}
    assert events("/podworze/calendar.ics")["Narada"]["UID"] == before


@pytest.mark.parametrize("how", ["wrong", "revoked", "closed account"])
def test_address_that_opens_nothing_is_not_found(draft, member, private, how):
    draft()
    address = private(member)
    if how == "wrong":
        address = address.replace(".ics", "x.ics")
    elif how == "revoked":
        revoke_private_calendar(PrivateCalendar.objects.get(), by=member)
    else:
        member.is_active = False
        member.save()
    response = Client().get(address)
    assert response.status_code == 404
    assert "Narada" not in response.text


def test_account_takes_its_addresses_along(member, private):
    address = private(member)
    member.delete()
    assert Client().get(address).status_code == 404
    assert not PrivateCalendar.objects.exists()


def test_secret_is_kept_as_a_digest_and_leaks_nowhere(draft, member, private, caplog):
    draft()
    address = private(member)
    secret = address.rpartition("/")[2].removesuffix(".ics")
    row = PrivateCalendar.objects.values().get()
    assert secret not in {str(value) for value in row.values()}
    response = Client().get(address)
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert secret not in response.text
    Client().get(address.replace(".ics", "x.ics"))
    assert secret not in caplog.text


def test_only_the_day_of_use_is_kept(member, private):
    address = private(member)
    assert PrivateCalendar.objects.get().used_on is None
    Client().get(address)
    assert PrivateCalendar.objects.get().used_on == date(2026, 12, 7)


def test_unchanged_calendar_is_not_sent_again(draft, member, private):
    draft()
    address = private(member)
    response = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "private, no-cache"
    packed = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == response.content


def test_area_that_takes_another_address_keeps_it_open(area, draft, member, private):
    draft()
    address = private(member)
    area.slug = "inne"
    area.save()
    AreaFactory(slug="podworze", name="Całkiem inne")
    assert list(events(address)) == ["Narada"]


def test_number_of_queries_does_not_grow_with_events(draft, member, private, organisation, django_assert_num_queries):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.ORGANISATION)
    address, client = private(member), Client()
    client.get(address)
    draft("Jeden", location=hall, rule="FREQ=WEEKLY;COUNT=3")
    with django_assert_num_queries(9) as one:
        client.get(address)
    for number in range(2):
        draft(f"Dalej {number}", location=hall, rule="FREQ=WEEKLY;COUNT=3")
    with django_assert_num_queries(len(one)):
        client.get(address)
