import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.agenda import reading
from podworko.agenda.actions import cancel_event, change_event, delete_event
from podworko.agenda.choices import EventStatus
from podworko.agenda.models import CalendarDay
from podworko.core.restoring import restore_version
from podworko.core.visibility import Visibility
from podworko.organisations.actions.location import change_location
from podworko.organisations.actions.organisation import (
    change_organisation,
    delete_organisation,
)
from podworko.places.actions.areas import move_area
from podworko.places.models import Area
from tests.factories import (
    AreaFactory,
    EventFactory,
    EventKindFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.portal.pages import titles, words

ADDRESS = "/podworze/calendar/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def december():
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def organisation(area):
    return OrganisationFactory(home_area=area, active_in=[area], name="Świetlica", visibility=Visibility.PUBLIC)


@pytest.fixture
def make(organisation):
    def make(title="Festyn", **values):
        return EventFactory(
            **{"organisation": organisation, "title": title, "visibility": Visibility.PUBLIC, **values}
        )

    return make


def on(day, hour=17):
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def month(client, day="2026-12-01"):
    return words(client.get(f"{ADDRESS}?view=month&day={day}"))


def test_list_says_what_takes_place_when_and_where(client, make, organisation):
    make(starts=on(8), location=LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala"))
    shown = words(client.get(ADDRESS))
    assert "Jutro, wtorek, 8 grudnia 17:00–18:00 Festyn Sala" in shown


def test_empty_calendar_says_so(client, area):
    assert "W tym czasie nikt niczego nie zapowiedział" in words(client.get(ADDRESS))


def test_azory_holds_what_its_sources_name_and_only_one_day_is_known(client, loaded_demo):
    shown = words(client.get("/azory/calendar/"))
    assert "Festyn rodzinny na powitanie lata między grudniem 2017 a 20 marca 2019; dnia źródło nie podaje" in shown
    assert "Czwarte spotkanie Lokalnej Grupy" in words(client.get("/azory/calendar/?view=month&day=2018-04-01"))
    known = CalendarDay.objects.filter(area=Area.objects.get(slug="azory")).values_list("day", flat=True)
    assert set(known) == {date(2018, 4, 19)}


def test_what_has_been_on_an_unknown_day_is_folded_away_from_what_is_to_come(client, make):
    make("Piknik", starts=None, ends=None, pencil="kiedyś w maju")
    make("Otwarcie parku", starts=None, ends=None, pencil="między 2017 a 2019", status=EventStatus.HELD)
    shown = client.get(ADDRESS).context["shown"]
    assert [event.title for event in shown.undated] == ["Piknik"]
    assert [event.title for event in shown.held] == ["Otwarcie parku"]
    assert "Już było, dzień nieznany (1) Otwarcie parku między 2017 a 2019" in words(client.get(ADDRESS))


def test_span_of_time_names_its_year_once(client, area):
    assert client.get(ADDRESS).context["shown"].title == "7 grudnia 2026 – 3 stycznia 2027"
    assert client.get(f"{ADDRESS}?day=2026-11-20").context["shown"].title == "20 listopada – 17 grudnia 2026"
    assert client.get(f"{ADDRESS}?view=week").context["shown"].title == "7–13 grudnia 2026"


def test_entries_bear_the_numbers_of_their_marks_on_the_map_of_the_day(client, make, area):
    make("Bez miejsca", starts=on(8, 9))
    make("Piknik", starts=on(8, 10), latitude=50.09, longitude=19.91, precision="exact")
    shown = client.get(f"{ADDRESS}?view=map&day=2026-12-08").text
    assert '<span class="calendar-number">2</span> Piknik' in shown
    assert 'calendar-number">1<' not in shown


def test_place_that_is_the_heading_is_not_said_again(client, make, organisation):
    place = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    make(starts=on(8), location=place)
    shown = words(client.get(f"{ADDRESS}?view=places"))
    assert shown.count("Sala") == 1


def test_area_round_it_shows_what_takes_place_inside(client, make):
    make(starts=on(8))
    assert titles(client.get("/dzielnica/calendar/")) == ["Festyn"]


@pytest.mark.parametrize("view", ["list", "week", "month", "places", "organisers", "map"])
@pytest.mark.parametrize("level", [Visibility.PARTNERS, Visibility.ORGANISATION, Visibility.PRIVATE])
def test_what_is_not_for_everybody_is_in_no_view(client, make, view, level):
    make("Tajne", starts=on(7), visibility=level)
    assert "Tajne" not in client.get(f"{ADDRESS}?view={view}").text


def test_member_sees_what_is_planned_among_their_own(client, make, organisation):
    make("Narada", starts=on(8), visibility=Visibility.ORGANISATION)
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert "Narada" in words(client.get(ADDRESS))
    assert "Narada" in month(client)


def test_event_of_a_hidden_organisation_is_hidden(client, area):
    hidden = OrganisationFactory(home_area=area, active_in=[area])
    EventFactory(organisation=hidden, title="Tajne", visibility=Visibility.PUBLIC, starts=on(8))
    assert "Tajne" not in client.get(ADDRESS).text
    assert "Tajne" not in month(client)


def test_month_names_five_of_a_day_and_counts_the_rest(client, make):
    for number in range(7):
        make(f"Zajęcia {number}", starts=on(8, 9 + number))
    shown = month(client)
    assert "09:00 Zajęcia 0" in shown
    assert "13:00 Zajęcia 4" in shown
    assert "Zajęcia 5" not in shown
    assert "i jeszcze 2" in shown


def test_month_follows_every_change(client, make):
    event = make(starts=on(8))
    assert "17:00 Festyn" in month(client)
    change_event(event, values={"starts": on(9, 12), "ends": on(9, 13)}, by=None)
    assert "12:00 Festyn" in month(client)
    assert "17:00 Festyn" not in month(client)
    event.refresh_from_db()
    cancel_event(event, reason="deszcz", by=None)
    assert "odwołane: Festyn" in month(client)
    delete_event(event, by=None)
    assert "Festyn" not in month(client)


def test_page_seen_before_is_known_to_be_old_after_a_change(client, make):
    event = make(starts=on(8))
    tag = client.get(ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    change_event(event, values={"title": "Piknik"}, by=None)
    assert "Piknik" in words(client.get(ADDRESS, headers={"If-None-Match": tag}))


def test_series_stands_on_each_of_its_days(client, make):
    make("Gimnastyka", starts=on(1, 10), rule="FREQ=WEEKLY;COUNT=4")
    assert month(client).count("10:00 Gimnastyka") == 4


def test_something_of_several_days_goes_on(client, make):
    make("Kiermasz", starts=on(12, 0), ends=on(14, 0), is_all_day=True)
    shown = words(client.get(ADDRESS))
    assert "sobota, 12 grudnia cały dzień Kiermasz" in shown.replace("Sobota", "sobota")
    assert "niedziela, 13 grudnia trwa Kiermasz" in shown.replace("Niedziela", "niedziela")


def test_pencilled_days_are_shown_as_such(client, make):
    make("Piknik", starts=None, ends=None, pencil="któryś weekend", candidate_days=["2026-12-12", "2026-12-13"])
    shown = words(client.get(ADDRESS))
    assert shown.count("ołówkiem Piknik") == 2
    assert "któryś weekend" in shown


def test_filters_leave_out_what_was_not_asked_for(client, make, area):
    make("Dla seniorów", starts=on(8), audiences=["seniors"], cost="free")
    make("Dla dzieci", starts=on(8), audiences=["7-12"], cost="paid", kind=EventKindFactory(area=area, code="turniej"))
    make("Dla wszystkich", starts=on(8), audiences=["everyone"])
    assert titles(client.get(f"{ADDRESS}?for=seniors")) == ["Dla seniorów", "Dla wszystkich"]
    assert titles(client.get(f"{ADDRESS}?cost=free")) == ["Dla seniorów"]
    assert titles(client.get(f"{ADDRESS}?kind=turniej")) == ["Dla dzieci"]
    assert titles(client.get(f"{ADDRESS}?q=dzieciom")) == ["Dla dzieci"]
    assert "W tym czasie nic nie pasuje" in words(client.get(f"{ADDRESS}?for=0-2&cost=paid"))


def test_place_leaves_in_what_takes_place_there(client, make, organisation, area):
    hall = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    library = OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC, name="Biblioteka")
    room = LocationFactory(organisation=library, visibility=Visibility.PUBLIC)
    make("W sali", starts=on(8), location=hall)
    make("W bibliotece", starts=on(8), location=room)
    make("Gdzieś", starts=on(8))
    for place, title, said in (
        (hall.pk, "W sali", "miejsce: Sala"),
        (organisation.slug, "W sali", "miejsce: Świetlica"),
        (library.slug, "W bibliotece", "miejsce: Biblioteka"),
    ):
        response = client.get(f"{ADDRESS}?place={place}")
        assert titles(response) == [title]
        assert f"Tylko część kalendarza – {said}" in words(response)
    assert f'name="place" value="{hall.pk}"' in client.get(f"{ADDRESS}?place={hall.pk}").text
    assert titles(client.get(f"{ADDRESS}?place={library.slug}&organiser={organisation.slug}")) == ["W bibliotece"]
    assert titles(client.get(f"{ADDRESS}?place={'9' * 30}")) == []


def test_place_that_somebody_may_not_see_finds_nothing(client, make, organisation):
    hidden = LocationFactory(organisation=organisation, name="Tajna sala")
    make(starts=on(8), location=hidden)
    for place in (hidden.pk, organisation.slug):
        response = client.get(f"{ADDRESS}?place={place}")
        assert titles(response) == []
        assert "Tajna" not in response.text
        assert "Festyn" not in client.get(f"/podworze/calendar.ics?place={place}").text
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert titles(client.get(f"{ADDRESS}?place={hidden.pk}")) == ["Festyn"]


def test_calendar_offers_itself_to_telephones_as_it_is_narrowed(client, make, organisation):
    make(starts=on(8))
    shown = client.get(f"{ADDRESS}?view=month&organiser={organisation.slug}&cost=free").text
    assert f'href="webcal://localhost:8000/podworze/calendar.ics?organiser={organisation.slug}"' in shown
    assert f'value="http://localhost:8000/podworze/calendar.ics?organiser={organisation.slug}"' in shown


def test_filters_keep_the_day_and_the_view(client, make):
    shown = client.get(f"{ADDRESS}?view=month&day=2026-12-01&for=seniors").text
    assert 'href="?view=month&amp;day=2027-01-01&amp;for=seniors"' in shown


@pytest.mark.parametrize("query", ["view=nic", "day=32", "day=0001-01-01", "kind=%00", "for=x", "page=x"])
def test_what_means_nothing_is_passed_over(client, area, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_number_of_queries_does_not_grow_with_the_number_of_events(client, make, django_assert_num_queries):
    make(starts=on(8))
    with django_assert_num_queries(7) as one:
        client.get(f"{ADDRESS}?q=")
    make(starts=on(9))
    make(starts=on(10))
    with django_assert_num_queries(len(one)):
        client.get(f"{ADDRESS}?q=")


def test_area_that_moves_takes_its_calendar_along(client, make, area):
    make(starts=on(8))
    other = AreaFactory(slug="inna-dzielnica", name="Inna", kind="district")
    move_area(area, parent=other, by=None)
    assert "Festyn" in words(client.get("/inna-dzielnica/calendar/?view=month&day=2026-12-01"))
    assert "Festyn" not in words(client.get("/dzielnica/calendar/?view=month&day=2026-12-01"))


def test_new_name_of_a_place_shows_at_once(client, make, organisation):
    place = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="Sala")
    make(starts=on(8), location=place)
    tag = client.get(ADDRESS)["ETag"]
    change_location(place, values={"name": "Sala lustrzana"}, by=None)
    assert "Sala lustrzana" in words(client.get(ADDRESS, headers={"If-None-Match": tag}))
    assert "Sala lustrzana" in client.get("/podworze/calendar.ics").text


def offered(client, query=""):
    """Slugs that one may choose as organiser, the chosen one first marked."""
    shown = client.get(f"{ADDRESS}{query}").text
    choice = re.search(r'<select name="organiser">(.*?)</select>', shown, re.DOTALL)
    return re.findall(r'<option value="([^"]+)"( selected)?>', choice[1]) if choice else []


def test_organisers_with_something_to_come_are_offered(client, make, organisation, area):
    make(starts=on(8))
    helping = OrganisationFactory(home_area=area, name="Biblioteka", visibility=Visibility.PUBLIC)
    co_organised = make(starts=on(9), organisers=[{"organisation": helping.pk, "role": "co_organiser"}])
    idle = OrganisationFactory(home_area=area, name="Apteka", visibility=Visibility.PUBLIC)
    make(organisation=idle, starts=on(1))
    assert offered(client) == [(helping.slug, ""), (organisation.slug, "")]
    delete_event(co_organised, by=None)
    assert offered(client) == [(organisation.slug, "")]


def test_organisers_whom_one_may_not_see_are_not_offered(client, make, area):
    hidden = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.ORGANISATION)
    make(organisation=hidden, starts=on(8), visibility=Visibility.ORGANISATION)
    private = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    make(organisation=private, starts=on(8), visibility=Visibility.PRIVATE)
    assert offered(client) == []
    client.force_login(MembershipFactory(organisation=hidden).user)
    assert offered(client) == [(hidden.slug, "")]


def test_chosen_organiser_stays_chosen_also_with_nothing_to_come(client, make, organisation, area):
    make(starts=on(8))
    assert offered(client, f"?organiser={organisation.slug}") == [(organisation.slug, " selected")]
    idle = OrganisationFactory(home_area=area, name="Apteka", visibility=Visibility.PUBLIC)
    shown = offered(client, f"?organiser={idle.slug}&view=month")
    assert shown == [(idle.slug, " selected"), (organisation.slug, "")]


def test_more_organisers_than_anybody_chooses_from_are_not_offered(client, make, organisation, monkeypatch):
    make(starts=on(8))
    monkeypatch.setattr(reading, "MOST_ORGANISERS", 0)
    assert offered(client) == []
    assert offered(client, f"?organiser={organisation.slug}") == [(organisation.slug, " selected")]


def test_another_month_asks_nothing_more_about_organisers(client, make):
    make(starts=on(8))
    client.get(f"{ADDRESS}?view=month&day=2026-12-01")
    with CaptureQueriesContext(connection) as found:
        client.get(f"{ADDRESS}?view=month&day=2027-01-01")
    assert not [query for query in found if "organisations_organisation" in query["sql"]]


@pytest.mark.parametrize("address", ["/?", ".ics?", ".atom?", ".geojson?day={day}&"])
def test_filter_does_not_tell_what_a_hidden_organisation_helps_with(client, area, organisation, address):
    hidden = OrganisationFactory(home_area=area, active_in=[area], slug="krag", visibility=Visibility.PRIVATE)
    known = OrganisationFactory(home_area=area, active_in=[area], slug="klub", visibility=Visibility.PUBLIC)
    place = LocationFactory(organisation=known, visibility=Visibility.PUBLIC, latitude=50.08, longitude=19.91)
    helping = [{"organisation": one.pk, "role": "co_organiser"} for one in (hidden, known)]
    event = EventFactory(
        organisation=organisation, title="Festyn", visibility=Visibility.PUBLIC, location=place, organisers=helping
    )
    address = f"/podworze/calendar{address.format(day=event.occurrences.get().day)}organiser="
    assert "Festyn" in client.get(f"{address}klub").text
    assert "Festyn" not in client.get(f"{address}krag").text


def test_who_helps_is_named_no_longer_once_hidden(client, area, organisation):
    helping = OrganisationFactory(home_area=area, active_in=[area], name="Parafia", visibility=Visibility.PUBLIC)
    roles = [{"organisation": helping.pk, "role": "co_organiser"}]
    event = EventFactory(organisation=organisation, visibility=Visibility.PUBLIC, organisers=roles)
    pages = [ADDRESS, f"{ADDRESS}{event.pk}/", "/dzielnica/calendar/"]
    seen = {page: client.get(page) for page in pages}
    assert ["Parafia" in response.text for response in seen.values()] == [True] * 3
    change_organisation(helping, values={"visibility": Visibility.PRIVATE}, by=None)
    for page, before in seen.items():
        after = client.get(page, headers={"if-none-match": before["ETag"]})
        assert after.status_code == 200
        assert "Parafia" not in after.text


def test_deleted_organisation_is_named_no_longer_and_its_event_stays(client, area, organisation):
    helping = OrganisationFactory(home_area=area, active_in=[area], name="Parafia", visibility=Visibility.PUBLIC)
    roles = [{"organisation": helping.pk, "role": "co_organiser"}]
    event = EventFactory(
        organisation=organisation, title="Festyn", visibility=Visibility.PUBLIC, area=area, organisers=roles
    )
    pages = [ADDRESS, f"{ADDRESS}{event.pk}/", "/podworze/calendar.ics", "/podworze/calendar.atom"]
    assert ["Świetlica" in client.get(page).text for page in pages] == [True] * 4
    assert ["Parafia" in client.get(page).text for page in pages[:2]] == [True] * 2
    for each in (organisation, helping):
        delete_organisation(each, by=None)
    for page in pages:
        said = client.get(page).text
        assert "Festyn" in said
        assert "Świetlica" not in said
        assert "Parafia" not in said


def test_event_of_a_hidden_organisation_does_not_come_to_light_when_that_is_deleted(client, area, organisation):
    event = EventFactory(organisation=organisation, title="Tajne", visibility=Visibility.PUBLIC)
    change_organisation(organisation, values={"visibility": Visibility.PRIVATE}, by=None)
    entry = delete_organisation(organisation, by=None)
    change_event(event, values={"title": "Tajne spotkanie"}, by=None)
    for page in (ADDRESS, f"{ADDRESS}?view=month", "/podworze/calendar.ics", "/podworze/calendar.atom"):
        assert "Tajne" not in client.get(page).text
    assert client.get(f"{ADDRESS}{event.pk}/").status_code == 404
    restore_version(entry, by=None)
    assert client.get(f"{ADDRESS}{event.pk}/").status_code == 404


def test_point_of_a_place_goes_along_with_it_and_is_hidden_with_it(client, organisation):
    place = LocationFactory(
        organisation=organisation, visibility=Visibility.PUBLIC, latitude=50.081234, longitude=19.911234
    )
    event = EventFactory(organisation=organisation, visibility=Visibility.PUBLIC, location=place)
    day = event.occurrences.get().day
    pages = ["/podworze/calendar.ics", f"/podworze/calendar.geojson?day={day}", f"{ADDRESS}{event.pk}.ics"]
    assert ["50.081234" in client.get(page).text for page in pages] == [True] * 3
    change_location(place, values={"latitude": 50.095678, "longitude": 19.925678}, by=None)
    assert ["50.095678" in client.get(page).text for page in pages] == [True] * 3
    change_location(place, values={"visibility": Visibility.PRIVATE}, by=None)
    assert ["50.0" in client.get(page).text for page in pages] == [False] * 3
    assert "<svg" not in client.get(f"{ADDRESS}{event.pk}/").context["shown"].picture
