import pytest
from django.core import mail

from podworko.agenda.models import SignUp, SignUpList
from podworko.core.jobs.worker import run_all_due

pytestmark = pytest.mark.usefixtures("december")


def leave(client, row):
    return client.post(f"/podworze/calendar/registration/{row.key}/withdraw/")


def test_opening_the_page_only_asks(client, sign_up):
    row = sign_up()
    page = client.get(f"/podworze/calendar/registration/{row.key}/withdraw/")
    assert "Wypisać z wydarzenia?" in page.text
    assert SignUp.objects.exists()


def test_the_button_forgets_the_person_and_a_second_click_is_well(client, sign_up):
    row = sign_up(people=2)
    first, second = leave(client, row), leave(client, row)
    assert first.status_code == second.status_code == 200
    assert "Tego zapisu już nie ma" in second.text
    assert not SignUp.objects.exists()
    assert SignUpList.objects.get().taken == 0


def test_the_first_of_the_waiting_who_fits_moves_up_and_is_told_once(client, sign_up):
    gone, _stays = sign_up(), sign_up("Zostaje", people=2)
    too_many = sign_up("Za duża grupa", people=2, email="grupa@example.org")
    first = sign_up("Pierwsza", email="pierwsza@example.org")
    second = sign_up("Druga", email="druga@example.org")
    run_all_due()
    mail.outbox.clear()
    leave(client, gone)
    for row, place in ((too_many, "waiting"), (first, "taken"), (second, "waiting")):
        row.refresh_from_db()
        assert row.place == place
    run_all_due()
    run_all_due()
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["pierwsza@example.org"], "Jest dla Ciebie miejsce: Warsztaty")
    ]
    found = SignUpList.objects.get()
    assert (found.taken, found.waiting) == (3, 3)


def test_several_small_ones_move_up_where_a_large_party_leaves(client, sign_up):
    gone = sign_up(people=3)
    waiting = [sign_up(f"Osoba {number}") for number in range(4)]
    leave(client, gone)
    places = []
    for row in waiting:
        row.refresh_from_db()
        places.append(row.place)
    assert places == ["taken", "taken", "taken", "waiting"]
