from datetime import date, time

from podworko.resources.actions.hours import set_opening_hours
from podworko.resources.models import HoursException, HoursState
from tests.register import form_on


def page(estate):
    return f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/hours/"


def send(client, estate, **values):
    return client.post(page(estate), form_on(client.get(page(estate)), having="day_0").filled(**values), follow=True)


def test_week_in_lines(signed_in, estate):
    send(signed_in("editor"), estate, day_0="8-12, 14:30–18", day_5="20:00-2:00", day_6="całą dobę")
    rows = set(estate.place.opening_hours.values_list("weekday", "opens", "closes"))
    assert rows == {
        (0, time(8), time(12)),
        (0, time(14, 30), time(18)),
        (5, time(20), time(2)),
        (6, time(0), time(0)),
    }
    shown = form_on(signed_in("editor").get(page(estate)), having="day_0").fields
    assert shown["day_0"] == ["8:00–12:00, 14:30–18:00"]
    assert shown["day_6"] == ["całą dobę"]
    assert shown["day_1"] == [""]


def test_what_cannot_be_read_is_said_beside_the_day(signed_in, estate):
    response = send(signed_in("editor"), estate, day_0="rano", day_1="25-26")
    assert set(response.context["form"].errors) == {"day_0", "day_1"}
    assert form_on(response, having="day_0").fields["day_0"] == ["rano"]


def test_overlapping_hours_are_refused(signed_in, estate):
    response = send(signed_in("editor"), estate, day_0="8-12, 11-15")
    assert "zachodzą na siebie" in response.text
    assert not estate.place.opening_hours.exists()


def test_season_needs_its_days(signed_in, estate):
    response = send(signed_in("editor"), estate, day_0="8-16", season_new_day_0="10-12")
    assert "season_new_from" in response.context["form"].errors
    client = signed_in("editor")
    client.post(
        page(estate),
        form_on(response, having="day_0").filled(season_new_from="2026-07-01", season_new_until="2026-08-31"),
    )
    season = estate.place.opening_hours.get(valid_from=date(2026, 7, 1))
    assert (season.opens, season.valid_until) == (time(10), date(2026, 8, 31))
    assert form_on(client.get(page(estate)), having="day_0").fields["season_0_day_0"] == ["10:00–12:00"]


def test_exceptions_holidays_and_appointment(signed_in, estate):
    send(
        signed_in("editor"),
        estate,
        exception_0_first="2026-12-24",
        exception_0_hours="8-12",
        exception_1_first="2026-12-27",
        exception_1_last="2026-12-31",
        exception_1_reason="przerwa",
        closed_on_holidays="yes",
        by_appointment="on",
    )
    assert set(HoursException.objects.values_list("first_day", "last_day", "opens")) == {
        (date(2026, 12, 24), date(2026, 12, 24), time(8)),
        (date(2026, 12, 27), date(2026, 12, 31), None),
    }
    state = HoursState.objects.get()
    assert (state.closed_on_holidays, state.by_appointment) == ("yes", True)


def test_empty_table_means_that_nobody_knows(signed_in, estate):
    client = signed_in("editor")
    send(client, estate, day_0="8-16")
    send(client, estate, day_0="")
    assert not estate.place.opening_hours.exists()
    assert not HoursState.objects.exists()


def test_two_people_change_one_day(signed_in, estate):
    client = signed_in("editor")
    opened = form_on(client.get(page(estate)), having="day_0")
    set_opening_hours(
        estate.place, table={"spans": [{"weekday": 0, "opens": "09:00", "closes": "17:00"}]}, by=estate.coordinator
    )
    response = client.post(page(estate), opened.filled(day_0="8-16", day_1="8-16"))
    assert "9:00–17:00" in response.text
    client.post(page(estate), form_on(response, having="day_0").filled(keep_day_0="theirs"))
    assert set(estate.place.opening_hours.values_list("weekday", "opens")) == {(0, time(9)), (1, time(8))}
