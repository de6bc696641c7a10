import pytest


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_styleguide_has_no_violation(open_page, axe, width, color_scheme):
    page = open_page("/styleguide/", width=width, color_scheme=color_scheme)
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach((fold) => { fold.open = true; })")
    axe(page)


def test_styleguide_in_high_contrast_has_no_violation(open_page, axe):
    for color_scheme in ("light", "dark"):
        axe(open_page("/styleguide/", color_scheme=color_scheme, contrast="more"))


def test_styleguide_with_a_menu_and_a_question_open_has_no_violation(open_page, axe):
    page = open_page("/styleguide/")
    page.get_by_text("Więcej", exact=True).click()
    axe(page)
    page.locator("[data-opens]").click()
    axe(page)


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_styleguide_is_no_wider_than_its_window(open_page, sideways, width):
    assert sideways(open_page("/styleguide/", width=width)) == 0


def test_controls_are_large_enough_for_a_thumb(open_page):
    page = open_page("/styleguide/", width=360)
    controls = page.locator(".button, .chip, .menu > summary, .tabs a, .pages a, .field input, .check, .input")
    small = [
        (control.inner_text(), control.bounding_box()["height"])
        for control in controls.all()
        if control.is_visible()
        and control.get_attribute("type") not in {"checkbox", "radio"}
        and control.bounding_box()["height"] < 44
    ]
    assert small == []


def test_question_is_asked_and_answered_by_keyboard(open_page):
    page = open_page("/styleguide/")
    page.locator("[data-opens]").focus()
    page.keyboard.press("Enter")
    assert page.locator("#specimen-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#specimen-dialog").is_visible()
    assert page.evaluate("document.activeElement.dataset.opens") == "specimen-dialog"


def test_page_reads_without_its_scripts_and_styles(open_page, sideways):
    page = open_page("/styleguide/", java_script_enabled=False, width=360)
    page.get_by_text("Więcej", exact=True).click()
    assert page.get_by_role("link", name="Popraw").is_visible()
