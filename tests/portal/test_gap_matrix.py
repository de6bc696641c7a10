import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from podworko.core.visibility import Visibility
from podworko.portal.matrix_asked import parse
from tests.factories import (
    AreaFactory,
    AreaRoleFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.portal.calendar_events import cancel, hold, hold_for_days, pencil_in
from tests.portal.pages import text_of, words

POLISH = {"accept-language": "pl"}
ADDRESS = "/podworze/calendar/matrix/"
DECEMBER = "from=2026-12-01&to=2026-12-28"


@pytest.fixture(autouse=True)
def december():
    """Monday morning, 7 December 2026."""
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=UTC), tick=False):
        yield


def opened(client, query=DECEMBER, address=ADDRESS):
    response = client.get(f"{address}?{query}", headers=POLISH)
    assert response.status_code == 200
    return response


def cells(response):
    """Return what each cell says, by its name."""
    said = re.findall(r'<a class="gap-cell[^>]*>(.*?)</a>', response.text)
    return dict(text_of(each).split(": terminów: ", 1) for each in said)


def test_each_cell_says_how_many_times_and_how_many_events(client, area):
    hold(area, "Gimnastyka", "2026-12-07", "10:00", audiences=["seniors"], rule="FREQ=WEEKLY;COUNT=4")
    hold(area, "Szachy", "2026-12-08", "11:59", audiences=["seniors"])
    hold(area, "Kino", "2026-12-12", "18:00", audiences=["families"])
    hold(area, "Kurs", "2026-12-12", "18:00", audiences=["60+"])
    found = cells(opened(client))
    assert found["seniorzy, pn.–pt. przed południem"] == "5 wyd. 2 tłoczno"
    assert found["rodziny, sob.–niedz. wieczorem"] == "1 wyd. 1"
    assert found["rodziny, pn.–pt. wieczorem"] == "0 pusto"
    assert found["seniorzy"] == "5 wyd. 2"
    assert found["razem"] == "7 wyd. 4"


def test_what_is_for_several_counts_in_each_and_once_in_the_sum_and_the_page_says_so(client, area):
    hold(area, "Piknik", "2026-12-12", "14:00", audiences=["seniors", "families"])
    response = opened(client)
    found = cells(response)
    assert found["seniorzy, sob.–niedz. po południu"] == "1 wyd. 1"
    assert found["rodziny, sob.–niedz. po południu"] == "1 wyd. 1"
    assert found["razem"] == "1 wyd. 1"
    assert "liczy się przy każdej z nich" in words(response)
    assert "To nie jest liczba osób" in words(response)
    assert "dziesięć terminów" in words(response)


def test_audience_that_nobody_asked_about_is_a_row_of_its_own_and_no_gap(client, area):
    hold(area, "Zebranie", "2026-12-12", "14:00", audiences=[])
    found = cells(opened(client))
    assert found["jeszcze nie pytano, sob.–niedz. po południu"] == "1 wyd. 1"
    assert found["jeszcze nie pytano, pn.–pt. po południu"] == "–"
    assert found["seniorzy, sob.–niedz. po południu"] == "0 pusto"


def test_without_such_events_there_is_no_row_for_them(client, area):
    hold(area, "Piknik", "2026-12-12", "14:00", audiences=["seniors"])
    assert not any("nie pytano" in name for name in cells(opened(client)))


def test_empty_calendar_is_a_table_of_gaps(client, area):
    found = cells(opened(client))
    assert found["seniorzy, pn.–pt. przed południem"] == "0 pusto"
    assert found["razem"] == "–"


def test_hours_are_those_on_the_wall(client, area):
    # 12:00 in Warsaw is 11:00 in UTC.
    hold(area, "Obiad", "2026-12-08", "12:00", audiences=["seniors"])
    hold_for_days(area, "Kiermasz", "2026-12-12", 2, audiences=["seniors"])
    found = cells(opened(client))
    assert found["seniorzy, pn.–pt. po południu"] == "1 wyd. 1"
    assert found["seniorzy, cały dzień"] == "1 wyd. 1"


def test_hour_that_the_clocks_repeat_belongs_to_its_day(client, area):
    hold(area, "Noc", "2026-10-25", "02:30", audiences=["seniors"])
    found = cells(opened(client, "from=2026-10-25&to=2026-10-25"))
    assert found["seniorzy, sob.–niedz. wieczorem"] == "1 wyd. 1"


def test_what_is_cancelled_pencilled_or_goes_on_is_not_counted_but_said(client, area):
    cancel(area, "Śpiew", "2026-12-11", audiences=["seniors"])
    pencil_in(area, "Piknik", "weekend w grudniu", "2026-12-12", "2026-12-13", audiences=["seniors"])
    hold_for_days(area, "Wystawa", "2026-11-25", 20, audiences=["seniors"])
    response = opened(client)
    assert cells(response)["razem"] == "–"
    assert "Zapisane ołówkiem i nieliczone: 1." in words(response)
    assert "Odwołane terminy, nieliczone: 1." in words(response)
    assert "Trwa od wcześniej i nie jest tu liczone: 1." in words(response)


def test_reader_chooses_rows_and_columns(client, area):
    owner = OrganisationFactory(home_area=area, active_in=[area], name="Klub", visibility=Visibility.PUBLIC)
    place = LocationFactory(organisation=owner, area=area, name="Świetlica", visibility=Visibility.PUBLIC)
    hold(area, "Szachy", "2026-12-08", "16:00", organisation_id=owner.pk, location_id=place.pk)
    by_place = cells(opened(client, f"{DECEMBER}&rows=place&columns=weekday"))
    (name,) = {name for name in by_place if "Świetlica" in name and name.endswith("wtorek")}
    assert by_place[name] == "1 wyd. 1"
    by_organiser = cells(opened(client, f"{DECEMBER}&rows=organiser&columns=part"))
    assert by_organiser["Klub, po południu"] == "1 wyd. 1"


def test_place_that_a_reader_may_not_see_is_not_named(client, area):
    owner = OrganisationFactory(home_area=area, active_in=[area], name="Klub", visibility=Visibility.PUBLIC)
    hidden = LocationFactory(organisation=owner, area=area, name="Kryjówka", visibility=Visibility.PRIVATE)
    hold(area, "Szachy", "2026-12-08", "16:00", organisation_id=owner.pk, location_id=hidden.pk)
    response = opened(client, f"{DECEMBER}&rows=place&columns=weekday")
    assert cells(response)["spoza rejestru albo nieznane, wtorek"] == "1 wyd. 1"
    assert "Kryjówka" not in response.text


def test_several_organisers_count_each(client, area):
    one = OrganisationFactory(home_area=area, active_in=[area], name="Klub", visibility=Visibility.PUBLIC)
    other = OrganisationFactory(home_area=area, active_in=[area], name="Szkoła", visibility=Visibility.PUBLIC)
    helpers = [{"organisation": other.pk, "role": "co_organiser"}]
    hold(area, "Festyn", "2026-12-08", "16:00", organisation_id=one.pk, organisers=helpers)
    found = cells(opened(client, f"{DECEMBER}&rows=organiser&columns=part"))
    assert found["Klub, po południu"] == found["Szkoła, po południu"] == "1 wyd. 1"
    assert found["razem"] == "1 wyd. 1"


def test_nobody_counts_what_they_may_not_see(client, area):
    member = MembershipFactory(organisation__home_area=area, organisation__active_in=[area])
    hold(
        area,
        "Narada",
        "2026-12-08",
        "16:00",
        visibility=Visibility.ORGANISATION,
        organisation_id=member.organisation_id,
        audiences=["seniors"],
    )
    assert cells(opened(client))["razem"] == "–"
    inside = Client()
    inside.force_login(member.user)
    assert cells(opened(inside))["razem"] == "1 wyd. 1"


def test_filters_narrow_the_table_and_are_said(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    hold(area, "Kino", "2026-12-12", "18:00", audiences=["families"])
    response = opened(client, f"{DECEMBER}&for=seniors&weekday=1&part=afternoon&rows=weekday&columns=part")
    assert cells(response)["razem"] == "1 wyd. 1"
    assert "dla kogo: seniorzy; dzień tygodnia: wtorek; pora dnia: po południu" in words(response)


def test_two_periods_stand_side_by_side_with_the_difference(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"], rule="FREQ=DAILY;COUNT=3")
    hold(area, "Karty", "2026-11-25", "16:00", audiences=["seniors"])
    response = opened(client, "from=2026-12-07&to=2026-12-20&beside=before")
    found = cells(response)
    now, before = "od 7 grudnia 2026 do 20 grudnia 2026", "od 23 listopada 2026 do 6 grudnia 2026"
    assert found[f"{now}, seniorzy, pn.–pt. po południu"] == "3"
    assert found[f"{before}, seniorzy, pn.–pt. po południu"] == "1"
    assert "+2" in re.findall(r'gap-difference">(.*?)<', response.text)


def test_earlier_of_two_periods_stands_first(client, area):
    response = opened(client, "from=2026-12-07&to=2026-12-20&beside=before")
    text = words(response)
    assert text.index("od 23 listopada 2026 do 6 grudnia 2026") < text.index("od 7 grudnia 2026 do 20 grudnia 2026")


def test_periods_of_different_length_are_not_compared_in_silence(client, area):
    response = opened(client, f"{DECEMBER}&beside=period&from2=2026-11-01&to2=2026-11-07")
    assert "okresy mają różną długość. Dni w pierwszym: 7, w drugim: 28." in words(response)


def test_two_areas_stand_side_by_side(client, area):
    other = AreaFactory(slug="obok", name="Obok", parent=area.parent)
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    hold(other, "Karty", "2026-12-09", "16:00", audiences=["seniors"], rule="FREQ=DAILY;COUNT=2")
    response = opened(client, f"{DECEMBER}&beside=area&area=obok")
    found = cells(response)
    assert found["Podwórze, seniorzy, pn.–pt. po południu"] == "1"
    assert found["Obok, seniorzy, pn.–pt. po południu"] == "2"
    assert "+1" in re.findall(r'gap-difference">(.*?)<', response.text)
    assert "/obok/calendar/matrix/cell/?" in response.text


def test_area_counts_what_lies_inside_it(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    response = opened(client, DECEMBER, "/dzielnica/calendar/matrix/")
    assert cells(response)["razem"] == "1 wyd. 1"


def test_picture_says_in_words_what_it_shows(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    text = opened(client).text
    picture = text[text.index("<svg", text.index("gap-picture")) : text.index("</figure>")]
    assert 'role="img"' in picture
    assert "Pól: 91, pustych: 90, tłocznych: 0." in text_of(picture)
    assert "Najwięcej: seniorzy, pn.–pt. po południu: terminów: 1" in text_of(picture)


def test_reader_is_led_to_files_and_back(client, area):
    text = opened(client, f"{DECEMBER}&rows=kind&columns=weekday").text
    for name in ("pdf", "csv"):
        assert f"/podworze/calendar/matrix.{name}?rows=kind&amp;columns=weekday&amp;from=2026-12-01" in text


def test_who_may_announce_is_led_to_free_times(client, area):
    assert "Znajdź wolny termin" not in opened(client).text
    client.force_login(AreaRoleFactory(area=area).user)
    assert "Znajdź wolny termin" in words(opened(client)) + opened(client).text


def test_page_is_sent_anew_only_when_something_changed(client, area):
    hold(area, "Szachy", "2026-12-08", "16:00", audiences=["seniors"])
    first = opened(client)
    assert client.get(f"{ADDRESS}?{DECEMBER}", headers={"if-none-match": first["ETag"], **POLISH}).status_code == 304
    hold(area, "Karty", "2026-12-08", "16:00", audiences=["seniors"])
    assert cells(opened(client))["razem"] == "2 wyd. 2"


def test_many_events_cost_no_more_questions(client, area, django_assert_max_num_queries):
    for number in range(3):
        hold(area, f"Zajęcia {number}", "2026-12-08", "16:00", audiences=["seniors"])
    with django_assert_max_num_queries(14):
        opened(client)
    for number in range(20):
        hold(area, f"Dalsze {number}", "2026-12-09", "16:00", audiences=["seniors"])
    with django_assert_max_num_queries(14):
        opened(client)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ({}, "2026-12-07", "2027-01-03"),
        ({"from": "2026-03-01"}, "2026-03-01", "2026-03-28"),
        ({"to": "2026-12-31"}, "2026-12-07", "2026-12-31"),
        ({"to": "2026-11-30"}, "2026-11-03", "2026-11-30"),
        ({"from": "2026-03-10", "to": "2026-03-01"}, "2026-03-01", "2026-03-10"),
        ({"from": "2026-01-01", "to": "2029-01-01"}, "2026-01-01", "2027-01-01"),
        ({"from": "to-nie-dzień", "to": "9999-99-99"}, "2026-12-07", "2027-01-03"),
    ],
)
def test_any_address_is_some_period(query, first, last):
    found = parse(query, datetime(2026, 12, 7, tzinfo=UTC).date())
    assert (found.period.first.isoformat(), found.period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "query",
    ["rows=nie&columns=ma", "rows=audience&columns=audience", "beside=area&area=nie-ma", "beside=period", "x=1"],
)
def test_address_that_means_nothing_is_no_error(client, area, query):
    assert "Czego brakuje" in words(opened(client, query))


@pytest.mark.parametrize(
    "query", ["rows=place&columns=kind", "beside=year", "beside=period&from2=2026-01-01", "part=evening"]
)
def test_address_of_what_was_asked_asks_the_same(query):
    today = datetime(2026, 12, 7, tzinfo=UTC).date()
    asked = parse(dict(part.split("=") for part in query.split("&")), today)
    assert parse(dict(part.split("=") for part in asked.address()[1:].split("&")), today) == asked
