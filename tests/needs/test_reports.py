from uuid import uuid4

from podworko.needs.actions import report as reports


def leave(area, **values):
    return reports.report_problem(
        area=area, values={"title": "Ciemno na przystanku", **values}, token=uuid4(), by=None
    )


def test_nothing_waits(keeper):
    assert "Nic nie czeka" in keeper.get("/podworze/problems/reports/").text


def test_what_waits_stands_beside_what_is_known(keeper, area, make):
    leave(area, contact="ewa@example.org")
    make("Ciemno na przystanku przy szkole")
    page = keeper.get("/podworze/problems/reports/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "ewa@example.org" in page
    assert "Ciemno na przystanku przy szkole" in page.partition("Może to jedno z tych")[2]


def test_decided_ones_are_folded_away(keeper, area):
    reports.decline_report(leave(area), reason="To nie u nas.", by=None)
    page = keeper.get("/podworze/problems/reports/").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Nic nie czeka" in page
    assert "odrzucone: To nie u nas." in page


def test_list_says_how_many_wait_to_those_who_decide(client, keeper, area):
    leave(area)
    assert "Zgłoszenia do decyzji: 1" in keeper.get("/podworze/problems/").text


def test_desk_leads_to_what_waits(keeper, area):
    assert "/podworze/problems/reports/" not in keeper.get("/podworze/desk/").text
    leave(area)
    assert "/podworze/problems/reports/" in keeper.get("/podworze/desk/").text
