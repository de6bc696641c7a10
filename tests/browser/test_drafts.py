import pytest
from playwright.sync_api import expect

from tests.browser import specimen_pages

OFFER = "Jest tu niewysłany szkic."


@pytest.fixture(autouse=True)
def form_page(settings):
    settings.ROOT_URLCONF = specimen_pages
    specimen_pages.sent.clear()


def type_and_wait(page, **values):
    for label, value in values.items():
        page.get_by_label(label).fill(value)
    expect(page.locator("[data-draft-status]")).to_contain_text("szkic zapisany")


def test_closed_tab_loses_nothing(open_page):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="Klub Seniora", Uwagi="wejście od podwórka")
    page.get_by_label("Otwarte").check()
    page.goto("/done/")
    page.goto("/change/")
    expect(page.get_by_text(OFFER)).to_be_visible()
    page.get_by_role("button", name="Przywróć szkic").click()
    assert page.get_by_label("Nazwa").input_value() == "Klub Seniora"
    assert page.get_by_label("Uwagi").input_value() == "wejście od podwórka"
    assert page.get_by_label("Otwarte").is_checked()
    assert not page.get_by_text(OFFER).is_visible()


def test_draft_brings_back_the_version_that_was_seen_while_typing(open_page):
    page = open_page("/change/?version=1")
    type_and_wait(page, Nazwa="Klub Seniora")
    page.goto("/change/?version=2")
    page.get_by_role("button", name="Przywróć szkic").click()
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/done/")
    assert specimen_pages.sent[-1]["version"] == "1"


def test_discarded_draft_is_not_offered_again(open_page):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="Klub Seniora")
    page.reload()
    page.get_by_role("button", name="Usuń szkic").click()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not page.get_by_text(OFFER).is_visible()


def test_what_was_taken_back_is_not_offered(open_page):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="Klub Seniora")
    page.get_by_label("Nazwa").fill("")
    page.wait_for_timeout(800)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not page.get_by_text(OFFER).is_visible()


def test_saved_form_leaves_no_draft(open_page):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="Klub Seniora")
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/done/")
    assert page.get_by_text("Zapisano.").is_visible()
    page.goto("/change/")
    page.wait_for_load_state("networkidle")
    assert not page.get_by_text(OFFER).is_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_refused_form_keeps_what_was_typed_and_says_what_is_wrong(open_page, axe):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="źle")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Nie zapisano.")).to_be_visible()
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.get_by_label("Nazwa").input_value() == "źle"
    page.get_by_role("link", name="Nazwa").click()
    expect(page.locator("[name=name]")).to_be_focused()
    axe(page)
    page.goto("/done/")
    page.goto("/change/")
    expect(page.get_by_text(OFFER)).to_be_visible()


def test_password_and_token_are_never_kept(open_page):
    page = open_page("/change/")
    type_and_wait(page, Hasło="tajne-haslo-123", Nazwa="Klub")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "Klub" in kept
    assert "tajne-haslo-123" not in kept
    assert "csrf" not in kept


def test_old_drafts_are_thrown_away(open_page):
    page = open_page("/done/")
    page.evaluate("localStorage.setItem('podworko.draft..old', JSON.stringify({at: 1, typed: {}, hidden: {}}))")
    page.goto("/change/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("localStorage.getItem('podworko.draft..old')") is None


def test_signing_out_leaves_no_draft_behind(open_page):
    page = open_page("/change/")
    type_and_wait(page, Nazwa="Klub Seniora")
    page.goto("/done/")
    with page.expect_navigation():
        page.get_by_role("button", name="Wyloguj").click()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_form_works_where_the_browser_keeps_nothing(open_page):
    page = open_page("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })")
    page.goto("/change/")
    page.get_by_label("Nazwa").fill("Klub")
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/done/")


def test_double_click_sends_once(open_page):
    page = open_page("/change/")
    page.get_by_label("Nazwa").fill("Klub")
    page.get_by_role("button", name="Zapisz").dblclick()
    page.wait_for_url("**/done/")
    assert len(specimen_pages.sent) == 1
    assert specimen_pages.sent[0]["what"] == "save"


def test_form_that_one_comes_back_to_can_be_sent_again(open_page):
    page = open_page("/change/")
    page.get_by_label("Nazwa").fill("Klub")
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/done/")
    page.go_back()
    page.get_by_label("Nazwa").fill("Klub drugi")
    page.get_by_role("button", name="Zapisz").click()
    page.wait_for_url("**/done/")
    assert [each["name"] for each in specimen_pages.sent] == ["Klub", "Klub drugi"]


def test_form_works_without_scripts(open_page):
    page = open_page("/change/", java_script_enabled=False)
    page.get_by_label("Nazwa").fill("Klub")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Zapisano.")).to_be_visible()
