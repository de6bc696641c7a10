from podworko.resources.models import EntrySuggestion
from tests.resources.suggesting import leave


def test_question_is_kept_and_the_page_says_how_it_travels(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area, contact="ewa@example.org")
    address = f"/azory/suggestions/{one.pk}/ask/"
    assert "Wyślemy e-mail" in client.get(address).text.replace("\N{NO-BREAK SPACE}", " ")
    assert client.post(address, {"question": "Które piętro?"}).status_code == 302
    assert EntrySuggestion.objects.get().is_asked
    assert "czeka na odpowiedź" in client.get("/azory/suggestions/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_nobody_to_write_to_is_said(signed_in, estate):
    one = leave(estate.area)
    page = signed_in("coordinator").get(f"/azory/suggestions/{one.pk}/ask/").text
    assert "nie zostawiła kontaktu" in page.replace("\N{NO-BREAK SPACE}", " ")
