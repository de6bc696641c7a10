import os
import re

import pytest

from podworko.accounts.actions import create_api_token
from tests.factories import AreaFactory, UserFactory

LOOKS = [{"width": width, "color_scheme": colours} for width in (360, 1280) for colours in ("light", "dark")]


@pytest.mark.parametrize("look", LOOKS)
def test_page_about_the_api_is_for_everybody(open_page, axe, sideways, look):
    AreaFactory(name="Azory", slug="azory")
    page = open_page("/api/", **look)
    assert page.locator("pre").count() == 6
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/api-{look['width']}-{look['color_scheme']}.png", full_page=True)
    axe(page)
    assert sideways(page) == 0


@pytest.mark.parametrize("look", LOOKS)
def test_token_is_made_and_revoked(open_page, axe, sideways, look):
    user = UserFactory()
    create_api_token(user=user, name="arkusz", scopes=["organisations"], days=30, by=user)
    page = open_page("/accounts/tokens/", user=user, **look)
    page.get_by_label("Do czego").fill("strona szkoły")
    page.get_by_label("ogłaszać wydarzenia").check()
    page.get_by_role("button", name="Zrób token").click()
    assert "podworko_" in page.locator("[role=status]").inner_text()
    axe(page)
    assert sideways(page) == 0
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/tokens-{look['width']}-{look['color_scheme']}.png", full_page=True)
    # What only a screen reader says of a button may be parted from its word by a space.
    page.get_by_role("button", name=re.compile("Wycofaj ?: strona szkoły")).click()
    assert "Token wycofany" in page.locator("body").inner_text()
    axe(page)
