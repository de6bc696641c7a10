import pytest

from podworko.needs.actions.response import add_response
from tests.factories import AreaFactory, BoundaryFactory, OrganisationFactory, ProblemFactory
from tests.portal.pdf_reading import elements, fonts, open_pdf, text_of

SEEN = {"kind": "poll", "text": "Boi się 12 z 40 osób.", "source": "ankieta szkolna"}


@pytest.fixture
def settlement(db):
    area = AreaFactory(slug="osada", name="Osada", is_sample=True)
    BoundaryFactory(area=area)
    dark = ProblemFactory(
        area=area,
        title="Ciemno",
        evidence=[SEEN],
        is_own_judgement=False,
        latitude=50.085,
        longitude=19.91,
        precision="street",
        uncovered="nocne powroty",
    )
    for name, visibility in (("Świetlica", "public"), ("Cicha grupa", "private")):
        owner = OrganisationFactory(home_area=area, name=name, visibility=visibility)
        add_response(dark, values={"organisation_id": owner.pk}, by=None)
    ProblemFactory(area=area, title="Samotność")
    ProblemFactory(area=area, title="Wewnętrzne", visibility="organisation")
    return area


def read(client, query=""):
    answer = client.get(f"/osada/problems/map.pdf{query}", headers={"accept-language": "pl"})
    assert answer.status_code == 200
    return open_pdf(answer.content)


@pytest.mark.parametrize(("paper", "width", "height"), [("A4", 210, 297), ("A3", 297, 420)])
def test_print_is_tagged_dated_and_says_where_everything_is_known_from(client, settlement, paper, width, height):
    reader = read(client, f"?paper={paper}")
    page = reader.pages[0].mediabox
    assert (round(float(page.width) / 72 * 25.4), round(float(page.height) / 72 * 25.4)) == (width, height)
    text = text_of(reader)
    for said in (
        "ankieta: ankieta szkolna",
        "ocena autora",
        "nocne powroty",
        "nieaktualna",
        "Wydruk:",
        "nie istnieje",
    ):
        assert said in text
    assert "Ostatnio przejrzano: jeszcze nie" in text
    assert not {word for word in ("Wewnętrzne", "Cicha grupa") if word in text}
    assert all(fonts(reader).values())
    figures = [element["/Alt"] for kind, element in elements(reader) if kind == "/Figure"]
    assert "w przybliżonym: 1" in figures[0]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_signed_in_people_print_no_more_than_everybody(client, settlement, django_user_model):
    admin = django_user_model.objects.create(email="a@example.org", name="A", is_administrator=True)
    client.force_login(admin)
    assert "Wewnętrzne" not in text_of(read(client))


def test_a_paper_that_is_none_is_not_found(client, settlement):
    assert client.get("/osada/problems/map.pdf?paper=B5").status_code == 404


def test_language_is_the_one_asked_for(client, settlement):
    assert read(client, "?language=uk").trailer["/Root"]["/Lang"] == "uk"


def test_an_area_without_anything_prints_too(client, db):
    AreaFactory(slug="osada", name="Osada")
    assert "nic" in text_of(read(client))
