import pytest

from podworko.core.search import index
from podworko.core.visibility import Visibility
from tests.factories import MembershipFactory, OrganisationFactory


def suggested(client, question, **more):
    answer = client.get("/azory/search/suggestions/", {"q": question, **more})
    assert answer["Content-Type"] == "application/json"
    return [suggestion["title"] for suggestion in answer.json()["suggestions"]]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("ap", "Apteka Hygieia"),
        ("apteka sło", "Apteka Słoneczna"),
        ("APTEKA SLO", "Apteka Słoneczna"),
        ("zlob", "Żłobek nr 25"),
        ("szkola podst", "Szkoła Podstawowa nr 113 im. L. Węgrzynowicza"),
        ("szkoły podst", "Szkoła Podstawowa nr 113 im. L. Węgrzynowicza"),
        ("elsn", "Józefa Elsnera"),
        ("celar", "Na Olszy"),
        ("przedszkole 12", "Przedszkole nr 121 Samorządowe"),
        ("hygeia", "Apteka Hygieia"),
    ],
)
def test_name_is_proposed_from_its_beginning(client, azory, question, title):
    assert title in suggested(client, question)


def test_at_most_eight_are_proposed_each_name_once(client, azory):
    found = suggested(client, "pr")
    assert 0 < len(found) <= 8
    assert suggested(client, "pod owie").count('Apteka "Pod Owieczką"') == 1


def test_one_letter_proposes_nothing(client, azory):
    assert suggested(client, "a") == []
    assert suggested(client, "") == []


def test_nothing_hidden_is_proposed(client, azory):
    organisation = OrganisationFactory(name="Tajny Krąg", home_area=azory)
    index.refresh(organisation)
    for question in ("ta", "tajn", "tajny", "tajnyy", "krag"):
        assert "Tajny Krąg" not in suggested(client, question)
    client.force_login(MembershipFactory(organisation=organisation).user)
    assert suggested(client, "tajn") == ["Tajny Krąg"]


def test_kind_is_kept(client, azory):
    assert suggested(client, "elsn", kind="organisation") == [
        'Apteka "Pod Owieczką"',
        "Towarzystwo Przyjaciół Dzieci (TPD)",
    ]


def test_names_are_told_apart_by_address(client, azory):
    organisation = OrganisationFactory(name="Świetlica", home_area=azory, visibility=Visibility.PUBLIC)
    index.refresh(organisation)
    answer = client.get("/azory/search/suggestions/", {"q": "apteka hyg"}).json()
    assert answer["suggestions"] == [{"title": "Apteka Hygieia", "note": "Organizacje i grupy · Niska 2"}]
