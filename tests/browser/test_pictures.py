"""Pictures in a real browser: sent with the form, asked for once, drawn in the room that there is."""

import pytest
from playwright.sync_api import expect

from podworko.agenda.choices import PictureKind
from podworko.core.visibility import Visibility
from tests.factories import EventFactory, EventPictureFactory
from tests.pictures import jpeg
from tests.register import make_estate


@pytest.fixture
def estate(transactional_db):
    return make_estate()


@pytest.fixture
def event(estate):
    return EventFactory(organisation=estate.school, title="Festyn", visibility=Visibility.PUBLIC)


def test_file_is_sent_once_though_the_form_was_refused(open_page, estate, event):
    page = open_page(f"/azory/calendar/{event.pk}/pictures/new/poster/", user=estate.editor)
    page.get_by_label("Plik").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": jpeg(900, 600)})
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_text("Plik już mamy")).to_be_visible()
    page.get_by_label("Co widać").fill("Plakat festynu")
    page.get_by_label("Autor", exact=False).first.fill("Szkoła")
    page.get_by_label("zrobił to ktoś z nas i zgadza się").check()
    page.get_by_label("nie widać nikogo, kogo dałoby się rozpoznać").check()
    page.get_by_label("Potwierdzam: wolno to pokazać wszystkim").check()
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_text("Obrazek jest już przy wydarzeniu")).to_be_visible()
    assert event.pictures.get().is_shown


@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_are_drawn_within_their_window(open_page, sideways, axe, event, width):
    EventPictureFactory(event=event, kind=PictureKind.POSTER, alternative_text="Plakat")
    EventPictureFactory(event=event, shown=True, alternative_text="Bieg")
    page = open_page(f"/azory/calendar/{event.pk}/", width=width)
    for name in ("Plakat", "Bieg"):
        image = page.get_by_role("img", name=name)
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        expect(image).not_to_have_js_property("naturalWidth", 0)
    assert not sideways(page)
    axe(page)
