from podworko.organisations.actions.organisation import change_organisation
from podworko.resources.actions.freshness import Said, record_reply
from podworko.resources.choices import ReplyChannel, ReplyKind

ADDRESS = "/azory/freshness/replies/"
RENAMED = {"name": {"label": "Nazwa", "was": "Szkoła nr 5", "now": "Szkoła 5"}}


def test_change_stands_beside_what_is_and_a_third_value_is_shown(signed_in, estate):
    record_reply(estate.school, Said(ReplyKind.CHANGE, ReplyChannel.MAIL, RENAMED), by=None)
    client = signed_in("coordinator")
    page = client.get(ADDRESS)
    assert "Szkoła 5" in page.text
    assert "teraz jest:" not in page.text
    change_organisation(estate.school, values={"name": "Szkoła numer pięć"}, by=None)
    assert "teraz jest:" in client.get(ADDRESS).text


def test_words_of_a_passer_by_are_words(signed_in, estate):
    record_reply(estate.school, Said(ReplyKind.WRONG, ReplyChannel.PAGE, note="<script>x</script>"), by=None)
    text = signed_in("coordinator").get(ADDRESS).text
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_empty_is_said(signed_in, estate):
    assert "Nic nie czeka" in signed_in("coordinator").get(ADDRESS).text
