import re

import pytest

from podworko.core.visibility import Visibility
from podworko.organisations.choices import MembershipRole
from tests.factories import AreaRoleFactory, MembershipFactory, OrganisationFactory, UserFactory

POLISH = {"accept-language": "pl"}


@pytest.fixture
def read(client):
    def get(slug="azory", user=None):
        if user:
            client.force_login(user)
        response = client.get(f"/{slug}/print/problems/", headers=POLISH)
        assert response.status_code == 200
        return response.text

    return get


@pytest.fixture
def coordinator(azory):
    return AreaRoleFactory(area=azory).user


def counts(page):
    headings = re.findall(r'<h2 id="problem-(\w+)">\s*[^<(]*\((\d+)\)', page)
    return {kind: int(count) for kind, count in headings}


def test_problems_of_azory_are_counted_for_everybody(read, azory):
    found = counts(read())
    assert found["flat_number"] == 1
    assert found["garbled_address"] == 1
    assert found["probable_typo"] == 1
    assert found["missing_point"] == 1
    assert found["missing_contact"] == found["stale"] == 25
    assert found["approximate_point"] == 21
    assert found["empty_category"] == 1
    assert found["street_as_printed"] >= 8
    assert found["unusual_category"] >= 2


def test_stranger_sees_how_much_but_not_what(read, azory):
    page = read()
    assert "4/62" not in page
    assert "Czerwińskiego" not in page
    assert "Zaufanie" not in page
    assert "Rekreacja – brak wpisów" in page


def test_member_of_another_organisation_sees_no_more(read, azory):
    assert "4/62" not in read(user=UserFactory())


def test_coordinator_sees_each_problem_and_how_to_mend_it(read, coordinator):
    page = read(user=coordinator)
    assert "„4/62”. Na wydruku: „4”" in page
    assert "„Bolesława Czerwińskiego” – nie ma na naszej liście; może „Bolesława Czerwieńskiego”?" in page
    assert "„Zyguntowska” – nie ma na naszej liście; może „Zygmuntowska”?" in page
    assert "Słownik" in page
    assert "Krakowski Klub Szermierzy KKS Kraków" in page
    assert "Żłobek nr 25" in page


def test_each_problem_leads_to_where_it_is_mended(read, coordinator, client):
    links = set(re.findall(r'href="(/azory/organisations/[^"]+)"', read(user=coordinator)))
    assert {link.rstrip("/").rpartition("/")[2] for link in links} == {"edit", "new"}
    for link in sorted(links)[:6]:
        assert client.get(link).status_code == 200


def test_editor_sees_their_own_entry_only(read, azory):
    from podworko.organisations.models import Organisation

    trust = Organisation.objects.get(name__contains="Zaufanie")
    page = read(user=MembershipFactory(organisation=trust, role=MembershipRole.EDITOR).user)
    assert "„4/62”. Na wydruku: „4”" in page
    assert "Czerwińskiego" not in page


def test_area_in_order_says_so(read, area):
    assert "Nie znaleźliśmy nic do poprawy" in read("podworze")


def test_too_many_entries_are_told(client, make_entry, monkeypatch):
    monkeypatch.setattr("podworko.portal.printed.MOST_ENTRIES", 0)
    make_entry()
    response = client.get("/podworze/print/problems/", headers=POLISH)
    assert response.status_code == 409
    assert "Wydrukuj mniejsze osiedle" in response.text


def test_queries_do_not_grow_with_the_entries(client, make_entry, django_assert_max_num_queries):
    for number in range(8):
        make_entry(f"Miejsce {number}")
    with django_assert_max_num_queries(14):
        client.get("/podworze/print/problems/")


def test_signs_that_cannot_be_printed_are_told(read, area, make_entry):
    name = "Herbaciarnia 茶 „Łąka” Бібліотека Trường"
    make_entry(
        organisation=OrganisationFactory(home_area=area, name=name, slug="herbaciarnia", visibility=Visibility.PUBLIC)
    )
    page = read("podworze", AreaRoleFactory(area=area).user).replace("\N{NO-BREAK SPACE}", " ")
    assert "W nazwie albo ulicy: 茶</p>" in page
    assert counts(page)["unprintable"] == 1
