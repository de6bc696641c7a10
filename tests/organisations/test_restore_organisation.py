from podworko.organisations.actions.organisation import delete_organisation
from podworko.organisations.models import Organisation
from tests.register import messages_on


def restore(client, entry):
    return client.post(f"/azory/organisations/deleted/{entry.pk}/restore/", follow=True)


def test_whoever_deleted_brings_it_back(signed_in, estate):
    entry = delete_organisation(estate.school, by=estate.editor)
    response = restore(signed_in("editor"), entry)
    assert Organisation.objects.filter(pk=estate.school.pk).exists()
    assert response.redirect_chain[-1][0] == "/azory/organisations/szkola-nr-5/keep/"
    assert messages_on(response) == ["Przywrócono: Szkoła nr 5."]


def test_second_click_finds_nothing_left_to_do(signed_in, estate):
    entry = delete_organisation(estate.school, by=estate.editor)
    client = signed_in("editor")
    restore(client, entry)
    assert restore(client, entry).status_code == 404
    assert Organisation.objects.filter(pk=estate.school.pk).count() == 1


def test_stranger_brings_nothing_back(signed_in, estate):
    entry = delete_organisation(estate.school, by=estate.editor)
    assert restore(signed_in("stranger"), entry).status_code == 404
    assert not Organisation.objects.filter(pk=estate.school.pk).exists()
