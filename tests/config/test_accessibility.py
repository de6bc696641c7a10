import re
from datetime import date

import pytest

from tests.config.test_privacy import OPERATOR

pytestmark = pytest.mark.django_db

PRESCRIBED = (
    "a11y-deklaracja",
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-audytor",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
)


def element(page, name):
    return re.search(rf'<(\w+)[^>]*\bid="{name}"[^>]*>(.*?)</\1>', page, re.DOTALL)


@pytest.mark.parametrize("name", PRESCRIBED)
def test_statement_has_each_prescribed_id_once(client, name):
    assert client.get("/accessibility/").text.count(f'id="{name}"') == 1


def test_statement_names_the_operator_and_the_day_of_opening(client, settings):
    settings.OPERATOR = OPERATOR._replace(published_on=date(2026, 11, 21))
    page = client.get("/accessibility/").text
    assert element(page, "a11y-podmiot")[2] == "Fundacja Trzepak"
    assert "Anna Nowak" in element(page, "a11y-osoba")[2]
    assert 'datetime="2026-11-21"' in element(page, "a11y-data-publikacja")[0]
    assert "Wejście bez schodów." in page


def test_statement_says_what_the_operator_has_not_said(client):
    page = client.get("/accessibility/").text
    for name in ("a11y-osoba", "a11y-email", "a11y-telefon", "a11y-data-publikacja"):
        assert element(page, name)[2] == "nie podano"
    assert "Brakuje kontaktu" in page


def test_statement_is_linked_from_every_page(client):
    assert 'href="/accessibility/"' in client.get("/accounts/roles/").text
    assert 'href="/privacy/"' in client.get("/accounts/roles/").text


def test_operator_with_a_date_that_is_none_is_refused(monkeypatch):
    from django.core.exceptions import ImproperlyConfigured

    from podworko.config import operator

    monkeypatch.setenv("PODWORKO_PUBLISHED_ON", "21 listopada")
    with pytest.raises(ImproperlyConfigured, match="PODWORKO_PUBLISHED_ON"):
        operator.read()
