import pytest

from podworko.agenda.actions import change_event
from podworko.agenda.models import SignUp, SignUpList

pytestmark = pytest.mark.usefixtures("december")


@pytest.fixture
def kept(client, editor):
    client.force_login(editor)
    return client


def came(client, event, numbers):
    data = {f"came-{row.pk}": number for row, number in numbers.items()}
    return client.post(f"/podworze/calendar/{event.pk}/registrations/came/", data, follow=True).text


def test_who_came_becomes_the_attendance_of_the_event(kept, workshop, sign_up):
    first, second = sign_up(people=2), sign_up("Jan Kowal")
    page = came(kept, workshop, {first: "1", second: "0"})
    assert "Liczba osób stoi przy wydarzeniu" in page
    workshop.refresh_from_db()
    assert (workshop.attendance, workshop.count_method, SignUpList.objects.get().came) == (1, "signed_in", 1)
    assert "1 (z listy obecności)" in kept.get(f"/podworze/calendar/{workshop.pk}/").text
    came(kept, workshop, {first: "2", second: "1"})
    workshop.refresh_from_db()
    assert workshop.attendance == 3


def test_what_somebody_has_counted_otherwise_stays(kept, workshop, sign_up):
    change_event(workshop, values={"attendance": 40, "count_method": "counted"}, by=None)
    page = came(kept, workshop, {sign_up(): "1"})
    assert "przy wydarzeniu się nie zmienia" in page
    workshop.refresh_from_db()
    assert workshop.attendance == 40


def test_of_a_series_the_day_keeps_its_number(kept, course, sign_up):
    came(kept, course, {sign_up(event=course): "1"})
    course.refresh_from_db()
    assert (course.attendance, SignUpList.objects.get().came) == (None, 1)


def test_what_was_noted_by_mistake_is_taken_back(kept, workshop, sign_up):
    row = sign_up()
    came(kept, workshop, {row: "1"})
    came(kept, workshop, {row: ""})
    workshop.refresh_from_db()
    assert (workshop.attendance, workshop.count_method) == (None, "")


@pytest.mark.parametrize("wrong", ["dwa", "-1", "1001"])
def test_what_is_no_number_is_said(kept, workshop, sign_up, wrong):
    assert "Wpisz liczby osób" in came(kept, workshop, {sign_up(): wrong})
    assert SignUp.objects.get().came is None


def test_where_nobody_has_registered_nothing_happens(kept, workshop):
    assert "Nikt się jeszcze nie zapisał" in came(kept, workshop, {})
