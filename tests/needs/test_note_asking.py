from podworko.needs.models import Asking


def test_nothing_is_an_answer_with_its_day(keeper, school):
    address = f"/podworze/offers/list/{school.pk}/asked/"
    assert address in keeper.get("/podworze/offers/list/").text
    keeper.post(address, {"asked_on": "2026-10-01", "needs_nothing": "on", "note": "zapytać wiosną"})
    asked = Asking.objects.get()
    assert (asked.asked_on.isoformat(), asked.needs_nothing, asked.has_nothing) == ("2026-10-01", True, False)
    keeper.post(address, {"asked_on": "2026-10-02"})
    assert Asking.objects.get().needs_nothing is False
    assert "zapytać wiosną" not in keeper.get("/podworze/offers/list/").text


def test_day_to_come_is_refused(keeper, school):
    page = keeper.post(f"/podworze/offers/list/{school.pk}/asked/", {"asked_on": "2999-01-01"}).text
    assert "jeszcze nie nadszedł" in page
    assert not Asking.objects.exists()


def test_partner_says_nothing_for_others(client, teacher, organisation):
    client.force_login(teacher)
    assert client.get(f"/podworze/offers/list/{organisation.pk}/asked/").status_code == 404
