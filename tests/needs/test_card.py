from podworko.needs.actions.talk import propose_talk
from podworko.organisations.actions.organisation import change_organisation
from tests.factories import CardFactory, ContactFactory, LocationFactory


def text_of(response):
    return response.text.replace("\N{NO-BREAK SPACE}", " ")


def url(card):
    return f"/podworze/offers/{card.pk}/"


def test_whoever_keeps_it_sees_what_goes_with_it_and_why(client, editor, offer, ask):
    client.force_login(editor)
    page = text_of(client.get(url(offer)))
    assert ask.title in page
    assert "to samo słowo: stoły" in page.lower()
    assert "bezpłatnie" in page


def test_other_partners_see_no_matches_but_may_ask(client, teacher, offer, ask):
    CardFactory(organisation=ask.organisation, side="ask", kind="things", title="Stoły dla nas")
    client.force_login(teacher)
    page = text_of(client.get(url(offer)))
    assert "Co do tego pasuje" not in page
    assert f"{url(offer)}talk/" in page


def test_metres_are_told_between_exact_places(client, editor, offer, ask):
    for card, latitude in ((offer, 50.0850), (ask, 50.0885)):
        place = LocationFactory(
            organisation=card.organisation, visibility="public", latitude=latitude, longitude=19.91
        )
        type(card).objects.filter(pk=card.pk).update(location=place)
    client.force_login(editor)
    assert "400 m" in text_of(client.get(url(offer)))


def test_hidden_place_gives_away_neither_name_nor_metres(client, teacher, editor, offer, ask):
    hidden = LocationFactory(
        organisation=offer.organisation, name="Tajna piwnica", latitude=50.085, longitude=19.91, visibility="private"
    )
    contact = ContactFactory(organisation=offer.organisation, location=hidden, role="stróż piwnicy")
    type(offer).objects.filter(pk=offer.pk).update(location=hidden, contact=contact)
    client.force_login(teacher)
    page = client.get(url(offer)).text
    assert "Tajna piwnica" not in page
    assert "stróż piwnicy" not in page


def test_talk_takes_the_place_of_the_match(client, editor, offer, ask):
    client.force_login(editor)
    propose_talk(cards=(offer, ask), by=None)
    page = text_of(client.get(url(offer)))
    assert "Na razie nic" in page
    assert "Rozmowy o tym" in page


def test_what_has_run_out_is_gone_for_others_but_not_for_who_talks_about_it(client, teacher, offer, ask, clock_at):
    with clock_at(days=91):
        client.force_login(teacher)
        assert client.get(url(offer)).status_code == 404
    propose_talk(cards=(offer, ask), by=None)
    with clock_at(days=91):
        client.force_login(teacher)
        assert client.get(url(offer)).status_code == 200


def test_whoever_keeps_it_is_asked_whether_it_still_holds(client, editor, offer, clock_at):
    client.force_login(editor)
    assert "Nadal aktualne?" not in client.get(url(offer)).text
    with clock_at(days=80):
        client.force_login(editor)
        assert "Nadal aktualne?" in client.get(url(offer)).text


def test_it_is_hidden_with_its_organisation(client, teacher, offer):
    client.force_login(teacher)
    assert client.get(url(offer)).status_code == 200
    change_organisation(offer.organisation, values={"visibility": "private"}, by=None)
    assert client.get(url(offer)).status_code == 404


def test_what_says_when_is_not_what_it_is_about(client, editor, organisation, school):
    offer = CardFactory(organisation=organisation, kind="skill", title="Szycie we wtorki po południu")
    CardFactory(organisation=school, side="ask", kind="skill", title="Księgowość, wtorek po południu")
    client.force_login(editor)
    assert "Na razie nic" in text_of(client.get(url(offer)))
