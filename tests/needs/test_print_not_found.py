from podworko.needs.actions import sought as actions
from tests.portal.pdf_reading import open_pdf, text_of


def test_sheet_is_one_page_to_read_aloud(keeper, area):
    for number in range(40):
        actions.log_not_found(area=area, words=f"rzecz {'x' * (number + 1)}", by=None)
    reader = open_pdf(keeper.get("/podworze/problems/not-found/not-found.pdf").content)
    assert len(reader.pages) == 1
    assert "Dalszych: 16" in text_of(reader)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_sheet_of_an_empty_month_says_so(keeper):
    reader = open_pdf(keeper.get("/podworze/problems/not-found/not-found.pdf").content)
    assert "nikt niczego nie zapisał" in text_of(reader)
