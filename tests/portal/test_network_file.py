import io

import pytest
from pypdf import PdfReader

from podworko.core.visibility import Visibility
from podworko.organisations.actions import link as links
from tests.factories import AreaFactory, MembershipFactory, OrganisationFactory

URL = "/podworze/network/"


@pytest.fixture
def pair(db):
    estate = AreaFactory(name="Podwórze", slug="podworze")
    first, second = (
        OrganisationFactory(home_area=estate, name=name, visibility=Visibility.PUBLIC)
        for name in ("=Klub", "Biblioteka")
    )
    values = {"level": "actions", "visibility": Visibility.PUBLIC, "source": "rozmowa"}
    links.add_link(area=estate, first=first, second=second, values=values, by=None)
    values |= {"level": "informal", "visibility": Visibility.PARTNERS, "source": "tylko partnerzy"}
    links.add_link(area=estate, first=first, second=second, values=values, by=None)
    return first, second


def lines(client, sheet):
    response = client.get(f"{URL}{sheet}.csv")
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_tables_hold_what_their_reader_sees_and_no_formula(client, pair):
    (row,) = lines(client, "network")[1:]
    assert "'=Klub" in row
    assert "rozmowa" in row
    assert "tylko partnerzy" not in row
    assert lines(client, "matrix")[1].count("robią coś razem") == 1
    assert "jeszcze nie pytano" in lines(client, "actors")[1]
    assert len(lines(client, "ecosystem")) == 3
    client.force_login(MembershipFactory(organisation=pair[0]).user)
    assert "tylko partnerzy" in lines(client, "network")[1]


@pytest.mark.parametrize("sheet", ["network", "ecosystem"])
def test_pictures_are_files_of_their_own(client, pair, sheet):
    response = client.get(f"{URL}{sheet}.svg")
    assert response["Content-Type"].startswith("image/svg+xml")
    assert response.text.startswith("<svg")
    assert "Biblioteka" in response.text


@pytest.mark.parametrize("sheet", ["network", "matrix", "ecosystem", "actors"])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_prints_are_tagged_and_name_everybody(client, pair, sheet, paper):
    response = client.get(f"{URL}{sheet}.pdf?paper={paper}")
    reader = PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Biblioteka" in text
    assert "tylko partnerzy" not in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("rest", ["matrix.svg", "actors.svg", "nic.pdf", "network.exe", "network.pdf?paper=A9"])
def test_what_is_not_offered_is_not_found(client, pair, rest):
    assert client.get(URL + rest).status_code == 404
