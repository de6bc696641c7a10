import pytest
from playwright.sync_api import expect

from podworko.resources.models import RegisterImport
from tests.factories import AreaFactory, AreaRoleFactory, CategoryFactory

TABLE = "Nazwa;Kategoria;Adres;Telefon\nKlub Sowa;Edukacja;Elsnera 3;12 633 12 34\nKlub Kruk;Edukacja;;dzwonić\n"
LOOKS = [(360, "dark"), (1280, "light")]


@pytest.fixture
def coordinator(db):
    area = AreaFactory(slug="osada", name="Osada")
    CategoryFactory(area=area, name="Edukacja", letter="E")
    return AreaRoleFactory(area=area).user


@pytest.mark.parametrize("look", LOOKS)
def test_pasted_cells_become_a_preview_and_an_entry(open_page, axe, sideways, coordinator, look):
    width, scheme = look
    page = open_page("/osada/imports/new/", user=coordinator, width=width, color_scheme=scheme)
    page.get_by_label("Albo wklejone komórki").fill(TABLE)
    page.get_by_role("button", name="Dalej: kolumny").click()
    expect(page.get_by_label("A: Nazwa")).to_have_value("name")
    axe(page)
    page.get_by_role("button", name="Dalej: podgląd").click()
    expect(page.get_by_text("D3: ")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    page.get_by_role("button", name="Zapisz w spisie").click()
    expect(page.get_by_role("heading", name="Zapisano w spisie")).to_be_visible()
    axe(page)


def test_page_of_a_job_goes_on_by_itself_when_it_has_ended(open_page, axe, coordinator):
    area = coordinator.area_roles.get().area
    waiting = RegisterImport.objects.create(area=area, file_name="spis.xlsx", state="reading", progress=20)
    page = open_page(f"/osada/imports/{waiting.pk}/progress/", user=coordinator)
    expect(page.locator("[data-percent]")).to_have_text("20")
    axe(page)
    RegisterImport.objects.update(progress=60)
    expect(page.locator("[data-percent]")).to_have_text("60")
    RegisterImport.objects.update(state="unreadable", problem="Ten plik jest pusty.")
    expect(page.get_by_text("Ten plik jest pusty.")).to_be_visible()
