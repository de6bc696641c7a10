from tests.needs.test_reports import leave


def test_no_needs_a_reason(keeper, area):
    report = leave(area)
    address = f"/podworze/problems/reports/{report.pk}/decline/"
    assert "Odrzucić zgłoszenie?" in keeper.get(address).text
    assert keeper.post(address, {"reason": " "}).status_code == 200
    keeper.post(address, {"reason": "To nie u nas."})
    report.refresh_from_db()
    assert (report.state, report.reason) == ("declined", "To nie u nas.")
