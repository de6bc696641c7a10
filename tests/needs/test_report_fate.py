from uuid import uuid4

import pytest

from podworko.needs.actions import report as reports
from podworko.needs.models import Report


@pytest.fixture
def sent(area):
    token = uuid4()
    report = reports.report_problem(area=area, values={"title": "Ciemno", "contact": "12 000"}, token=token, by=None)
    return report, f"/podworze/problems/report/{Report.secret_of(token)}/"


def test_nobody_knows_the_address_by_chance(client, area):
    assert client.get("/podworze/problems/report/zgaduje/").status_code == 404


def test_declined_says_why(client, sent):
    reports.decline_report(sent[0], reason="To nie u nas.", by=None)
    assert "To nie u nas." in client.get(sent[1]).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("visibility", "is_linked"), [("public", True), ("organisation", False)])
def test_taken_leads_there_if_everybody_may_look(client, sent, make, visibility, is_linked):
    problem = make(visibility=visibility)
    reports.join_report(sent[0], problem=problem, by=None)
    page = client.get(sent[1]).text
    assert "dołączono do tego" in page
    assert (f"/podworze/problems/{problem.pk}/" in page) is is_linked
    assert "12 000" not in page


def test_page_is_kept_by_nobody(client, sent):
    answer = client.get(sent[1])
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer.text
