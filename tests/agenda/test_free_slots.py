import re
from datetime import UTC, datetime, time
from html import unescape

import pytest

from podworko.core.visibility import Visibility
from podworko.resources.models import OpeningHours
from tests.factories import EventFactory, LocationFactory, MembershipFactory, OrganisationFactory, ResourceFactory
from tests.portal.pages import text_of, words

ADDRESS = "/podworze/calendar/free/"

TUESDAY = "from=2026-12-08&to=2026-12-08"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]


@pytest.fixture
def place(area, organisation):
    found = LocationFactory(
        organisation=organisation,
        area=area,
        name="Dom Kultury",
        visibility=Visibility.PUBLIC,
        latitude=50.0866,
        longitude=19.9062,
        precision="exact",
    )
    for day in range(5):
        OpeningHours.objects.create(location=found, weekday=day, opens=time(8), closes=time(20))
    return found


@pytest.fixture
def room(place, organisation):
    return ResourceFactory(
        organisation=organisation, location=place, kind="room", name="Sala", visibility=Visibility.PUBLIC
    )


def look(client, user, query=""):
    client.force_login(user)
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 200
    return response


def offers(response):
    """Return the words of each time that is offered."""
    listed = response.text.partition('<ol class="free-slots">')[2].partition("</ol>")[0]
    return [text_of(part) for part in re.split(r'<li class="card">', listed)[1:]]


def at(day, hour):
    return datetime(2026, 12, day, hour, tzinfo=UTC)


def test_form_stands_open_before_anything_is_asked(client, editor):
    text = words(look(client, editor))
    assert "Znajdź termin" in text
    assert "Najlepsze terminy" not in text


def test_free_afternoon_has_its_reasons(client, editor, place, room):
    query = f"?for=families&length=120&from=2026-12-08&to=2026-12-08&part=afternoon&room={room.pk}&outdoors=on"
    first = offers(look(client, editor, query))[0]
    assert first.startswith("Wtorek, 8 grudnia 2026, 12:00–14:00 Sala, Dom Kultury")
    for reason in (
        "za O tej porze nie widać w kalendarzu nic innego dla tych osób.",
        "za W kalendarzu nikt nie zajmuje wtedy tej sali.",
        "za Miejsce jest wtedy otwarte.",
        "za To nie święto ani przerwa w szkole.",
        "za Będzie jasno: słońce wschodzi o 7:",
    ):
        assert reason.replace("o 7:", "o 07:") in first


def test_what_is_for_the_same_people_is_named_and_ranks_below(client, editor, make):
    make("Bajki", starts=at(8, 12), ends=at(8, 16), audiences=["3-6"])
    query = "?for=families&length=120&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=18:00"
    found = offers(look(client, editor, query))
    assert "16:00–18:00" in found[0]
    assert "sprawdź Blisko w czasie, dla tych samych osób: Bajki, 12:00–16:00" in found[0]
    only = offers(look(client, editor, query.replace("18:00", "15:00")))
    assert "przeciw O tej porze dla tych samych osób jest też: Bajki, 12:00–16:00" in only[0]


def test_what_is_for_others_is_in_nobodys_way(client, editor, make):
    make("Karty", starts=at(8, 12), ends=at(8, 18), audiences=["seniors"])
    query = "?for=families&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=18:00"
    found = offers(look(client, editor, query))
    assert "12:00–14:00" in found[0]
    assert "Karty" not in " ".join(found)


def test_nobody_asked_for_whom_is_said_and_neither_good_nor_bad(client, editor, make):
    make("Zebranie", starts=at(8, 12), ends=at(8, 18), audiences=[])
    query = "?for=families&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=14:00"
    (first,) = offers(look(client, editor, query))
    assert "sprawdź O tej porze jest też coś, o czym nie wiadomo, dla kogo: Zebranie" in first


def test_taken_room_is_not_offered(client, editor, make, room):
    make("Próba", starts=at(8, 12), ends=at(8, 18), room_id=room.pk, audiences=["seniors"])
    query = f"?for=families&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=18:00&room={room.pk}"
    response = look(client, editor, query)
    assert offers(response) == []
    assert "Nie ma takiego terminu" in words(response)


def test_closed_place_is_not_offered_and_one_without_hours_says_so(client, editor, place, area, organisation):
    other = LocationFactory(organisation=organisation, area=area, name="Szkoła", visibility=Visibility.PUBLIC)
    query = f"?from=2026-12-12&to=2026-12-13&place={place.pk}&place={other.pk}"
    found = offers(look(client, editor, query))
    assert found
    assert all("Szkoła" in each and "Nie wiadomo, czy miejsce jest wtedy otwarte: zapytaj." in each for each in found)


def test_holiday_and_break_rank_last_and_say_why(client, editor):
    found = offers(look(client, editor, "?from=2026-12-21&to=2026-12-25&earliest=12:00&latest=14:00"))
    assert found[0].startswith("Poniedziałek, 21 grudnia")
    (christmas,) = [each for each in found if "25 grudnia" in each]
    assert "przeciw To święto, dzień wolny od pracy." in christmas
    assert "przeciw To przerwa w szkole." in christmas


def test_dark_evening_outdoors_says_when_the_sun_sets(client, editor, place):
    query = f"?from=2026-12-08&to=2026-12-08&earliest=15:00&latest=18:00&place={place.pk}&outdoors=on"
    first = offers(look(client, editor, query))[0]
    assert re.search(r"przeciw Będzie ciemno: słońce wschodzi o 07:2\d, zachodzi o 15:3\d\.", first)


def test_series_says_in_how_many_weeks_it_fits_and_in_which_not(client, editor, make):
    make("Bajki", starts=at(15, 12), ends=at(15, 14), audiences=["families"])
    query = "?for=families&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=14:00&weeks=3"
    (first,) = offers(look(client, editor, query))
    assert "Wtorek, 12:00–14:00, co tydzień od 8 grudnia 2026 do 22 grudnia 2026" in first
    assert "Tygodni, które pasują: 2 z 3." in first
    assert "przeciw 15 grudnia: O tej porze dla tych samych osób jest też: Bajki, 12:00–14:00" in first


def test_slot_is_carried_into_the_form_of_a_new_event(client, editor, room, place):
    query = f"?for=families&for=seniors&{TUESDAY}&earliest=12:00&latest=14:00&room={room.pk}&weeks=3"
    text = look(client, editor, query).text
    (address,) = re.findall(r'href="(/podworze/calendar/new/\?.*?)"', text)
    form = client.get(unescape(address)).context["form"]
    assert form.initial["day"].isoformat() == "2026-12-08"
    assert (form.initial["time_from"], form.initial["time_to"]) == (time(12), time(14))
    assert (form.initial["location_id"], form.initial["room_id"]) == (place.pk, room.pk)
    assert form.initial["audiences"] == ["families", "seniors"]
    assert (form.initial["repeats"], form.initial["repeats_times"]) == ("weekly", 3)


def test_what_a_person_may_not_see_is_neither_shown_nor_hinted_at(client, editor, area, room):
    other = OrganisationFactory(home_area=area, active_in=[area], name="Obcy", visibility=Visibility.PUBLIC)
    query = f"?for=families&from=2026-12-08&to=2026-12-08&earliest=12:00&latest=14:00&room={room.pk}"
    before = offers(look(client, editor, query))
    hidden = {"organisation": other, "visibility": Visibility.ORGANISATION, "audiences": ["families"]}
    EventFactory(title="Narada", starts=at(8, 12), ends=at(8, 14), room_id=room.pk, **hidden)
    assert offers(look(client, editor, query)) == before
    inside = MembershipFactory(organisation=other, role="editor").user
    assert offers(look(client, inside, query)) == []


def test_place_and_room_that_a_person_may_not_see_are_not_offered(client, editor, area):
    other = OrganisationFactory(home_area=area, active_in=[area], name="Obcy", visibility=Visibility.PUBLIC)
    hidden = LocationFactory(organisation=other, area=area, name="Kryjówka", visibility=Visibility.PRIVATE)
    response = look(client, editor, f"?place={hidden.pk}")
    assert "Kryjówka" not in response.text


def test_days_that_are_over_are_not_offered(client, editor):
    found = offers(look(client, editor, "?from=2026-12-01&to=2026-12-07&length=60"))
    assert found
    assert all(each.startswith("Poniedziałek, 7 grudnia") for each in found)


def test_month_means_all_of_it(client, editor):
    found = offers(look(client, editor, "?month=2027-03&weekday=1&part=afternoon"))
    assert all("marca 2027" in each and each.startswith("Wtorek") for each in found)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?from=2026-12-20&to=2026-12-10", "Koniec jest wcześniej niż początek."),
        ("?to=2026-12-01", "Ten dzień już był."),
        ("?earliest=12:00&latest=13:00&length=120", "W tych godzinach tyle się nie zmieści."),
        ("?weeks=99", "20"),
    ],
)
def test_what_cannot_be_is_said(client, editor, query, said):
    response = look(client, editor, query)
    assert said in words(response)
    assert offers(response) == []


def test_who_may_not_announce_finds_no_such_page(client, area):
    client.force_login(MembershipFactory(organisation__home_area=area).user)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize("query", ["day=x&time=99:99&place=a&weeks=-1&for=x", "day=2026-12-08&place=999999", "day="])
def test_address_of_a_new_event_that_means_nothing_is_no_error(client, editor, query):
    client.force_login(editor)
    assert client.get(f"/podworze/calendar/new/?{query}").status_code == 200


def test_much_in_the_calendar_costs_no_more_questions(client, editor, make, room, django_assert_max_num_queries):
    client.force_login(editor)
    query = f"?for=families&from=2026-12-08&to=2026-12-20&room={room.pk}&weeks=3"
    for number in range(12):
        make(f"Bajki {number}", starts=at(8 + number, 12), ends=at(8 + number, 14), audiences=["families"])
    with django_assert_max_num_queries(30):
        client.get(f"{ADDRESS}{query}")


def test_what_was_asked_stands_above_what_was_found(client, editor, place, room):
    asked = f"?for=families&length=120&month=2027-03&weekday=1&part=afternoon&place={place.pk}&room={room.pk}"
    text = words(look(client, editor, asked))
    assert "2 godziny · rodziny · marzec 2027 · wtorek · po południu · Dom Kultury" in text
    assert "1 marca 2027–31 marca 2027 · 10:00–" in words(
        look(client, editor, "?from=2027-03-01&to=2027-03-31&earliest=10:00")
    )


def test_a_question_that_cannot_be_answered_does_not_speak_of_saving(client, editor):
    text = words(look(client, editor, "?from=2027-05-01&to=2027-02-01"))
    assert "Trzeba coś poprawić" in text
    assert "Nie zapisano" not in text
