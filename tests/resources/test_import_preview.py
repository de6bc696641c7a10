"""What each row of a file would do, and what a person decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from podworko.organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.resources.importing import IMPORTS, committed, previewed, verdicts, worked

TABLE = (
    "Nazwa;Ulica;Nr domu;Telefon;Kategoria\n"
    "Klub Sowa;Elsnera;3;12 633 12 34;Edukacja\n"
    "Szkoła nr 5;Weissa;8;12 633 12 35;Edukacja\n"
    "Szkoła nr 5;Elsnera;99;;Edukacja\n"
    ";Elsnera;4;;\n"
    "Sklep;;;;\n"
)


@pytest.fixture
def coordinator(signed_in):
    return signed_in("coordinator")


def page(client, made, **query):
    return client.get(f"{IMPORTS}{made.pk}/preview/", query)


def test_every_kind_of_row_is_told_in_words(coordinator):
    made = previewed(coordinator, TABLE)
    assert verdicts(made) == {2: "new", 3: "changed", 4: "probable", 5: "rejected", 6: "same"}
    text = page(coordinator, made).text
    assert "+48 12 633 12 35" in text
    assert "A5" in text
    assert "Wiersz nie ma nazwy." in text
    assert "Prawdopodobnie to samo co:" in text


def test_rejected_rows_stand_first_and_kinds_can_be_chosen(coordinator):
    made = previewed(coordinator, TABLE)
    shown = [each.row.verdict for each in page(coordinator, made).context["page"]]
    assert shown == ["rejected", "probable", "changed", "new", "same"]
    only = page(coordinator, made, kind="new").context["page"]
    assert [each.row.name for each in only] == ["Klub Sowa"]


@pytest.mark.parametrize(("decision", "places", "named"), [("same", 2, 1), ("new", 1, 2), ("leave", 1, 1), ("", 1, 1)])
def test_person_decides_about_a_row_that_is_perhaps_there(coordinator, estate, decision, places, named):
    made = previewed(coordinator, TABLE)
    said = f"same:{estate.school.pk}" if decision == "same" else decision
    coordinator.post(f"{IMPORTS}{made.pk}/preview/", {"decision-2": said})
    worked()
    made.refresh_from_db()
    committed(coordinator, made)
    assert estate.school.locations.count() == places
    assert Organisation.objects.filter(name="Szkoła nr 5").count() == named


def test_row_may_be_left_aside(coordinator):
    made = previewed(coordinator, TABLE)
    coordinator.post(
        f"{IMPORTS}{made.pk}/preview/", {"decision-0": "leave", "decision-x": "new", "decision-1": "rm -rf"}
    )
    made.refresh_from_db()
    assert made.counts["acts"] == 1
    committed(coordinator, made)
    assert not Organisation.objects.filter(name="Klub Sowa").exists()


def test_what_others_keep_private_is_not_told(coordinator, estate):
    OrganisationFactory(home_area=estate.area, name="Grupa Wsparcia Cisza", visibility="private")
    made = previewed(coordinator, "Nazwa\nGrupa Wsparcia Cisza\n")
    assert verdicts(made) == {2: "new"}


def test_number_of_queries_does_not_grow(coordinator):
    counts = []
    for rows in (1, 3):
        made = previewed(
            coordinator, "Nazwa;Kategoria\n" + "".join(f"Klub {number};Edukacja\n" for number in range(rows))
        )
        with CaptureQueriesContext(connection) as queries:
            page(coordinator, made)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_others_find_no_such_page(client, estate, who):
    client.force_login(estate.coordinator)
    made = previewed(client, TABLE)
    client.force_login(getattr(estate, who))
    assert page(client, made).status_code == 404
