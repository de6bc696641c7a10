from podworko.core.visibility import Visibility
from tests.factories import CardFactory


def test_file_holds_what_the_reader_may_see(client, organisation, teacher):
    CardFactory(organisation=organisation, visibility=Visibility.PUBLIC, title="=Stoły")
    CardFactory(organisation=organisation, title="Dla partnerów")
    lines = client.get("/podworze/offers.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    # No spreadsheet takes it for a formula.
    assert "'=Stoły" in lines[1]
    client.force_login(teacher)
    assert "Dla partnerów" in client.get("/podworze/offers.csv").content.decode()
