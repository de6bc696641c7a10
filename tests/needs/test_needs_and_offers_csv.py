from tests.factories import CardFactory


def test_row_for_each_organisation(client, organisation, school, hidden):
    CardFactory(organisation=organisation, visibility="public", title="Sala")
    lines = client.get("/podworze/offers/list.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[2].startswith("Świetlica;Sala;jeszcze nie pytano")
    assert lines[1].startswith("Szkoła;jeszcze nie pytano;jeszcze nie pytano")
