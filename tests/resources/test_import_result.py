"""What was written, told at the end."""

from tests.resources.importing import IMPORTS, committed, previewed


def test_result_counts_what_was_written_and_offers_the_way_back(signed_in):
    client = signed_in("coordinator")
    made = committed(client, previewed(client, "Nazwa;Telefon\nKlub Sowa;12 633 12 34\nKlub Kruk;zły\n"))
    text = client.get(f"{IMPORTS}{made.pk}/result/").text
    assert "Nowych wpisów: 1." in text
    assert "Wierszy, z których nic nie zapisano: 1." in text
    assert f"/azory/imports/{made.pk}/undo/" in text
    assert f"/azory/imports/{made.pk}/rejected.csv" in text


def test_result_of_what_is_not_written_leads_to_its_preview(signed_in):
    client = signed_in("coordinator")
    made = previewed(client, "Nazwa\nKlub Sowa\n")
    assert client.get(f"{IMPORTS}{made.pk}/result/").url.endswith("/preview/")
