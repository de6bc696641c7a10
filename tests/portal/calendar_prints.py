"""What every print of a calendar keeps to; the tests of each print are made of these."""

from podworko.config import instance
from podworko.core.visibility import Visibility
from tests.factories import MembershipFactory, OrganisationFactory
from tests.portal.calendar_events import hold
from tests.portal.pdf_reading import collisions, elements, fonts, open_pdf, text_of

DAY = "2026-12-09"
"""A Wednesday, the second of the month's whole weeks."""
POLISH = {"accept-language": "pl"}


def read(client, name, query="", slug="podworze"):
    """Return a print as a reader gets it."""
    response = client.get(f"/{slug}/print/{name}.pdf{query}", headers=POLISH)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    return open_pdf(response.content)


def asked(name, **more):
    """Return the part of an address after the path that asks for the time of `DAY`."""
    time = {"month": DAY[:7]} if name == "month" else {"day": DAY}
    return "?" + "&".join(f"{key}={value}" for key, value in (time | more).items())


def is_tagged(reader, title):
    root = reader.trailer["/Root"]
    kinds = [kind for kind, _element in elements(reader)]
    (figure,) = [element for kind, element in elements(reader) if kind == "/Figure"]
    assert reader.metadata.title == title
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    assert kinds.count("/H1") == 1
    assert "/calendar/" in figure["/Alt"]
    assert all(fonts(reader).values())
    return kinds


def hides_what_is_not_public(client, area, name):
    """Nobody finds on paper what a passer-by may not see, not even who may see it on the screen."""
    hold(area, "Jawne", DAY)
    member = MembershipFactory(organisation__home_area=area)
    closed = OrganisationFactory(home_area=area, name="Kryjówka", visibility=Visibility.PARTNERS)
    hold(area, "Narada", DAY, visibility=Visibility.ORGANISATION, organisation_id=member.organisation_id)
    hold(area, "Zjazd", DAY, visibility=Visibility.PARTNERS)
    hold(area, "Herbatka", DAY, organisation_id=closed.pk)
    client.force_login(member.user)
    text = text_of(read(client, name, asked(name)))
    assert "Jawne" in text
    for hidden in ("Narada", "Zjazd", "Herbatka", "Kryjówka"):
        assert hidden not in text
    assert "kryjowka" not in text_of(read(client, name, asked(name))).casefold()


def names_its_filter(client, area, name):
    hold(area, "Taniec", DAY, audiences=["seniors"], cost="free")
    hold(area, "Klocki", DAY, audiences=["3-6"])
    text = text_of(read(client, name, asked(name, **{"for": "seniors", "cost": "free"})))
    assert "Tylko część kalendarza – dla kogo: seniorzy; koszt: bezpłatnie" in text
    assert "Taniec" in text
    assert "Klocki" not in text
    assert "Tylko część kalendarza" not in text_of(read(client, name, asked(name)))


def says_that_nothing_is_known(client, area, name):
    assert "W tym czasie nikt niczego nie zapowiedział" in text_of(read(client, name, asked(name)))
    narrowed = text_of(read(client, name, asked(name, cost="paid")))
    assert "W tym czasie nic nie pasuje" in narrowed


def says_that_it_is_invented(client, area, name):
    area.is_sample = True
    area.save()
    assert "To osiedle nie istnieje" in text_of(read(client, name, asked(name)))


def speaks(client, area, name):
    hold(area, "Taniec", DAY)
    for language, december in (("en", "december"), ("uk", "груд")):
        reader = read(client, name, asked(name, language=language))
        assert reader.trailer["/Root"]["/Lang"] == language
        assert "pl" in {element.get("/Lang") for _kind, element in elements(reader)}, "names stay Polish"
        assert december in text_of(reader).casefold()


def treats_text_as_text(client, area, name):
    evil = "= Plan #panic() *x* <script> $y$ @z"
    hold(area, evil, DAY, place_name="Ł" * 200)
    reader = read(client, name, asked(name))
    assert "= Plan #panic() *x* <script> $y$ @z" in text_of(reader)
    assert collisions(reader.pages[0]) == []


def refuses_unknown_paper(client, area, name):
    assert client.get(f"/podworze/print/{name}.pdf?paper=A9").status_code == 404
    assert client.get(f"/nigdzie/print/{name}.pdf").status_code == 404


def leads_to_the_living_calendar(client, area, name, settings):
    settings.PODWORKO_URL = "https://podworko.example"
    settings.SITE = instance.read_site(settings.PODWORKO_URL)
    reader = read(client, name, asked(name, **{"for": "seniors"}))
    (figure,) = [element for kind, element in elements(reader) if kind == "/Figure"]
    assert figure["/Alt"].startswith("Kod QR: https://podworko.example/podworze/calendar/?")
    assert "for=seniors" in figure["/Alt"]
    assert "podworko.example/podworze/calendar/" in text_of(reader).replace(" ", "")


def is_not_sent_again(client, area, name):
    hold(area, "Taniec", DAY)
    first = client.get(f"/podworze/print/{name}.pdf")
    assert client.get(f"/podworze/print/{name}.pdf", headers={"if-none-match": first["ETag"]}).status_code == 304
    hold(area, "Śpiew", DAY)
    assert client.get(f"/podworze/print/{name}.pdf", headers={"if-none-match": first["ETag"]}).status_code == 200


def reads_as_much_for_many(area, django_assert_max_num_queries, django_assert_num_queries, make):
    hold(area, "Pierwsze", DAY)
    with django_assert_max_num_queries(12) as few:
        make()
    for number in range(5):
        hold(area, f"Dalsze {number}", DAY)
    with django_assert_num_queries(len(few.captured_queries)):
        make()


EVERY_PRINT = (
    hides_what_is_not_public,
    names_its_filter,
    says_that_nothing_is_known,
    says_that_it_is_invented,
    treats_text_as_text,
    refuses_unknown_paper,
    is_not_sent_again,
    speaks,
)
