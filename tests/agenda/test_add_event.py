from datetime import UTC, datetime
from uuid import uuid4

import pytest

from podworko.agenda.models import Event
from podworko.core.visibility import Visibility
from podworko.organisations.models import Organisation
from tests.factories import LocationFactory, MembershipFactory, OrganisationFactory
from tests.portal.pages import text_of, words
from tests.register import form_on

ADDRESS = "/podworze/calendar/new/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


def send(client, form, **changes):
    return client.post(ADDRESS, {name: value for name, value in {**form, **changes}.items() if value is not None})


def at(day, hour=0, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def test_editor_announces_something_on_one_page(client, editor, form, organisation):
    client.force_login(editor)
    response = send(client, form)
    event = Event.objects.get()
    assert response.url == f"/podworze/calendar/{event.pk}/"
    assert (event.title, event.organisation, event.entered_by) == ("Festyn", organisation, editor)
    assert "Wpisano wydarzenie." in words(client.get(response.url))
    assert "Festyn" in client.get("/podworze/calendar/").text


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"time_to": "12:30"}, (at(12, 10), at(12, 12, 30), False, True)),
        ({}, (at(12, 10), at(12, 11), False, False)),
        ({"time_from": None}, (at(12), at(13), True, True)),
        ({"time_from": None, "last_day": "2026-12-14"}, (at(12), at(15), True, True)),
        ({"time_from": "20:00", "time_to": "01:00"}, (at(12, 20), at(13, 1), False, True)),
        ({"last_day": "2026-12-13", "time_to": "16:00"}, (at(12, 10), at(13, 16), False, True)),
    ],
)
def test_hours_and_days_mean_what_people_mean(client, editor, form, changes, expected):
    client.force_login(editor)
    send(client, form, **changes)
    event = Event.objects.get()
    assert (event.starts, event.ends, event.is_all_day, event.has_end) == expected


@pytest.mark.parametrize(
    ("repeats", "rule"),
    [
        ({"repeats": "weekly"}, "FREQ=WEEKLY"),
        ({"repeats": "weekly", "weekdays": [0, 2]}, "FREQ=WEEKLY;BYDAY=MO,WE"),
        ({"repeats": "every_other_week", "repeats_times": 5}, "FREQ=WEEKLY;INTERVAL=2;COUNT=5"),
        ({"repeats": "monthly_weekday"}, "FREQ=MONTHLY;BYDAY=2SA"),
        ({"repeats": "monthly_last"}, "FREQ=MONTHLY;BYDAY=-1SA"),
        ({"repeats": "monthly_day"}, "FREQ=MONTHLY;BYMONTHDAY=12"),
        ({"repeats": "daily", "repeats_until": "2026-12-20"}, "FREQ=DAILY;UNTIL=20261220"),
        ({"repeats": "yearly"}, "FREQ=YEARLY"),
    ],
)
def test_plain_choices_make_a_rule(client, editor, form, repeats, rule):
    client.force_login(editor)
    send(client, form, **repeats)
    assert Event.objects.get().rule == rule


def test_series_that_ends_on_a_day_takes_place_on_that_day(client, editor, form):
    client.force_login(editor)
    send(client, form, repeats="daily", repeats_until="2026-12-15")
    assert [row.day.day for row in Event.objects.get().occurrences.all()] == [12, 13, 14, 15]


def test_date_can_be_pencilled_in(client, editor, form):
    client.force_login(editor)
    send(client, form, day=None, time_from=None, pencil="drugi weekend stycznia")
    event = Event.objects.get()
    assert event.is_pencilled
    assert event.candidate_days == ["2027-01-09", "2027-01-10"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "To pole jest wymagane"),
        ({"day": None}, "Podaj dzień albo napisz, kiedy to będzie w przybliżeniu."),
        ({"last_day": "2026-12-01"}, "Ostatni dzień jest wcześniej niż pierwszy."),
        ({"time_from": None, "time_to": "12:00"}, "Podaj też, od której godziny."),
        ({"organisation_id": None}, "Wybierz organizatora z listy albo wpisz jego nazwę."),
        ({"repeats": "weekly", "repeats_until": "2026-12-01"}, "Koniec jest wcześniej niż pierwszy dzień."),
        ({"repeats": "weekly", "repeats_until": "2027-01-01", "repeats_times": 3}, "Wybierz jedno"),
        ({"with_minors": "on"}, "Napisz, jak zadbano o bezpieczeństwo dzieci"),
        ({"attendance": 12}, "Podaj liczbę osób razem z tym, jak ją policzono."),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_lost(client, editor, form, changes, said):
    client.force_login(editor)
    response = send(client, form, description="Zupa z kotła", **changes)
    assert said in text_of(response.text)
    assert "Zupa z kotła" in response.text
    assert not Event.objects.exists()


def test_double_click_makes_one_event(client, editor, form):
    client.force_login(editor)
    token = str(uuid4())
    first, second = (send(client, form, token=token) for _ in range(2))
    assert Event.objects.count() == 1
    assert first.url == second.url


def test_one_line_fills_in_the_form(client, editor, organisation):
    client.force_login(editor)
    place = LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="CAS Weissa")
    shown = client.get(f"{ADDRESS}?line=czw 17:00 warsztaty dla seniorów, CAS Weissa").text
    assert 'value="Warsztaty dla seniorów"' in shown
    assert 'value="2026-12-10"' in shown
    assert 'value="17:00"' in shown
    assert f'<option value="{place.pk}" selected>' in shown
    assert not Event.objects.exists()


def test_series_said_in_one_line_leaves_out_holidays_and_shows_its_dates(client, editor):
    client.force_login(editor)
    line = "co drugi wtorek 17:00 robótki, świetlica, z wyjątkiem świąt i przerw szkolnych, do czerwca"
    page = client.get(ADDRESS, {"line": line})
    form = page.context["form"]
    assert form.initial["leaves_out"] == ["holidays", "school_breaks"]
    assert form.initial["repeats_until"].isoformat() == "2027-06-30"
    assert "description" not in form.initial
    dates = text_of(page.text[page.text.index("data-days") :])
    assert "Wtorek, 8 grudnia 2026" in dates
    assert "Wtorek, 22 grudnia 2026" in dates
    assert "Wtorek, 5 stycznia 2027" in dates


def test_place_named_in_one_line_tells_who_organises(client, area_coordinator, organisation):
    OrganisationFactory(home_area=organisation.home_area)
    LocationFactory(organisation=organisation, visibility=Visibility.PUBLIC, name="CAS Weissa")
    client.force_login(area_coordinator)
    form = client.get(f"{ADDRESS}?line=czw 17:00 warsztaty dla seniorów, CAS Weissa").context["form"]
    assert form.initial["organisation_id"] == organisation.pk


def test_form_of_what_takes_place_once_shows_no_dates(client, editor):
    client.force_login(editor)
    shown = client.get(f"{ADDRESS}?line=czw 17:00 warsztaty").text
    box = shown[shown.index("data-next-dates") :]
    assert "hidden" in box[: box.index(">")]


def test_earlier_event_can_be_copied_without_its_date(client, editor, make):
    client.force_login(editor)
    event = make("Gimnastyka", audiences=["60+"], description="na krzesłach")
    shown = client.get(f"{ADDRESS}?copy={event.pk}").text
    assert 'value="Gimnastyka"' in shown
    assert "na krzesłach" in shown
    assert "2026-12-08" not in shown


def test_coordinator_enters_for_somebody_who_is_not_in_the_register(client, area_coordinator, form):
    client.force_login(area_coordinator)
    send(client, form, organisation_id=None, organiser_name="Sąsiedzi z Kapslowej")
    event = Event.objects.get()
    assert event.organisation is None
    assert "Sąsiedzi z Kapslowej" in words(client.get(f"/podworze/calendar/{event.pk}/"))


def test_nobody_announces_for_another_organisation(client, editor, form, area):
    other = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    client.force_login(editor)
    send(client, form, organisation_id=other.pk)
    assert not Event.objects.exists()


def test_member_who_is_no_editor_does_not_announce(client, organisation, form):
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert send(client, form).status_code == 404
    assert not Event.objects.exists()


def test_one_line_keeps_cost_and_signing_up(client, editor):
    client.force_login(editor)
    line = "sob 10:00 warsztaty, wstęp wolny, zapisy tel. 12 000 00 00"
    form = client.get(ADDRESS, {"line": line}).context["form"]
    assert form.initial["cost"] == "free"
    assert form.initial["registration"] == "phone"
    assert form.initial["registration_contact"] == "12 000 00 00"
    paid = client.get(ADDRESS, {"line": "sob 10:00 warsztaty, 20 zł"}).context["form"]
    assert paid.initial["cost"] == "paid"
    assert "20 zł" in paid.initial["cost_note"]


def test_every_link_of_the_page_leads_somewhere(client, editor):
    client.force_login(editor)
    assert 'href=""' not in client.get(ADDRESS).text


@pytest.mark.parametrize("day", ["0001-01-01", "0026-12-12", "9999-12-31"])
@pytest.mark.parametrize("field", ["day", "last_day", "repeats_until"])
def test_year_of_a_slipping_finger_is_refused(client, editor, form, field, day):
    client.force_login(editor)
    repeats = {"repeats": "weekly"} if field == "repeats_until" else {}
    assert field in send(client, form, **{field: day}, **repeats).context["form"].errors
    assert not Event.objects.exists()


def test_copy_keeps_to_itself_how_another_organisation_looks_after_children(client, editor, make):
    children = {"with_minors": True, "safeguarding_note": "Opiekunka: pani Lis"}
    own = make(**children)
    other = make(**children, organisation=OrganisationFactory(visibility=Visibility.PUBLIC))
    client.force_login(editor)
    assert "pani Lis" in client.get(f"{ADDRESS}?copy={own.pk}").text
    assert "pani Lis" not in client.get(f"{ADDRESS}?copy={other.pk}").text


def test_number_that_no_event_can_have_copies_nothing(client, editor):
    client.force_login(editor)
    assert client.get(f"{ADDRESS}?copy={'9' * 5000}").status_code == 200


def test_who_announces_for_an_entry_that_is_hidden_is_told_who_will_see_it(client, editor, organisation, form):
    Organisation.objects.filter(pk=organisation.pk).update(visibility=Visibility.PARTNERS)
    client.force_login(editor)
    asked = send(client, form)
    assert "Tego nie zobaczą mieszkańcy." in words(asked)
    assert not Event.objects.exists()
    assert client.post(ADDRESS, form_on(asked, having="title").filled()).status_code == 302
    # Once is enough.
    change = f"/podworze/calendar/{Event.objects.get().pk}/edit/"
    known = form_on(client.get(change), having="title").filled(title="Inna nazwa")
    assert client.post(change, known).status_code == 302
