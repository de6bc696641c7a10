from datetime import date

from django.utils import timezone

from tests.resources.fresh import an_entry

ADDRESS = "/azory/freshness/read-aloud/"


def test_three_longest_unconfirmed_are_ready_to_be_read(signed_in, estate):
    for year in (2019, 2018, 2020, 2017):
        an_entry(estate.area, f"Klub {year}", assured_date=date(year, 1, 1))
    estate.area.organisations.filter(assured_date=None).update(assured_date=date(2021, 1, 1))
    page = signed_in("coordinator").get(ADDRESS)
    assert [call.organisation.name for call in page.context["oldest"]] == ["Klub 2017", "Klub 2018", "Klub 2019"]
    assert page.text.count("Potwierdzam: aktualne") == 3


def test_nothing_to_read_is_said(signed_in, estate):
    estate.area.organisations.update(assured_date=timezone.localdate())
    assert "Nie ma czego czytać" in signed_in("coordinator").get(ADDRESS).text
