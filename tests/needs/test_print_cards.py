import io

import pytest
from pypdf import PdfReader

from podworko.core.visibility import Visibility
from tests.factories import CardFactory


def words(response):
    assert response["Content-Type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)


@pytest.mark.usefixtures("area")
def test_empty_area_prints_that_there_is_nothing(client):
    assert "nic" in words(client.get("/podworze/offers.pdf"))


def test_print_holds_what_the_reader_may_see(client, organisation, teacher):
    CardFactory(organisation=organisation, visibility=Visibility.PUBLIC, title="Stoły na festyn")
    CardFactory(organisation=organisation, title="Krzesła dla partnerów")
    read = words(client.get("/podworze/offers.pdf"))
    assert "Stoły na festyn" in read
    assert "Krzesła" not in read
    client.force_login(teacher)
    assert "Krzesła dla partnerów" in words(client.get("/podworze/offers.pdf"))


@pytest.mark.usefixtures("organisation")
def test_register_prints_who_was_not_asked(client):
    read = words(client.get("/podworze/offers.pdf?what=all"))
    assert "Świetlica" in read
    assert "jeszcze nie pytano" in read
