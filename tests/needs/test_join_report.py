from tests.needs.test_reports import leave


def test_report_leads_to_the_problem_that_is_known(keeper, area, make):
    report, problem = leave(area), make("Ciemno na przystanku")
    assert "Ciemno na przystanku" in keeper.get(f"/podworze/problems/reports/{report.pk}/join/").text
    keeper.post(f"/podworze/problems/reports/{report.pk}/join/", {"problem": problem.pk})
    report.refresh_from_db()
    assert (report.state, report.problem) == ("joined", problem)


def test_nobody_decides_twice(keeper, area, make):
    report, problem = leave(area), make()
    address = f"/podworze/problems/reports/{report.pk}/join/"
    keeper.post(address, {"problem": problem.pk})
    assert "Ktoś już rozpatrzył" in keeper.post(address, {"problem": problem.pk}).text
