import pytest
from django.urls import reverse

from podworko.core.models import AuditEntry
from podworko.core.visibility import Visibility
from podworko.organisations.actions.organisation import change_organisation
from podworko.organisations.models import Organisation
from tests.factories import OrganisationFactory
from tests.register import form_on, messages_on

ADDRESS = "/azory/organisations/szkola-nr-5/edit/"


def open_form(client):
    return form_on(client.get(ADDRESS), having="name")


def test_editor_changes_what_is_theirs(signed_in, estate):
    client = signed_in("editor")
    response = client.post(ADDRESS, open_form(client).filled(description="Uczymy szachów."), follow=True)
    estate.school.refresh_from_db()
    assert estate.school.description == "Uczymy szachów."
    assert estate.school.version == 2
    assert response.redirect_chain[-1][0] == "/azory/organisations/szkola-nr-5/keep/"
    assert messages_on(response) == ["Zapisano."]


def test_coordinator_changes_it_too(signed_in, estate):
    client = signed_in("coordinator")
    client.post(ADDRESS, open_form(client).filled(name="Szkoła Podstawowa nr 5"))
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła Podstawowa nr 5"
    assert estate.school.slug == "szkola-nr-5"


@pytest.mark.parametrize("who", ["member", "neighbour", "stranger"])
def test_others_find_no_such_page(signed_in, estate, who):
    client = signed_in(who)
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"name": "Nasze"}).status_code == 404
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 5"


def test_passer_by_is_asked_to_sign_in(client, estate):
    assert client.get(ADDRESS).url.startswith(reverse("accounts:sign_in"))


def test_two_people_change_the_same_field_and_see_both_values(signed_in, estate):
    client = signed_in("editor")
    opened = open_form(client)
    change_organisation(estate.school, values={"description": "Uczymy szachów."}, by=estate.coordinator)

    response = client.post(ADDRESS, opened.filled(description="Uczymy pływania."))
    assert response.status_code == 200
    assert "W tym czasie ktoś zmienił to samo" in response.text
    assert "Uczymy szachów." in response.text
    assert "Kora" in response.text
    asked = form_on(response, having="name")
    assert asked.fields["description"] == ["Uczymy pływania."]
    estate.school.refresh_from_db()
    assert estate.school.description == "Uczymy szachów."

    undecided = client.post(ADDRESS, asked.filled())
    assert "Przy każdym polu wybierz, co ma zostać" in undecided.text
    assert "Trzeba coś poprawić" not in undecided.text

    client.post(ADDRESS, form_on(undecided, having="name").filled(keep_description="mine"))
    estate.school.refresh_from_db()
    assert estate.school.description == "Uczymy pływania."


def test_what_the_other_wrote_can_stay(signed_in, estate):
    client = signed_in("editor")
    opened = open_form(client)
    change_organisation(estate.school, values={"description": "Uczymy szachów."}, by=estate.coordinator)
    response = client.post(ADDRESS, opened.filled(description="Uczymy pływania.", role_in_area="szkoła rejonowa"))
    client.post(ADDRESS, form_on(response, having="name").filled(keep_description="theirs"))
    estate.school.refresh_from_db()
    assert (estate.school.description, estate.school.role_in_area) == ("Uczymy szachów.", "szkoła rejonowa")


def test_two_people_change_different_fields_and_both_are_kept(signed_in, estate):
    client = signed_in("editor")
    opened = open_form(client)
    change_organisation(estate.school, values={"role_in_area": "szkoła rejonowa"}, by=estate.coordinator)
    response = client.post(ADDRESS, opened.filled(description="Uczymy pływania."), follow=True)
    estate.school.refresh_from_db()
    assert (estate.school.description, estate.school.role_in_area) == ("Uczymy pływania.", "szkoła rejonowa")
    assert any("ktoś zmienił też: Rola w okolicy" in said for said in messages_on(response))


@pytest.mark.parametrize(
    "forged", ["[" * 100_000, '{"name": ' * 20_000, "9" * 5000, '{"name": ["\\ud800", "a\\u0000b"]}']
)
def test_forged_memory_of_what_the_page_showed_breaks_nothing(signed_in, estate, forged):
    client = signed_in("editor")
    typed = open_form(client).filled(description="Uczymy.")
    stale = {**typed, "shown": forged, "version": "0", "asked_name": "1", "keep_name": "theirs"}
    assert client.post(ADDRESS, stale).status_code in {200, 302}
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 5"


def test_third_change_while_choosing_is_asked_about_again(signed_in, estate):
    client = signed_in("editor")
    opened = open_form(client)
    change_organisation(estate.school, values={"description": "Uczymy szachów."}, by=None)
    asked = form_on(client.post(ADDRESS, opened.filled(description="Uczymy pływania.")), having="name")
    change_organisation(estate.school, values={"description": "Uczymy warcabów."}, by=None)
    response = client.post(ADDRESS, asked.filled(keep_description="mine"))
    assert "Uczymy warcabów." in response.text
    assert "W tym czasie ktoś zmienił to samo" in response.text


def test_closing_without_a_reason_is_refused_beside_the_field(signed_in, estate):
    client = signed_in("editor")
    response = client.post(ADDRESS, open_form(client).filled(status="closed"))
    assert "status_note" in response.context["form"].errors
    client.post(ADDRESS, form_on(response, having="name").filled(status_note="kartka na drzwiach"))
    estate.school.refresh_from_db()
    assert estate.school.status == "closed"


def test_numbers_in_registers_are_kept_and_a_wrong_one_is_warned_of(signed_in, estate):
    client = signed_in("editor")
    response = client.post(
        ADDRESS,
        open_form(client).filled(
            identifier_NIP="676-101-37-18", identifier_KRS="28860", identifier_other="rejestr aptek 123"
        ),
        follow=True,
    )
    assert {str(row) for row in estate.school.identifiers.all()} == {
        "NIP 6761013718",
        "KRS 0000028860",
        "rejestr aptek 123",
    }
    assert any("NIP 676-101-37-18 ma błąd w cyfrach" in said for said in messages_on(response))
    nip = estate.school.identifiers.get(scheme="NIP")
    client.post(ADDRESS, open_form(client).filled(**{f"identifier_{nip.pk}": ""}))
    assert not estate.school.identifiers.filter(scheme="NIP").exists()


def test_parent_is_found_by_its_name(signed_in, estate):
    OrganisationFactory(home_area=estate.area, name="Zespół Szkół", visibility=Visibility.PUBLIC)
    client = signed_in("editor")
    client.post(ADDRESS, open_form(client).filled(parent_id="zespół szkół", parent_role="complex"))
    estate.school.refresh_from_db()
    assert estate.school.parent.name == "Zespół Szkół"
    assert open_form(client).fields["parent_id"] == ["Zespół Szkół (zespol-szkol)"]


def test_parent_that_is_not_there_is_answered_with_similar_ones(signed_in, estate):
    OrganisationFactory(home_area=estate.area, name="Zespół Szkół", visibility=Visibility.PUBLIC)
    client = signed_in("editor")
    response = client.post(ADDRESS, open_form(client).filled(parent_id="Zespół szkolny", parent_role="complex"))
    assert "Czy chodzi o: „Zespół Szkół”" in response.text


def test_hidden_organisation_is_no_parent_for_others(signed_in, estate):
    OrganisationFactory(home_area=estate.area, name="Tajny klub", visibility=Visibility.PRIVATE)
    client = signed_in("editor")
    response = client.post(ADDRESS, open_form(client).filled(parent_id="Tajny klub", parent_role="unit"))
    assert "Nie ma takiego wpisu" in response.text


def test_opening_and_saving_changes_nothing(signed_in, estate):
    client = signed_in("editor")
    client.post(ADDRESS, open_form(client).filled())
    estate.school.refresh_from_db()
    assert estate.school.version == 1
    assert not AuditEntry.objects.exists()


def test_text_is_text_and_not_markup(signed_in, estate):
    Organisation.objects.filter(pk=estate.school.pk).update(name="<script>alert(1)</script>")
    response = signed_in("editor").get(ADDRESS)
    assert "<script>alert(1)" not in response.text
