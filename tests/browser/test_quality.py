"""Two entries become one, and a problem is let be, in a real browser and without its scripts."""

import pytest
from playwright.sync_api import expect

from podworko.organisations.models import Organisation
from tests.portal.pairs import make_pair
from tests.register import make_estate


@pytest.fixture
def estate(transactional_db):
    return make_estate()


@pytest.mark.parametrize("width", [360, 1280])
def test_two_entries_become_one_by_keyboard(open_page, axe, estate, width):
    pair = make_pair(estate.area)
    page = open_page("/azory/duplicates/", user=estate.coordinator, width=width)
    axe(page)
    page.locator(f'a[href="/azory/duplicates/{pair.pk}/"]').click()
    axe(page)
    button = page.get_by_role("button", name="To to samo: połącz")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/keep/")
    expect(page.get_by_role("status").filter(has_text="Połączono dwa wpisy")).to_be_visible()
    assert not Organisation.objects.filter(pk=pair.second_id).exists()
    expect(page.get_by_role("heading", name="Co warto poprawić")).to_be_visible()
    axe(page)
